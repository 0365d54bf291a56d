import Formulas

extension Trace {
  /// The trace as JSON in the format `unroll-trace`, version 1, in full precision.
  ///
  /// Leaves have empty `inputs`; `slot` numbers a node's inputs in the order listed. An input along
  /// a cut edge has `"cut": true`. `embeddings` is present if tokens have embeddings to learn. The
  /// text ends with a line feed.
  public var json: String {
    let outcome = graph.outcome
    var derivatives = DerivativeTexts()
    let nodes = graph.nodes.indices.map { json(ofNode: $0, &derivatives) }
    let embeddings = embeddingsJSON
    let text = JSONText.object(
      [
        ("format", .string("unroll-trace")), ("version", .integer(1)),
        ("loss", .object([("id", id(outcome)), ("value", .value(value(of: outcome)))])),
      ],
      [("nodes", .lines(nodes, indent: 2))],
      [("parameters", .lines(parametersJSON, indent: 2))],
      embeddings.isEmpty ? [] : [("embeddings", .lines(embeddings, indent: 2))])
    return "\(text)\n"
  }

  private func json(ofNode index: Int, _ derivatives: inout DerivativeTexts) -> JSONText {
    let node = graph.nodes[index]
    return .object([
      ("id", id(index)), ("name", .string(node.name)), ("time", .integer(node.time)),
      ("value", .value(value(of: index))), ("gradient", .value(gradient(of: index))),
      ("inputs", .lines(inputs(of: index, &derivatives), indent: 4, startsLine: false)),
    ])
  }

  private func inputs(of node: Int, _ derivatives: inout DerivativeTexts) -> [JSONText] {
    let (locals, contributions) = edgeGradients(into: node)
    return edges(into: node).map { edge in
      let contribution = edge.isCut ? contribution(of: edge) : contributions[edge.slot]
      let derivative = locals[edge.slot].map { _ in derivatives.text(of: edge, in: self) }
      return .object(
        [
          ("from", id(edge.from)), ("slot", .integer(edge.slot)),
          ("local", .value(locals[edge.slot])), ("upstream", .value(upstream(of: edge))),
          ("contribution", .value(contribution)),
          ("derivative", derivative.map(JSONText.string) ?? .null),
        ] + (edge.isCut ? [("cut", .bool(true))] : []))
    }
  }

  private var parametersJSON: [JSONText] {
    let count = graph.network.parameters.count
    let ledgers = ledgers { $0 < count }
    return (0..<count).map { parameter in
      let terms = (ledgers[parameter] ?? []).map { term in
        JSONText.object([
          ("time", .integer(term.time)), ("node", id(term.node)),
          ("upstream", .value(term.upstream)), ("local", .value(term.local)),
          ("contribution", .value(term.contribution)), ("sum", .value(term.sum)),
        ])
      }
      return .object([
        ("id", id(parameter)), ("value", .value(value(of: parameter))),
        ("gradient", .value(gradient(of: parameter))), ("terms", .array(terms)),
      ])
    }
  }

  private var embeddingsJSON: [JSONText] {
    embeddingGradients.map { embedding in
      let terms = embedding.terms.map { use in
        JSONText.object([
          ("time", .integer(use.time)), ("node", id(use.node)),
          ("contribution", .value(use.contribution)), ("sum", .value(use.sum)),
        ])
      }
      return .object([
        ("token", .string(embedding.token)), ("value", .value(embedding.value)),
        ("gradient", .value(embedding.gradient)), ("terms", .array(terms)),
      ])
    }
  }

  private func id(_ node: Int) -> JSONText { .string(graph.uniqueID(of: node)) }
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
