import ArgumentParser
import Figures
import Formulas
import Foundation
import Graphviz
import Lessons
import Publishing
import Storyboards
import Unrolling

/// `unroll compare`: two lessons of one network on one drawing.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draws two lessons of one network on one drawing, of which only numbers change.",
    discussion: """
      One frame for each lesson, and below both graphs the size of the gradient at every time step, \
      on one scale.

        unroll compare vanishing.yaml exploding.yaml      vanishing-exploding/, two frames
        unroll compare one.yaml two.yaml -o fig.png
      """)

  @Argument(help: "The first lesson file.", completion: .file(extensions: ["yaml", "yml", "json"]))
  var first: String

  @Argument(
    help: "The second lesson file.", completion: .file(extensions: ["yaml", "yml", "json"]))
  var second: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "fig.svg, fig.png, fig.pdf, or a folder; may be repeated. (default: a folder named after both)",
      valueName: "path"), completion: .file())
  var output: [String] = []

  @Option(name: .shortAndLong, help: "The format in a folder; may be repeated. (default: svg)")
  var format: [FigureFormat] = []

  @OptionGroup
  var pictures: PictureOptions

  func validate() throws {
    guard first != "-" || second != "-" else {
      throw ValidationError("standard input holds one lesson; name a file for the other")
    }
  }

  func run() throws {
    try Failure.reported {
      let sources = try [LessonSource(first), LessonSource(second)]
      let traced = try sources.map { try $0.traced() }
      for (trace, source) in zip(traced.map(\.trace), sources) {
        if let objection = GradientCheck.objection(toDrawing: trace) {
          throw Failure.lesson("unroll: error: not drawn: \(source.path): \(objection)")
        }
      }
      let lesson = traced[0].lesson
      let titles = zip(traced, sources).map { $0.lesson.title ?? $1.name }
      let board: Storyboard
      do {
        board = try pictures.look.storyboard(of: lesson) { mostColumns in
          try Storyboard(
            comparing: traced[0].trace, with: traced[1].trace, titles: (titles[0], titles[1]),
            asking: lesson.asked, style: lesson.style, mostColumns: mostColumns,
            language: pictures.language ?? lesson.language)
        }
      } catch let error as Storyboard.Unlikeness {
        throw Failure.lesson(
          "unroll: error: \(first) and \(second) are not of one network: they differ at "
            + "\(error.id); compare lessons in which only numbers differ")
      }
      let name = sources.map(\.name).joined(separator: "-")
      let plans = try (output.isEmpty ? [LessonFileName.safe(name) + "/"] : output).map {
        try OutputPlan(argument: $0, lessonName: name, formats: format.isEmpty ? [.svg] : format)
      }
      let themes = pictures.look.themes(of: lesson)
      for plan in plans {
        try plan.check(chosenSteps: board.steps.count)
        try pictures.look.check(plan, themes)
      }
      let files = try themes.flatMap { theme in
        let figure = try Figure(of: pictures.look.scene(of: board, lesson, theme: theme))
        let variant = themes.count > 1 ? theme.name : nil
        return try plans.write(board.steps.count, variant: variant) {
          try figure.rendered(
            board.steps[$0 - 1], as: $1.drawing(pixelsPerInch: pictures.ppi ?? 144),
            id: pictures.ids.id(of: lesson, inFile: $2), variant: variant)
        }
      }
      if !pictures.quiet { Terminal.say("Wrote \(files.joined(separator: " and "))") }
    }
  }
}
