import ArgumentParser
import Formulas
import Foundation
import Publishing
import Unrolling

/// `unroll equations`: what a cell, or a lesson, stands for.
struct Equations: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints the equations that a cell or a lesson stands for.",
    discussion: """
      A cell's equations can be copied under equations: in a lesson and changed there.

        unroll equations                          all cells
        unroll equations elman
        unroll equations lesson.yaml --format latex
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case plain, latex, spoken }

  @Argument(help: "A cell's name or a lesson file; all cells without it.")
  var cell: String?

  @Option(name: .shortAndLong, help: "plain, latex or spoken.")
  var format: Format = .plain

  func run() throws {
    try Failure.reported {
      var text = ""
      if let cell, Cell.named(cell) == nil {
        text = try source(cell).read().network.equations.map(line).joined()
      } else {
        for known in Cell.all where cell == nil || known.name == cell {
          if cell == nil { text += "\(known.name) (\(known.title))\n" }
          text += known.lines.map { line in
            "\(cell == nil ? "  " : "")\(line.name)[t] = \(line.formula)\n"
          }.joined()
        }
        if format != .plain, let cell, let known = Cell.named(cell) {
          text = try known.equations(activation: .tanh) { _ in true }.map(line).joined()
        }
      }
      try StandardOutput.write(Array(text.utf8))
    }
  }

  private func source(_ argument: String) throws -> LessonSource {
    let names = Cell.all.map(\.name)
    if !argument.contains("."), argument != "-",
      !FileManager.default.fileExists(atPath: argument)
    {
      let guess = Spelling.nearest(to: argument, among: names).map { "did you mean \($0)?" }
      throw Failure.unreadable(
        "there is no cell or file \(argument); "
          + (guess ?? "the cells are " + names.joined(separator: ", ")))
    }
    return try LessonSource(argument)
  }

  private func line(_ equation: Equation) -> String {
    let notation = equation.notation()
    return switch format {
    case .plain: notation.plain + "\n"
    case .latex: notation.latex + "\n"
    case .spoken: notation.spoken + "\n"
    }
  }
}
