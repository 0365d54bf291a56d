import ArgumentParser
import Formulas
import Publishing
import Storyboards
import UnrollKit

extension Snippet.Target: ExpressibleByArgument {}

/// `unroll snippet`: what to write in slides to show rendered files.
struct PrintSnippet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snippet",
    abstract: "Prints the text that shows the rendered steps in slides of another program.",
    discussion: """
      It names the files that unroll render writes with the same options, and has the overlay \
      numbers, sizes, alternative texts and speaker notes.

        unroll render lesson.yaml -o talk.pdf
        unroll snippet lesson.yaml --for beamer --files talk.pdf >> talk.tex
        unroll render lesson.yaml -o talk.html
        unroll snippet lesson.yaml --for reveal --files talk.html
        unroll render lesson.yaml -o fig-%d.svg --steps 3-6
        unroll snippet lesson.yaml --for reveal --files fig-%d.svg --steps 3-6
      """)

  @Argument(
    help: "The lesson file; - reads standard input.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var lesson: String

  @Option(
    name: .customLong("for"),
    help: "The program: beamer, reveal, quarto, slidev, marp, typst or html.")
  var target: Snippet.Target

  @Option(
    help: ArgumentHelp(
      """
      What render was given as -o: talk.pdf, talk.html, fig.svg, fig-%d.png or slides/. (default: a PDF named \
      after the lesson for beamer and typst, else the folder that render writes)
      """, valueName: "path"), completion: .file())
  var files: String?

  @Option(help: StepSelection.help, completion: StepSelection.completion)
  var steps: StepSelection?

  @Option(name: .shortAndLong, help: "A file to write to. (default: standard output)")
  var output: String?

  @OptionGroup(title: "The look")
  var look: FigureOptions

  @Option(help: "The language of all text: en or it. (default: the lesson's)")
  var language: Language?

  @Option(help: "The deck: the lecture, or the question.")
  var deck: Overrides.Deck = .lecture

  func run() throws {
    try Failure.reported {
      let source = try LessonSource(lesson)
      let whole = try Illustration(
        of: source.read(), with: look.overrides(in: language, deck: deck))
      guard look.themes(or: whole.theme).count == 1 else {
        throw Failure.usage("--theme: a snippet shows the pictures of one theme")
      }
      let illustration = whole.showing(try steps.chosen(from: whole.steps))
      let presentation = try illustration.presentation()
      let argument = files ?? (target.showsPages ? "\(source.name).pdf" : "\(source.name)/")
      let plan = try OutputPlan(argument: argument, lessonName: source.name, decks: [.pdf, .html])
      if plan.decks == [.html] {
        return try write(try player(plan, presentation))
      }
      let snippet = Snippet(
        words: presentation.words, width: presentation.width, height: presentation.height,
        background: presentation.palette.background,
        files: try named(by: plan, for: illustration.steps.map(\.number)))
      let text = snippet.text(for: target)
      if illustration.steps.count < whole.steps.count, !plan.decks.isEmpty {
        Terminal.say(
          "The pages are those of a PDF that has only the chosen steps: "
            + "unroll render \(lesson) -o \(argument) --steps …, with the same steps")
      }
      try write(text)
    }
  }

  private func write(_ text: String) throws {
    guard let output, output != "-" else { return try StandardOutput.write(text) }
    try AtomicFile.write(Array(text.utf8), to: output)
  }

  private func player(_ plan: OutputPlan, _ presentation: Presentation) throws -> String {
    guard target.showsFrames, !plan.isStream else {
      let targets = Snippet.Target.allCases.filter(\.showsFrames).map(\.rawValue)
      throw Failure.usage(
        "--files \(plan.argument): \(target.rawValue) cannot show a page of HTML; "
          + "\(targets.joined(separator: ", ")) can")
    }
    return Snippet.player(
      plan.path(of: .html), presentation.words, width: presentation.width,
      height: presentation.height, for: target)
  }

  private func named(by plan: OutputPlan, for numbers: [Int]) throws -> [Snippet.File] {
    if target == .beamer, let sign = plan.argument.first(where: { "#%{}\\~^$&".contains($0) }) {
      throw Failure.usage(
        "--files \(plan.argument): LaTeX reads the \(sign) in it as a command; rename the file")
    }
    if plan.isStream { throw Failure.usage("--files \(plan.argument): name files, not a stream") }
    if let deck = plan.decks.first {
      guard target.showsPages else {
        throw Failure.usage(
          "--files \(plan.argument): \(target.rawValue) shows pictures, not pages of a PDF; "
            + "name those of unroll render -o fig.svg: --files fig.svg")
      }
      return zip(1..., numbers).map { page, _ in
        Snippet.File(path: plan.path(of: deck), page: page)
      }
    }
    guard let format = plan.formats.first else { return [] }
    if format == .gv || format == .pdf && !target.showsPages
      || format == .svg && target == .beamer
    {
      throw Failure.usage(
        "--files \(plan.argument): \(target.rawValue) cannot show .\(format.rawValue); name "
          + (target.showsPages ? "talk.pdf or fig.png" : "fig.svg or fig.png"))
    }
    return numbers.map {
      Snippet.File(path: plan.path(forStep: $0, ofChosen: numbers.count, format: format))
    }
  }
}
