import ArgumentParser
import Formulas
import Foundation
import Publishing
import Unrolling

/// `unroll equations`: the equations of a cell or a lesson.
struct Equations: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints the equations of a cell or a lesson.",
    discussion: """
      Copy a cell's equations under equations: in a lesson to change them.

        unroll equations                          all cells
        unroll equations elman --format latex
        unroll equations lesson.yaml
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case plain, latex, spoken }

  @Argument(help: "The name of a cell, or a lesson file. (default: all cells)")
  var cell: String?

  @Option(name: .shortAndLong, help: "plain, latex or spoken.")
  var format: Format = .plain

  func run() throws {
    try Failure.reported {
      var text = ""
      if let cell, Cell.named(cell) == nil {
        text = try source(cell).read().network.equations.map { written($0.notation()) }.joined()
      } else {
        for known in Cell.all where cell == nil || known.name == cell {
          let lines = try lines(of: known)
          text +=
            cell == nil
            ? "\(known.name) (\(known.title))\n" + lines.map { "  " + $0 }.joined() : lines.joined()
        }
      }
      try StandardOutput.write(text)
    }
  }

  private func source(_ argument: String) throws -> LessonSource {
    let names = Cell.all.map(\.name)
    if !argument.contains("."), argument != "-",
      !FileManager.default.fileExists(atPath: argument)
    {
      throw Failure.unreadable(
        "there is no cell or file \(argument); "
          + Spelling.advice(for: argument, among: names, intro: "the cells are"))
    }
    return try LessonSource(argument)
  }

  /// A cell's equations, and the meaning of f in them.
  private func lines(of cell: Cell) throws -> [String] {
    let equations = try cell.equations(activation: .identity, isGiven: { _ in true })
    var lines =
      format == .plain
      ? cell.lines.map { "\($0.name)[t] = \($0.formula)\n" }
      : equations.map { written($0.notation(naming: .identity)) }
    let hasActivation = equations.contains {
      if case .call(.identity, _) = $0.expression.kind { true } else { false }
    }
    if hasActivation {
      let x = Expression.symbol(Symbol("x"))
      let usual = Expression(.call(Cell.usualActivation, [x])).notation()
      lines.append(
        written(
          .row([
            .variable("f"), .parenthesized(x.notation()), .sign(.equals), usual,
            .word(" unless a lesson names another activation"),
          ])))
    }
    return lines
  }

  private func written(_ notation: Notation) -> String {
    switch format {
    case .plain: notation.plain + "\n"
    case .latex: notation.latex + "\n"
    case .spoken: notation.spoken + "\n"
    }
  }
}
