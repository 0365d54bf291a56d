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
    // Of a long sequence those time steps are told that add something.
    let isLong = terms.count > Self.mostLines
    let adding = terms.filter { !isLong || $0.contribution.components.contains { $0 != 0 } }
    let (told, rest) = told(adding, most: Self.mostLines)
    let added = told.map { Named(name: symbol($0.node), value: number($0.contribution)) }
    let callout = call(lines)
    step(
      .ledger,
      phrases.ledger(
        of: withGradient(parameter), terms: added, rest: rest,
        othersAddNothing: adding.count < terms.count, loss: lossName),
      hot: terms.map { .node($0.node) }, callout: callout)
  }

  /// "by h_2: local · upstream = product, sum …"
  private func line(_ term: Trace.Term) -> Notation {
    var parts: [Notation] = [phrases.by(symbol(term.node))]
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
    return .row(parts + [number(term.contribution), phrases.runningSum(number(term.sum))])
  }
}
