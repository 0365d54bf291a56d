import ArgumentParser
import Figures
import Formulas
import Foundation
import Graphviz
import Lessons
import Publishing
import Storyboards
import Unrolling

/// `unroll quiz`: worksheets with other numbers for each student, and their solutions.
struct Quiz: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes worksheets with other numbers for each student, and their solutions.",
    discussion: """
      Each variant is the lesson's graph with other small integers: one figure to fill in, and the \
      same figure filled in. The same seed gives the same variants.

        unroll quiz lesson.yaml --variants 30 --seed 7
                                  lesson-quiz/lesson-1.svg, lesson-1-solution.svg, …
                                  and lesson-quiz/lesson-answers.md
        unroll quiz lesson.yaml -o exam/ -f pdf
      """)

  @Argument(
    help: "The lesson file; - reads standard input.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var lesson: String

  @Option(help: "How many variants.")
  var variants = 10

  @Option(help: "A whole number; another one gives other variants.")
  var seed: UInt64 = 1

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The folder. (default: named after the lesson, with -quiz)", valueName: "folder"),
    completion: .directory)
  var output: String?

  @Option(name: .shortAndLong, help: "The format; may be repeated. (default: svg)")
  var format: [FigureFormat] = []

  @OptionGroup
  var pictures: PictureOptions

  func validate() throws {
    guard (1...1000).contains(variants) else {
      throw ValidationError("--variants goes from 1 to 1000")
    }
    if let output, let dot = output.lastIndex(of: "."),
      let format = FigureFormat(fileExtension: String(output[output.index(after: dot)...]))
    {
      throw ValidationError(
        "-o \(output): a quiz is many files; name a folder: -o \(output[..<dot])/ -f \(format.rawValue)"
      )
    }
    if output == "-" { throw ValidationError("-o - : a quiz is many files; name a folder") }
  }

  func run() throws {
    try Failure.reported {
      let source = try LessonSource(lesson)
      let lesson = try source.read()
      let name = LessonFileName.safe(source.name)
      let folder = output.map { $0.hasSuffix("/") ? $0 : $0 + "/" } ?? "\(name)-quiz/"
      let network =
        lesson.figure.resolved.detail == .operations
        ? lesson.network.expandedToOperations : lesson.network
      var drawn = Variants(of: network, asking: lesson.asked, seed: seed)
      var answers = "# Answers\n"
      var progress = Progress(total: variants)
      for number in 1...variants {
        guard let trace = drawn.next() else { throw tooFew(number - 1) }
        try checked(trace)
        let board = try pictures.look.storyboard(
          of: trace, lesson, deck: .worksheet, in: pictures.language)
        try draw(
          board, lesson, stem: "\(folder)\(name)-\(number)",
          id: pictures.ids.id(of: lesson, inFile: name) + "-\(number)")
        answers += "\n## Variant \(number)\n\n"
        for line in board.callouts.last?.dropFirst() ?? [] { answers += "- \(line.plain)\n" }
        progress.advance(to: number)
      }
      progress.finish()
      try AtomicFile.write(Array(answers.utf8), to: "\(folder)\(name)-answers.md")
      guard !pictures.quiet else { return }
      Terminal.say(
        "Wrote \(variants) variant\(variants == 1 ? "" : "s") and their solutions to \(folder), "
          + "and all answers to \(folder)\(name)-answers.md")
    }
  }

  private func tooFew(_ found: Int) -> Failure {
    Failure.lesson(
      "unroll: error: only \(found) variant\(found == 1 ? " has" : "s have") answers that can be "
        + "read: values and gradients below 100, an answer that is not 0; ask for fewer with "
        + "--variants \(max(1, found)), or take a shorter sequence")
  }

  private func checked(_ trace: Trace) throws {
    if let objection = GradientCheck.objection(toDrawing: trace) {
      throw Failure.lesson("unroll: error: not drawn: \(objection)")
    }
  }

  private func draw(_ board: Storyboard, _ lesson: Lesson, stem: String, id: String) throws {
    let themes = pictures.look.themes(of: lesson)
    for theme in themes {
      let figure = try Figure(of: pictures.look.scene(of: board, lesson, theme: theme))
      let variant = themes.count > 1 ? theme.name : nil
      for format in format.isEmpty ? [.svg] : format {
        for (step, ending) in zip(board.steps, ["", "-solution"]) {
          let bytes = try figure.rendered(
            step, as: format.drawing(pixelsPerInch: pictures.ppi ?? 144), id: id, variant: variant)
          let mark = variant.map { "-" + $0 } ?? ""
          try AtomicFile.write(bytes, to: "\(stem)\(ending)\(mark).\(format.rawValue)")
        }
      }
    }
  }
}
