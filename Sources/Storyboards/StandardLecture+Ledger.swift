import Formulas
import Unrolling

/// The gradient of a weight that all time steps share: one row for each time step that reads it,
/// with the running sum, which ends with the gradient.
extension StandardLecture {
  /// If there are more weights than this, only those asked for are shown.
  private static let mostWeights = 3
  private static let mostLines = 6
  private static let mostEmbeddings = 4
  // More rows of numbers leave no space for a formula above them.
  private static let mostRowsBelowFormula = 11

  mutating func ledgers() {
    let count = graph.network.parameters.count
    var readings = Array(repeating: 0, count: count)
    for node in graph.nodes.indices {
      for operand in graph.edgeOperands(of: node) where operand < count { readings[operand] += 1 }
    }
    let shared = readings.indices.filter { readings[$0] > 1 }
    let told = shared.count <= Self.mostWeights ? shared : shared.filter { asked.contains($0) }
    for parameter in told { ledger(parameter) }
    otherGradients(graph.network.parameters.indices.filter { isDrawn($0) && !told.contains($0) })
    if !told.isEmpty { embeddings() }
  }

  /// The gradients of the embeddings that the sequence uses: the sum of what arrives at the inputs
  /// with that embedding.
  private mutating func embeddings() {
    let used = trace.embeddingGradients
    guard !used.isEmpty else { return }
    let inputs = used.flatMap { $0.terms.map(\.node) }
    let flows = flowsBack(to: inputs)
    let chips = inputs.map { Item.gradient($0) }.filter { spans[$0] == nil }
    let (told, rest) = told(used, most: Self.mostEmbeddings - 1)
    let gradients = told.map {
      let token = $0.token.shortenedToken
      return Named(
        name: phrases.embedding(of: token), value: number($0.gradient), token: token)
    }
    let callout = call(told.map { line($0) })
    for item in flows + chips { show(item) }
    step(
      .ledger, "ledger embeddings",
      phrases.embeddingGradients(gradients, rest: rest, loss: lossName),
      hot: flows + chips + inputs.map { .node($0) }, callout: callout)
    for item in flows + chips { hide(item) }
  }

  /// ∂Loss/∂embedding = the contributions, summed.
  private func line(_ embedding: Trace.EmbeddingGradient) -> Notation {
    let word: Notation = " \(phrases.embedding(of: embedding.token.shortenedToken))"
    let shown = embedding.terms.prefix(Self.mostLines - 2).enumerated().map { index, term in
      let value = number(term.contribution)
      return index > 0 && (term.contribution.number ?? 0) < 0 ? .parenthesized(value) : value
    }
    let rest = embedding.terms.count > shown.count ? [Notation.sign(.ellipsis)] : []
    let sum = embedding.terms.count > 1 ? [Notation.list(shown + rest, by: .plus)] : []
    return .list(
      [.partialDerivative(of: symbol(outcome), to: word)] + sum
        + [.role(.result, number(embedding.gradient))], by: .equals)
  }

  /// The gradients of drawn weights without a ledger, all at once.
  private mutating func otherGradients(_ parameters: [Int]) {
    let untold = parameters.filter { spans[.gradient($0)] == nil }
    guard !untold.isEmpty else { return }
    let (told, rest) = told(untold, most: Self.mostLines - 2)
    let gradients = told.map {
      Named(name: symbol($0), value: style.brief(trace.gradient(of: $0)))
    }
    let callout = call(
      zip(told, gradients).map { equals(gradientSign($0), .role(.result, $1.value)) })
    let flows = flowsBack(to: untold)
    for flow in flows { show(flow) }
    for parameter in untold { show(.gradient(parameter)) }
    step(
      .ledger, "ledger others", phrases.otherGradients(gradients, rest: rest),
      hot: flows + untold.map { .gradient($0) }, callout: callout)
    for flow in flows { hide(flow) }
  }

  /// The gradient's paths back from all nodes that read one of these, found in one pass.
  private func flowsBack(to operands: [Int]) -> [Item] {
    let wanted = Set(operands)
    return graph.nodes.indices.dropFirst(operands.min() ?? 0).flatMap { reader in
      trace.edges(into: reader).filter { wanted.contains($0.from) && !$0.isCut }.map {
        .flow(slot($0))
      }
    }
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
    if trace.value(of: parameter).number == nil,
      let formula = trace.gradientFormula(of: parameter, style),
      lines.reduce(0, { $0 + $1.rowCount }) <= Self.mostRowsBelowFormula
    {
      lines.insert(formula, at: 0)
    }
    // For a long sequence, only the time steps with a contribution are shown.
    let isLong = terms.count > Self.mostLines
    let adding = terms.filter { !isLong || $0.contribution.components.contains { $0 != 0 } }
    let (told, rest) = told(adding, most: Self.mostLines)
    let added = told.map { Named(name: symbol($0.node), value: number($0.contribution)) }
    let callout = call(lines)
    let flows = flowsBack(to: [parameter])
    for flow in flows { show(flow) }
    show(.gradient(parameter))
    let own: [Item] = isDrawn(parameter) ? [.node(parameter), .gradient(parameter)] : []
    step(
      .ledger, "ledger \(id(parameter))",
      phrases.ledger(
        of: withGradient(parameter), terms: added, rest: rest,
        othersAddNothing: adding.count < terms.count, loss: lossName),
      hot: terms.map { .node($0.node) } + flows + own, callout: callout)
    for flow in flows { hide(flow) }
  }

  /// "by h_2: local · upstream = product, sum …"
  private func line(_ term: Trace.Term) -> Notation {
    var parts: [Notation] = [phrases.via(symbol(term.node))]
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
