import Formulas
import Unrolling

/// The gradient of a weight that all time steps share: one line for each time step that reads it,
/// and the running sum, whose last line is the gradient.
extension StandardLecture {
  /// More weights than this are told only where they are asked for.
  private static let mostWeights = 3
  private static let mostLines = 6

  mutating func ledgers() {
    let shared = graph.network.parameters.indices.filter { trace.ledger(of: $0).count > 1 }
    let told = shared.count <= Self.mostWeights ? shared : shared.filter { asked.contains($0) }
    for parameter in told { ledger(parameter) }
  }

  mutating func ledger(_ parameter: Int) {
    let terms = trace.ledger(of: parameter)
    var lines = terms.prefix(Self.mostLines).map { line($0) }
    if terms.count > Self.mostLines {
      lines[Self.mostLines - 2] = .sign(.centeredEllipsis)
      lines[Self.mostLines - 1] = line(terms[terms.count - 1])
    }
    lines.append(
      equals(gradientSign(parameter), .role(.result, number(trace.gradient(of: parameter)))))
    callouts.append(lines)
    step(
      .ledger,
      .row([
        .word("every time step adds to the gradient of "), symbol(parameter),
        .word(", which they share"),
      ]), hot: terms.map { .node($0.node) }, callout: callouts.count - 1)
  }

  /// "by h_2: local · upstream = product, sum …"
  private func line(_ term: Trace.Term) -> Notation {
    var parts: [Notation] = [.word("by "), symbol(term.node), .word(": ")]
    if let local = term.local {
      // A Jacobian is transposed in the product.
      let factor =
        local.number == nil
        ? Notation.scripts(number(local), below: nil, above: .sign(.transposed)) : number(local)
      parts += [
        .role(.local, factor), .sign(.times), .role(.upstream, number(term.upstream)),
        .sign(.equals),
      ]
    }
    return .row(parts + [number(term.contribution), .word(",  sum "), number(term.sum)])
  }
}
