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

  @OptionGroup
  var pictures: PictureOptions

  /// In points: the footnotes of a newspaper.
  private static let readable = 6.0

  func validate() throws {
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
      let arrangement = Handout.Arrangement(rawValue: up) ?? .six
      let board = try pictures.look.storyboard(
        of: trace, lesson, in: pictures.language, on: arrangement.canvas)
      let chosen = try steps?.chosen(from: board.steps) ?? board.steps
      let outputs = output.isEmpty ? ["\(LessonFileName.safe(source.name))-handout/"] : output
      let plans = try outputs.map {
        try OutputPlan(
          argument: $0, lessonName: source.name, formats: format.isEmpty ? [.pdf] : format)
      }
      let themes = pictures.look.themes(of: lesson)
      let count = (chosen.count + up - 1) / up
      for plan in plans {
        guard !plan.isStream || count == 1 else {
          throw Failure.usage(
            "-o \(plan.argument): a stream holds one page, and these are \(count); choose fewer steps "
              + "with --steps, or name a file or a folder")
        }
        try pictures.look.check(plan, themes)
      }
      var files: [String] = []
      var letters = Double.infinity
      for theme in themes {
        let scene = try pictures.look.scene(
          of: board, lesson, theme: theme, without: [.title, .caption], on: arrangement.canvas)
        let handout = try Handout(of: scene, showing: chosen, perPage: arrangement)
        letters = handout.smallestLetters
        files += try plans.write(
          handout.pages.count, variant: themes.count > 1 ? theme.name : nil
        ) {
          try handout.rendered($0 - 1, as: $1.drawing(pixelsPerInch: pictures.ppi ?? 200))
        }
      }
      if letters < Self.readable, up > 2 {
        Terminal.say(
          "unroll: warning: the smallest letters are printed \(NumberStyle(digits: 2).notation(letters).plain) "
            + "points high, and \(Int(Self.readable)) are easy to read; --up \(up - 2) makes them larger")
      }
      guard !pictures.quiet, let first = files.first, first != "-" else { return }
      Terminal.say(
        files.count == 1
          ? "Wrote \(first)" : "Wrote \(files.count) pages: \(first) … \(files[files.count - 1])")
    }
  }
}
