import Formulas
import Unrolling

/// What is given, as the lines of the definitions panel.
struct Definitions {
  let trace: Trace
  let style: NumberStyle

  private var network: Network { trace.graph.network }

  var lines: [Notation] {
    var lines: [Notation] = []
    if !network.vocabulary.isEmpty {
      lines.append(
        assignment("Vocab", list(network.vocabulary.map { .word("‘\(shortened($0))’") })))
      let numbers = network.embeddings.compactMap(\.number).map(style.notation)
      lines.append(assignment("Embeddings", list(numbers)))
    }
    for series in network.series where series.isTarget {
      lines.append(
        assignment(
          "Targets", list(series.values.map { $0?.number.map(style.notation) ?? .word("–") })))
    }
    let weights = network.parameters.map { parameter in
      Notation.row([
        .name(parameter.name), .sign(.equals), style.notation(parameter.value.number ?? 0),
      ])
    }
    // Four weights to a line at the most.
    for start in stride(from: 0, to: weights.count, by: 4) {
      lines.append(.list(Array(weights[start..<min(start + 4, weights.count)]), by: .comma))
    }
    if let cell = network.cell {
      let activation = Notation.row([
        .variable("f"), .parenthesized(.variable("x")), .sign(.equals), activationOfX,
      ])
      lines.append(.strong(cell.title))
      lines.append(.row([.word("activation "), activation]))
      if !network.parameters.contains(where: { $0.name.hasPrefix("b_") }) {
        lines.append(.word("no bias"))
      }
    } else {
      lines += network.equations.map { $0.notation(style) }
      let inputs = network.inputs.map {
        Notation.row([.name($0.name), .sign(.equals), style.notation($0.value)])
      }
      for start in stride(from: 0, to: inputs.count, by: 4) {
        lines.append(.list(Array(inputs[start..<min(start + 4, inputs.count)]), by: .comma))
      }
    }
    return lines
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
