import Formulas
import Unrolling

/// What is given, as the lines of the definitions panel.
struct Definitions {
  let trace: Trace
  let style: NumberStyle

  private var network: Network { trace.graph.network }

  // A panel of more lines leaves no room for formulas.
  private static let mostLines = 10.0

  /// The lines, with matrices written out where there is room and by their shapes elsewhere.
  var lines: [Notation] {
    let whole = lines(areMatricesWritten: true)
    let height = whole.reduce(0.0) { $0 + max(1, 0.8 * Double($1.rowCount)) }
    return height <= Self.mostLines ? whole : lines(areMatricesWritten: false)
  }

  private func lines(areMatricesWritten: Bool) -> [Notation] {
    var lines: [Notation] = []
    if !network.vocabulary.isEmpty {
      lines.append(
        assignment("Vocab", list(network.vocabulary.map { .word("‘\(shortened($0))’") })))
      lines.append(assignment("Embeddings", embeddings))
    }
    for series in network.series where series.isTarget {
      lines.append(
        assignment(
          "Targets", list(series.values.map { $0.map { style.notation($0) } ?? .word("–") })))
    }
    lines += inLines(network.parameters, areMatricesWritten)
    if let cell = network.cell {
      let activation = Notation.row([
        .variable("f"), .parenthesized(.variable("x")), .sign(.equals), activationOfX,
      ])
      lines.append(.strong(cell.title))
      if cell.lines.contains(where: { $0.formula.hasPrefix("f(") }) {
        lines.append(.row([.word("activation "), activation]))
      }
      if !network.parameters.contains(where: { $0.name.hasPrefix("b_") }) {
        lines.append(.word("no bias"))
      }
    } else {
      // Operations are read off the graph.
      let isExpanded = network.equations.contains { $0.name.contains(".") }
      if !isExpanded { lines += network.equations.map { $0.notation(style) } }
      lines += inLines(network.inputs, areMatricesWritten)
    }
    return lines
  }

  private var embeddings: Notation {
    let size = network.vocabulary.count
    let isOneHot = network.embeddings.enumerated().allSatisfy { index, value in
      value == .vector((0..<size).map { $0 == index ? 1 : 0 })
    }
    return isOneHot && size > 1 ? .word("one-hot") : list(network.embeddings.map(style.notation))
  }

  /// Names with their values, as many to a line as there is room for about four numbers.
  private func inLines(_ values: [NamedValue], _ areMatricesWritten: Bool) -> [Notation] {
    var lines: [[Notation]] = []
    var room = 0
    for named in values {
      let columns =
        switch named.value {
        case .matrix(let rows) where areMatricesWritten: min(6, rows.first?.count ?? 1) + 1
        case .scalar, .vector, .matrix: 1
        }
      if columns > room {
        lines.append([])
        room = 4
      }
      room -= columns
      lines[lines.count - 1].append(
        areMatricesWritten || named.value.number != nil
          ? .row([.name(named.name), .sign(.equals), style.notation(named.value)])
          : .row([.name(named.name), .word(" " + shapeText(named.value))]))
    }
    return lines.map { .list($0, by: .comma) }
  }

  private func shapeText(_ value: Value) -> String {
    let lengths = value.shape.count == 1 ? value.shape + [1] : value.shape
    return lengths.map(String.init).joined(separator: " × ")
  }

  private var activationOfX: Notation {
    Expression(.call(network.activation, [.symbol(Symbol("x"))])).notation(style)
  }

  private func assignment(_ word: String, _ value: Notation) -> Notation {
    .row([.word(word), .sign(.equals), value])
  }

  private func list(_ parts: [Notation]) -> Notation {
    // More than eight entries are written by their ends.
    let shown =
      parts.count <= 8 ? parts : parts.prefix(6) + [.sign(.ellipsis), parts[parts.count - 1]]
    return .row([.word("["), .list(shown, by: .comma), .word("]")])
  }

  private func shortened(_ token: String) -> String {
    token.count <= 12 ? token : token.prefix(11) + "…"
  }
}

extension Notation {
  /// How many rows the tallest matrix in a line has.
  var rowCount: Int {
    switch self {
    case .row(let parts): parts.map(\.rowCount).max() ?? 1
    case .role(_, let part), .scripts(let part, _, _): part.rowCount
    case .matrix(let rows): rows.count
    case .fraction: 2
    default: 1
    }
  }
}
