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
    let told = parametersWithLedgers
    for parameter in told { ledger(parameter) }
    otherGradients(graph.network.parameters.indices.filter { isDrawn($0) && !told.contains($0) })
    if !told.isEmpty { embeddings() }
  }

  /// How many steps the ledgers have at most.
  var ledgerCount: Int {
    let told = parametersWithLedgers
    let hasOthers = graph.network.parameters.indices.contains {
      isDrawn($0) && !told.contains($0) && !asked.contains($0)
    }
    return told.count + (hasOthers ? 1 : 0)
      + (told.isEmpty || trace.embeddingGradients.isEmpty ? 0 : 1)
  }

  /// The parameters that several nodes read; of many, only those asked for.
  private var parametersWithLedgers: [Int] {
    let count = graph.network.parameters.count
    var readings = Array(repeating: 0, count: count)
    for node in graph.nodes.indices {
      for operand in graph.edgeOperands(of: node) where operand < count { readings[operand] += 1 }
    }
    let shared = readings.indices.filter { readings[$0] > 1 }
    return shared.count <= Self.mostWeights ? shared : shared.filter { asked.contains($0) }
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
        name: phrases.embedding(of: token), value: number(sourced.gradient(of: $0)), token: token)
    }
    let callout = call(told.map { line($0) } + (rest > 0 ? [.sign(.ellipsis)] : []))
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
    let head = Notation.partialDerivative(of: symbol(outcome), to: word)
    let result = Notation.role(.result, number(sourced.gradient(of: embedding)))
    guard embedding.terms.count > 1 else { return equals(head, result) }
    let (sum, sign) = sum(embedding.terms.map(sourced.contribution))
    return .row([equals(head, sum), sign, result])
  }

  /// The gradients of drawn weights without a ledger, all at once.
  private mutating func otherGradients(_ parameters: [Int]) {
    let untold = parameters.filter { spans[.gradient($0)] == nil }
    guard !untold.isEmpty else { return }
    let (told, rest) = told(untold, most: Self.mostLines - 2)
    let gradients = told.map {
      Named(name: symbol($0), value: style.brief(sourced.gradient(of: $0)))
    }
    let callout = call(
      zip(told, gradients).map { equals(gradientSign($0), .role(.result, $1.value)) }
        + (rest > 0 ? [.sign(.ellipsis)] : []))
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
    let table = table(of: terms, parameter)
    let result = Notation.role(.result, number(sourced.gradient(of: parameter)))
    var lines = [table, equals(gradientSign(parameter), result)]
    if let formula = trace.gradientFormula(of: parameter, style, most: Self.mostTerms),
      table.rowCount <= Self.mostRowsBelowFormula
    {
      lines = [.list([formula, result], by: .equals), table]
    }
    // For a long sequence, only the time steps with a contribution are shown.
    let isLong = terms.count > Self.mostLines
    // With other numbers, it may be others that add nothing.
    let adding = terms.filter {
      !isLong || sourced.isLive || $0.contribution.components.contains { $0 != 0 }
    }
    let (told, rest) = told(adding, most: Self.mostLines)
    let added = told.map {
      Named(name: symbol($0.node), value: number(contribution(of: $0, parameter)))
    }
    let callout = call(lines)
    let flows = flowsBack(to: [parameter])
    for flow in flows { show(flow) }
    show(.gradient(parameter))
    let own: [Item] = isDrawn(parameter) ? [.node(parameter), .gradient(parameter)] : []
    step(
      .ledger, "ledger \(id(parameter))",
      phrases.ledger(
        of: withGradient(parameter), readBy: timedReaders(of: terms), terms: added, rest: rest,
        othersAddNothing: adding.count < terms.count, loss: lossName),
      hot: terms.map { .node($0.node) } + flows + own, callout: callout)
    for flow in flows { hide(flow) }
  }

  /// The quantities that read a parameter, if each does at time steps; none for a circuit.
  private func timedReaders(of terms: [Trace.Term]) -> [Notation] {
    let nodes = terms.map { graph.nodes[$0.node] }
    guard nodes.allSatisfy({ $0.time != nil }) else { return [] }
    var seen = Set<String>()
    return nodes.map(\.name).filter { seen.insert($0).inserted }
      .map { .symbol(Symbol($0, time: nil)) }
  }

  /// A row for each time step that reads the parameter: the local gradient, what arrives, their
  /// product and the sum so far; of many, the first ones and the last.
  private func table(of terms: [Trace.Term], _ parameter: Int) -> Notation {
    let isLong = terms.count > Self.mostLines
    let rowsShown =
      isLong ? Array(0..<Self.mostLines - 2) + [terms.count - 1] : Array(terms.indices)
    let shown = rowsShown.map { terms[$0] }
    let haveFactors = shown.allSatisfy { $0.local?.number != nil && $0.contribution.number != nil }
    let areTimed = shown.allSatisfy { graph.nodes[$0.node].time != nil }
    let isOne = Set(terms.map { graph.nodes[$0.node].name }).count == 1
    var rows = zip(rowsShown, shown).map { row, term -> [Notation] in
      let time = graph.nodes[term.node].time
      let first = isOne && areTimed ? time.map { phrases.count($0) } : nil
      let factors: [Notation] =
        haveFactors
        ? [
          .role(.local, local(of: term, parameter).map(number) ?? .empty),
          .role(.upstream, number(sourced.gradient(of: term.node))),
        ] : []
      return [first ?? symbol(term.node)] + factors
        + [
          number(contribution(of: term, parameter)),
          number(sourced.runningSum(term.sum, of: parameter, row: row)),
        ]
    }
    if isLong {
      let dots = rows[0].map { _ in Notation.sign(.centeredEllipsis) }
      rows.insert(dots, at: rows.count - 1)
    }
    return .table([heads(of: terms, parameter, haveFactors, isOne && areTimed)] + rows)
  }

  /// The edge from a parameter to a node that reads it.
  private func edge(of term: Trace.Term, _ parameter: Int) -> Trace.Edge? {
    trace.edges(into: term.node).first { $0.from == parameter }
  }

  private func contribution(of term: Trace.Term, _ parameter: Int) -> SourcedValue {
    guard sourced.isLive, let edge = edge(of: term, parameter) else {
      return SourcedValue(term.contribution)
    }
    return sourced.contribution(of: edge)
  }

  private func local(of term: Trace.Term, _ parameter: Int) -> SourcedValue? {
    guard sourced.isLive, let edge = edge(of: term, parameter) else {
      return term.local.map { SourcedValue($0) }
    }
    return sourced.local(of: edge)
  }

  private func productSign(_ term: Trace.Term, _ parameter: Int) -> Notation {
    guard let local = local(of: term, parameter) else { return .sign(.equals) }
    let upstream = sourced.gradient(of: term.node)
    let product = Expression(.product([.literal(local), .literal(upstream)]))
    return style.relation(product, contribution(of: term, parameter))
  }

  /// The head of a column of results, with ≈ where the numbers beside one give another last digit.
  func head(_ word: String, _ signs: [Notation]) -> Notation {
    let isApproximate = signs.contains(where: \.isApproximate)
    let sign = Notation.anyApproximate(signs, isApproximate: isApproximate, style)
    return sign == .empty ? .word(word) : .row([sign, .word(word)])
  }

  /// The signs before the numbers of a column; where they cannot change, the first ≈ says it for all.
  private func signs(of rows: some Collection<Int>, _ sign: (Int) -> Notation) -> [Notation] {
    guard !sourced.isLive else { return rows.map(sign) }
    for row in rows where sign(row).isApproximate { return [sign(row)] }
    return []
  }

  /// What is in the columns: by name where it is the same for all rows.
  private func heads(
    of terms: [Trace.Term], _ parameter: Int, _ haveFactors: Bool, _ areTimed: Bool
  ) -> [Notation] {
    let first: Notation = areTimed ? .variable("t") : .empty
    let products = haveFactors ? signs(of: terms.indices) { productSign(terms[$0], parameter) } : []
    let sums = signs(of: terms.indices.dropFirst()) { row in
      func sum(_ row: Int) -> SourcedValue {
        sourced.runningSum(terms[row].sum, of: parameter, row: row)
      }
      let added = contribution(of: terms[row], parameter)
      return style.relation(
        Expression(.sum([.literal(sum(row - 1)), .literal(added)])), sum(row))
    }
    let last = [head(phrases.product, products), head(phrases.runningSum, sums)]
    guard haveFactors else { return [first] + last }
    let reader = graph.nodes[terms[0].node]
    let upstream =
      areTimed
      ? Notation.partialDerivative(
        of: symbol(outcome), to: .symbol(Symbol(reader.name, time: .relative(0))))
      : .word(phrases.upstream)
    let edge = edge(of: terms[0], parameter)
    let local = areTimed ? edge.flatMap(trace.relativeDerivative)?.notation(style) : nil
    return [first, local ?? .word(phrases.local), upstream] + last
  }
}
