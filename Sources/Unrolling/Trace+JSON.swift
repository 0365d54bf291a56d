import Formulas

extension Trace {
  /// The trace as JSON in the format `unroll-trace`, version 2, in full precision.
  ///
  /// Leaves have empty `inputs`; `slot` numbers a node's inputs in the order listed. There is one
  /// input for each quantity that a node reads, with the whole local derivative; one for each
  /// reading where the network separates them. An input along a cut edge has `"cut": true`.
  /// `embeddings` is present if tokens have embeddings to learn. The text ends with a line feed.
  public var json: String { json(version: 2) }

  /// The trace in version 1 of the format, which has one input for each reading of a quantity, and
  /// one term of a parameter for each.
  public var jsonOfVersion1: String { separatingReadings.json(version: 1) }

  private func json(version: Int) -> String {
    let outcome = graph.outcome
    var derivatives = DerivativeTexts()
    let nodes = graph.nodes.indices.map { json(ofNode: $0, &derivatives) }
    let embeddings = embeddingsJSON
    let text = JSONText.object(
      [
        ("format", .string("unroll-trace")), ("version", .integer(version)),
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
    let edges = edges(into: node)
    let texts = derivatives.texts(of: edges, withLocals: locals, into: node, in: self)
    return edges.map { edge in
      let contribution = edge.isCut ? contribution(of: edge) : contributions[edge.slot]
      return .object(
        [
          ("from", id(edge.from)), ("slot", .integer(edge.slot)),
          ("local", .value(locals[edge.slot])), ("upstream", .value(upstream(of: edge))),
          ("contribution", .value(contribution)),
          ("derivative", texts[edge.slot].map(JSONText.string) ?? .null),
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
    } + stackedJSON
  }

  /// The parameters in PyTorch's form; their terms are those of their parts.
  private var stackedJSON: [JSONText] {
    graph.network.stacked.map { stacked in
      .object([
        ("id", .string(stacked.name)), ("value", .value(stacked.value)),
        ("gradient", .value(gradient(of: stacked))), ("terms", .array([])),
        ("parts", .array(stacked.parts.map(JSONText.string))),
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
  /// A formula, and which of its slots are read along the same edge: the same at every time step but
  /// those where two indices meet, such as t − 1 and 0.
  private struct Reading: Hashable {
    let program: Int32
    let sharedSlots: [[Int]]?
  }

  private var found: [Reading: [(derivative: Expression?, text: String?)]] = [:]
  private let style = NumberStyle(digits: 15)

  /// Returns the derivatives with respect to the operands of edges into a node, in their order;
  /// `nil` for those without a local gradient.
  mutating func texts(
    of edges: [Trace.Edge], withLocals locals: [Value?], into node: Int, in trace: Trace
  ) -> [String?] {
    guard !edges.isEmpty else { return [] }
    let reading = Reading(
      program: trace.graph.programOfNode[node], sharedSlots: trace.graph.sharedSlots[node])
    let known = found[reading] ?? derivatives(into: node, in: trace)
    found[reading] = known
    let time = trace.graph.nodes[node].time
    return zip(edges, known).map { edge, known in
      if locals[edge.slot] == nil { return nil }
      if let text = known.text { return text }
      let derivative = known.derivative.map { derivative in
        time.map { derivative.at($0) } ?? derivative
      }
      return (derivative ?? trace.derivative(of: edge)).notation(style).plain
    }
  }

  private func derivatives(
    into node: Int, in trace: Trace
  ) -> [(derivative: Expression?, text: String?)] {
    let uniform = trace.uniformLocal(of: node).map(Expression.number)
    let derivatives = uniform == nil ? trace.relativeDerivatives(of: node) : nil
    return trace.occurrences(ofEdgesInto: node).map { occurrences in
      let derivative = uniform ?? derivatives?.jacobian(withRespectToSlots: occurrences)
      let isTimeless = derivative?.symbols.allSatisfy { $0.symbol.time == nil } ?? false
      return (derivative, isTimeless ? derivative?.notation(style).plain : nil)
    }
  }
}
