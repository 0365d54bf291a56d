import ArgumentParser
import Figures
import Formulas
import Foundation
import Graphviz
import Lessons
import Look
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

  // In points; few readers ask for more of a number on paper.
  private static let leastLetters = 5.5

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
      let themes = pictures.look.themes(of: lesson)
      let (board, canvas, grid) = try best(of: trace, lesson, theme: themes[0])
      let chosen = try steps?.chosen(from: board.steps) ?? board.steps
      let outputs = output.isEmpty ? ["\(LessonFileName.safe(source.name))-handout/"] : output
      let plans = try outputs.map {
        try OutputPlan(
          argument: $0, lessonName: source.name, formats: format.isEmpty ? [.pdf] : format)
      }
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
          of: board, lesson, theme: theme, without: Self.unneeded, on: canvas)
        let handout = try Handout(of: scene, showing: chosen, on: grid)
        letters = handout.smallestLetters
        let variant = themes.count > 1 ? theme.name : nil
        files += try plans.write(handout.pages.count, variant: variant) {
          try handout.rendered(
            $0 - 1, as: $1.drawing(pixelsPerInch: pictures.ppi ?? 200),
            id: pictures.ids.id(of: lesson, inFile: $2), variant: variant)
        }
      }
      if letters < Self.leastLetters, up > 2 {
        Terminal.say(
          "unroll: warning: the smallest letters are printed \(NumberStyle(digits: 2).notation(letters).plain) "
            + "points high, which is hard to read; --up \(up - 2) makes them larger")
      }
      guard !pictures.quiet, let first = files.first, first != "-" else { return }
      Terminal.say(
        files.count == 1
          ? "Wrote \(first)" : "Wrote \(files.count) pages: \(first) … \(files[files.count - 1])")
    }
  }

  // The page says them.
  private static let unneeded: Set<Part> = [.title, .caption]

  /// The page, upright or wide, and the canvas on which the letters are printed largest without
  /// crowding anything.
  private func best(of trace: Trace, _ lesson: Lesson, theme: Theme) throws -> (
    Storyboard, Canvas, Handout.Grid
  ) {
    var best: (board: Storyboard, canvas: Canvas, grid: Handout.Grid)?
    var most = (isClear: false, letters: 0.0)
    for grid in (Handout.Arrangement(rawValue: up) ?? .six).grids {
      for canvas in grid.canvases {
        let board = try pictures.look.storyboard(
          of: trace, lesson, in: pictures.language, on: canvas)
        let scene = try pictures.look.scene(
          of: board, lesson, theme: theme, without: Self.unneeded, on: canvas)
        let letters = try Handout(of: scene, showing: [], on: grid).smallestLetters
        let isClear = scene.unplaced.isEmpty && scene.problems.isEmpty
        // A tenth more is seen; less is not worth another page.
        let isBetter = isClear == most.isClear ? letters > 1.1 * most.letters : isClear
        guard best == nil || isBetter else { continue }
        best = (board, canvas, grid)
        most = (isClear, letters)
      }
    }
    guard let best else { preconditionFailure("an arrangement has a grid, and a grid a canvas") }
    return best
  }
}
