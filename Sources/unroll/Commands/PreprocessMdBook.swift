import ArgumentParser
import Documents
import Foundation
import Notes
import Publishing

/// `unroll mdbook`: a preprocessor of mdBook, which puts the figures into the chapters.
struct PreprocessMdBook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mdbook",
    abstract: "Draws the lessons in the chapters of an mdBook: its preprocessor.",
    discussion: """
      mdBook starts this command itself, with these lines in book.toml:

        [preprocessor.unroll]
        command = "unroll mdbook"
        after = ["links"]

      Each fenced block whose language is unroll becomes a figure within the page. Further keys of \
      the table are the blocks' where they have none of their own: \(BlockKey.sharedSummary). cache = false draws everything anew; allow-outside = true lets blocks name lessons \
      outside of the book's folder.

      It reads [context, book] from standard input and writes the book to standard output; as \
      unroll mdbook supports html it ends with 0 if it knows the renderer, or else 1.
      """)

  /// Renderers that show SVG within their pages; elsewhere a block stays as it is.
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
      let input = try FileHandle.standardInput.readToEnd() ?? Data()
      let book = try DrawnBook(MdBook(bytes: Array(input)))
      try StandardOutput.write(book.result.bytes)
    }
  }
}
