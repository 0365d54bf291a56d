import ArgumentParser
import Figures
import Formulas
import Foundation
import Graphviz
import Lessons
import Publishing
import Storyboards
import Unrolling

/// `unroll handout`: several steps on each page of A4.
struct MakeHandout: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "handout",
    abstract: "Lays out the steps of a lesson on pages of A4, with their captions.",
    discussion: """
        unroll handout lesson.yaml                      lesson-handout/lesson-1.pdf, …
        unroll handout lesson.yaml -o handout.png --up 4 --steps 7-18
      """)

  @Argument(
    help: "The lesson file; - reads standard input.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var lesson: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      """
      handout.svg, handout.png, handout.pdf, a folder, or - for standard output; may be repeated. \
      (default: a folder named after the lesson, with -handout)
      """, valueName: "path"), completion: .file())
  var output: [String] = []

  @Option(help: "How many steps share a page: 2, 4 or 6.")
  var up = 6

  @Option(help: StepSelection.help, completion: StepSelection.completion)
  var steps: StepSelection?

  @Option(
    name: .shortAndLong,
    help: "The format in a folder or on standard output; may be repeated. (default: pdf)")
  var format: [FigureFormat] = []

  @Option(help: "The words' language: en or it. (default: the lesson's)")
  var language: Language?

  @OptionGroup(title: "The look")
  var look: FigureOptions

  @Option(help: "Pixels per inch of PNG.")
  var ppi: Double = 200

  @Flag(name: .shortAndLong, help: "Say nothing when all is well.")
  var quiet = false

  func validate() throws {
    guard (10...2400).contains(ppi) else { throw ValidationError("--ppi goes from 10 to 2400") }
    guard Handout.Arrangement(rawValue: up) != nil else {
      throw ValidationError("--up \(up): a page has room for 2, 4 or 6 steps")
    }
  }

  func run() throws {
    try Failure.reported {
      let source = try LessonSource(lesson)
      let (lesson, trace) = try source.traced()
      if let objection = GradientCheck.objection(toDrawing: trace) {
        throw Failure.lesson("unroll: error: not drawn: \(objection)")
      }
      let board = try look.storyboard(of: trace, lesson, in: language)
      let chosen = try steps?.chosen(from: board.steps) ?? board.steps
      let outputs = output.isEmpty ? ["\(LessonFileName.safe(source.name))-handout/"] : output
      let plans = try outputs.map {
        try OutputPlan(
          argument: $0, lessonName: source.name, formats: format.isEmpty ? [.pdf] : format)
      }
      let themes = look.themes(of: lesson)
      let count = (chosen.count + up - 1) / up
      for plan in plans {
        try plan.check(chosenSteps: count)
        try look.check(plan, themes)
      }
      var files: [String] = []
      for theme in themes {
        let scene = try look.scene(of: board, lesson, theme: theme, without: [.title, .caption])
        let handout = try Handout(
          of: scene, showing: chosen, perPage: Handout.Arrangement(rawValue: up) ?? .six)
        files += try draw(handout, plans, variant: themes.count > 1 ? theme.name : nil)
      }
      guard !quiet, let first = files.first, first != "-" else { return }
      Terminal.say(
        files.count == 1
          ? "Wrote \(first)" : "Wrote \(files.count) pages: \(first) … \(files[files.count - 1])")
    }
  }

  private func draw(_ handout: Handout, _ plans: [OutputPlan], variant: String?) throws -> [String]
  {
    var files: [String] = []
    for plan in plans {
      for format in plan.formats {
        for page in handout.pages.indices {
          let path = plan.path(
            forStep: page + 1, ofChosen: handout.pages.count, format: format, variant: variant)
          let bytes = try handout.rendered(page, as: format.drawing(pixelsPerInch: ppi))
          if path == "-" {
            try StandardOutput.write(bytes)
          } else {
            try AtomicFile.write(bytes, to: path)
          }
          files.append(path)
        }
      }
    }
    return files
  }
}
