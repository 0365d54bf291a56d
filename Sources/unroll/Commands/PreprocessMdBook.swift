import ArgumentParser
import Documents
import Foundation
import Notes
import Publishing

/// `unroll mdbook`: an mdBook preprocessor that puts the figures into the chapters.
struct PreprocessMdBook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mdbook",
    abstract: "Draws the lessons in the chapters of an mdBook, as a preprocessor.",
    discussion: """
      mdBook starts this command if book.toml has these lines:

        [preprocessor.unroll]
        command = "unroll mdbook"
        after = ["links"]

      Each fenced block whose language is unroll becomes a figure in the page. The table may also \
      set defaults for the blocks (\(BlockKey.sharedSummary)); \
      cache = false draws everything again; allow-outside = true lets blocks name lessons outside \
      the book's folder.

      It reads [context, book] from standard input and writes the book to standard output. \
      unroll mdbook supports html exits with 0 if the renderer is supported, and with 1 if not.
      """)

  /// Renderers that show inline SVG; for others a block stays as it is.
  private static let renderers = ["html", "epub", "markdown"]

  @Argument(help: ArgumentHelp("The word supports.", valueName: "supports"))
  var question: String?

  @Argument(help: "A renderer's name.")
  var renderer: String?

  func validate() throws {
    if let question, question != "supports" || renderer == nil {
      throw ValidationError("mdBook starts this as unroll mdbook, or unroll mdbook supports html")
    }
  }

  func run() throws {
    if let renderer { throw ExitCode(Self.renderers.contains(renderer) ? 0 : 1) }
    try Failure.reported {
      let input = Data(try InputFile.standardInput())
      let book = try DrawnBook(MdBook(bytes: Array(input)))
      if book.hasFigures {
        try Terminal.warnOfMissingFont()
        Terminal.warnOfUseless(book.cache)
      }
      try StandardOutput.write(book.result.bytes)
    }
  }
}
