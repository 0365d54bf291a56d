import Formulas

extension Trace {
  /// The trace as JSON in the format `unroll-trace`, version 1, in full precision.
  ///
  /// Leaves have empty `inputs`; `slot` numbers a node's inputs in the order listed. An input along
  /// a cut edge has `"cut": true`. `embeddings` is present if tokens have embeddings to learn. The
  /// text ends with a line feed.
  public var json: String {
    var text = "{\"format\": \"unroll-trace\", \"version\": 1, "
    let outcome = graph.nodes[graph.outcome]
    text +=
      "\"loss\": {\"id\": \(quoted(outcome.id)), \"value\": \(json(value(of: graph.outcome)))},\n"
    text += " \"nodes\": ["
    var derivatives = DerivativeTexts()
    for (index, node) in graph.nodes.enumerated() {
      text += index == 0 ? "\n  " : ",\n  "
      text += "{\"id\": \(quoted(node.id)), \"name\": \(quoted(node.name)), "
      text += "\"time\": \(node.time.map(String.init) ?? "null"), "
      text += "\"value\": \(json(value(of: index))), \"gradient\": \(json(gradient(of: index))), "
      text += "\"inputs\": ["
      text += inputs(of: index, &derivatives)
      text += "]}"
    }
    return text + "],\n \"parameters\": [" + parametersText + "]" + embeddingsText + "}\n"
  }

  private func inputs(of node: Int, _ derivatives: inout DerivativeTexts) -> String {
    let (locals, contributions) = edgeGradients(into: node)
    return edges(into: node).map { edge in
      let contribution = edge.isCut ? contribution(of: edge) : contributions[edge.slot]
      let derivative = locals[edge.slot].map { _ in quoted(derivatives.text(of: edge, in: self)) }
      return "{\"from\": \(quoted(graph.nodes[edge.from].id)), \"slot\": \(edge.slot), "
        + "\"local\": \(json(locals[edge.slot])), \"upstream\": \(json(upstream(of: edge))), "
        + "\"contribution\": \(json(contribution)), "
        + "\"derivative\": \(derivative ?? "null")\(edge.isCut ? ", \"cut\": true" : "")}"
    }.joined(separator: ",\n    ")
  }

  private var parametersText: String {
    let count = graph.network.parameters.count
    let ledgers = ledgers { $0 < count }
    return (0..<count).map { parameter in
      let terms = (ledgers[parameter] ?? []).map { term in
        "{\"time\": \(term.time.map(String.init) ?? "null"), "
          + "\"node\": \(quoted(graph.nodes[term.node].id)), "
          + "\"upstream\": \(json(term.upstream)), \"local\": \(json(term.local)), "
          + "\"contribution\": \(json(term.contribution)), \"sum\": \(json(term.sum))}"
      }
      return "\n  {\"id\": \(quoted(graph.nodes[parameter].id)), "
        + "\"value\": \(json(value(of: parameter))), "
        + "\"gradient\": \(json(gradient(of: parameter))), "
        + "\"terms\": [\(terms.joined(separator: ", "))]}"
    }.joined(separator: ",")
  }

  private var embeddingsText: String {
    let embeddings = embeddingGradients
    if embeddings.isEmpty { return "" }
    let lines = embeddings.map { embedding in
      let terms = embedding.terms.map { use in
        "{\"time\": \(use.time), \"node\": \(quoted(graph.nodes[use.node].id)), "
          + "\"contribution\": \(json(use.contribution)), \"sum\": \(json(use.sum))}"
      }
      return "\n  {\"token\": \(quoted(embedding.token)), \"value\": \(json(embedding.value)), "
        + "\"gradient\": \(json(embedding.gradient)), "
        + "\"terms\": [\(terms.joined(separator: ", "))]}"
    }
    return ",\n \"embeddings\": [\(lines.joined(separator: ","))]"
  }

  private func json(_ value: Value?) -> String {
    switch value {
    case nil: "null"
    case .scalar(let scalar): number(scalar)
    case .vector(let components): "[" + components.map(number).joined(separator: ", ") + "]"
    case .matrix(let rows): "[" + rows.map { json(.vector($0)) }.joined(separator: ", ") + "]"
    }
  }

  private func number(_ value: Double) -> String {
    // −0 is 0, and integers have no point.
    if value == value.rounded(), abs(value) < 9_007_199_254_740_992 { return String(Int(value)) }
    return "\(value)"
  }

  private func quoted(_ text: String) -> String { text.quotedForJSON }
}

/// The texts of derivatives. A formula's derivative is the same at each time step except for the
/// indices, so it is computed once; one without time indices is also written once.
private struct DerivativeTexts {
  private var found: [Int: (derivative: Expression?, text: String?)] = [:]
  private var derivatives: [Int32: Trace.SlotDerivatives] = [:]
  private let style = NumberStyle(digits: 15)

  mutating func text(of edge: Trace.Edge, in trace: Trace) -> String {
    let key = Int(trace.graph.programOfNode[edge.to]) << 32 | edge.slot
    let known = found[key] ?? find(edge, trace)
    found[key] = known
    if let text = known.text { return text }
    let derivative = known.derivative.flatMap { derivative in
      trace.graph.nodes[edge.to].time.map { derivative.at($0) }
    }
    return (derivative ?? known.derivative ?? trace.derivative(of: edge)).notation(style).plain
  }

  private mutating func find(_ edge: Trace.Edge, _ trace: Trace) -> (Expression?, String?) {
    let derivative = derivative(of: edge, in: trace)
    let isTimeless = derivative?.symbols.allSatisfy { $0.symbol.time == nil } ?? false
    return (derivative, isTimeless ? derivative?.notation(style).plain : nil)
  }

  private mutating func derivative(of edge: Trace.Edge, in trace: Trace) -> Expression? {
    if let local = trace.uniformLocal(of: edge.to) { return .number(local) }
    let program = trace.graph.programOfNode[edge.to]
    let known = derivatives[program] ?? trace.relativeDerivatives(of: edge.to)
    derivatives[program] = known
    return known?.derivative(ofSlot: edge.slot)
  }
}
