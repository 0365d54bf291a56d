import ArgumentParser
import Formulas
import UnrollKit

/// `unroll present`: a deck in the browser, which answers questions and renews itself.
struct Present: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Presents a lesson's deck in the browser, renewed at every save.",
    discussion: """
      The page is that of unroll render -o talk.html: on it, numbers can be looked up and changed. \
      Its address goes to standard output. A mistake in the file is shown over the last correct \
      deck. Only this machine can open the page; Ctrl-C stops it.

        unroll present lesson.yaml                opens the browser
        unroll present lesson.yaml --deck question
                                                  numbers are hidden until you ask for them
        unroll present lesson.yaml --no-open --port 8000
                                                  only says the address: http://127.0.0.1:8000/
      """)

  @Argument(help: "The lesson file.", completion: .file(extensions: ["yaml", "yml", "json"]))
  var lesson: String

  @Flag(inversion: .prefixedNo, help: "Open the page in the browser.")
  var open = true

  @OptionGroup
  var page: LivePage

  @Option(
    help: "The deck: the lecture, or the question, whose numbers are hidden until asked for.")
  var deck: Overrides.Deck = .lecture

  @Option(help: "The language of all text: en or it. (default: the lesson's)")
  var language: Language?

  @OptionGroup(title: "The look")
  var look: FigureOptions

  func validate() throws {
    try LivePage.validate(lesson)
    if lesson.isDocumentName {
      throw ValidationError("a document is not presented; write unroll watch \(lesson)")
    }
    try look.checkSingleTheme()
  }

  func run() throws {
    try Failure.reported {
      try page.show(lesson: lesson, look, in: language, deck: deck, opens: open)
    }
  }
}
