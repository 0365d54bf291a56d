import ArgumentParser
import Formulas
import Foundation
import Previews
import Publishing
import Watching

/// `unroll watch`: a page that shows the figures and updates itself.
struct Watch: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Shows a document's figures or a lesson's deck in the browser, updated at every save.",
    discussion: """
      The page's address goes to standard output. A mistake is shown on the page with its line, \
      beside the last correct figure. Only this machine can open the page; Ctrl-C stops it.

        unroll watch notes.md                     the figures of its blocks
        unroll watch lesson.yaml                  the deck; arrow keys step through it
        unroll watch lesson.yaml --port 8000      the same address next time
      """)

  @Argument(
    help: "The document (.md, .markdown, .qmd, .rmd) or the lesson file.",
    completion: .file(extensions: ["md", "markdown", "qmd", "yaml", "yml", "json"]))
  var file: String

  @Option(help: "The port of the page's address. (default: a free one)")
  var port: UInt16?

  @Flag(help: "Open the page in the browser.")
  var open = false

  @OptionGroup
  var outside: OutsideOption

  @Flag(
    help: """
      Draw a document's figures again instead of taking them from the cache, XDG_CACHE_HOME/unroll.
      """)
  var noCache = false

  @OptionGroup(title: "The look of a lesson's deck")
  var look: FigureOptions

  @Flag(name: .shortAndLong, help: "Print only the address, warnings and errors.")
  var quiet = false

  private static let documentExtensions = ["md", "markdown", "qmd", "rmd"]

  private var isDocument: Bool {
    Self.documentExtensions.contains(URL(fileURLWithPath: file).pathExtension.lowercased())
  }

  func validate() throws {
    if file == "-" { throw ValidationError("standard input cannot be watched; name a file") }
    if isDocument, let flag = look.typed.first {
      throw ValidationError("\(flag): the look of a document's figures is set in its blocks")
    }
    if !isDocument, look.theme?.contains(",") == true {
      throw ValidationError("--theme: name one theme to look at")
    }
  }

  func run() throws {
    try Failure.reported {
      // A mistyped name is reported at once.
      if isDocument {
        _ = try InputFile.bytes(of: file, expecting: "document")
      } else {
        _ = try LessonSource(file)
      }
      try Terminal.warnOfMissingFont()
      let server = PageServer(port: port ?? 0)
      let address = try Waiting.result { () async throws(ServerError) in
        try await server.start()
      }
      let drawing = DispatchQueue(label: "unroll.drawing")
      let reporting = Reporting(
        worded: { Failure($0)?.message ?? Message("\($0)") }, say: { Terminal.say($0) })
      let watched: any WatchedFile =
        isDocument
        ? WatchedDocument(
          file, outside: outside.lessons, cache: noCache ? nil : PictureCache(),
          reporting: reporting)
        : WatchedLesson(file, with: look.overrides(), on: drawing, reporting: reporting) {
          [file] in try LessonSource(file).bytes
        }
      // Of several waiting exhibits only the last is needed.
      let (exhibits, exhibit) = AsyncStream.makeStream(
        of: Exhibit.self, bufferingPolicy: .bufferingNewest(1))
      Task { for await exhibit in exhibits { await server.show(exhibit) } }
      let session = try WatchSession(watched, on: drawing, reporting) { exhibit.yield($0) }
      try StandardOutput.write(Array((address + "\n").utf8))
      if !quiet { Terminal.say("Watching \(file); press Ctrl-C to stop.") }
      if open { Browser.open(address) }
      Interruption.wait()
      session.stop()
      Waiting.result { await server.stop() }
    }
  }
}
