import ArgumentParser
import Foundation
import Previews
import Publishing

/// `unroll watch`: a page that shows a document or a deck and renews itself.
struct Watch: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows a document or a lesson's deck in the browser, renewed at every save.",
    discussion: """
      The page's address goes to standard output. A mistake is shown on the page with its line, \
      over the last correct figure. Only this machine can open the page; Ctrl-C stops it.

        unroll watch notes.md                     the text, with the figures of its blocks
        unroll watch lesson.yaml                  the deck, as unroll present shows it
        unroll watch lesson.yaml --port 8000      the same address next time
      """)

  @Argument(
    help: "The document (.md, .markdown, .qmd, .rmd) or the lesson file.",
    completion: .file(extensions: ["md", "markdown", "qmd", "yaml", "yml", "json"]))
  var file: String

  @Flag(help: "Open the page in the browser.")
  var open = false

  @OptionGroup
  var outside: OutsideOption

  @Flag(
    help: """
      Draw a document's figures again instead of taking them from the cache, XDG_CACHE_HOME/unroll.
      """)
  var noCache = false

  @OptionGroup
  var page: LivePage

  @OptionGroup(title: "The look of a lesson's deck")
  var look: FigureOptions

  private var isDocument: Bool { file.isDocumentName }

  func validate() throws {
    try LivePage.validate(file)
    if isDocument, let flag = look.typed.first {
      throw ValidationError("\(flag): the look of a document's figures is set in its blocks")
    }
    try look.checkSingleTheme()
  }

  func run() throws {
    try Failure.reported {
      guard isDocument else { return try page.show(lesson: file, look, opens: open) }
      // A mistyped name is reported at once.
      _ = try InputFile.bytes(of: file, expecting: "document")
      try page.show(file, opens: open) { reporting in
        WatchedDocument(
          file, outside: outside.lessons, cache: noCache ? nil : PictureCache(),
          reporting: reporting)
      }
    }
  }
}

extension String {
  private static let documentExtensions = ["md", "markdown", "qmd", "rmd"]

  /// Whether it names a document, rather than a lesson.
  var isDocumentName: Bool {
    Self.documentExtensions.contains(URL(fileURLWithPath: self).pathExtension.lowercased())
  }
}

extension FigureOptions {
  /// Refuses several themes, where the reader of a page chooses among all.
  func checkSingleTheme() throws {
    guard theme?.contains(",") == true else { return }
    throw ValidationError("--theme: name one theme to look at")
  }
}
