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
    let header: [JSONText.Member] = [
      ("format", .string("unroll-trace")), ("version", .integer(version)),
    ]
    return "\(object(header) { _ in nil })\n"
  }

  /// The trace as a JSON object.
  ///
  /// - Parameters:
  ///   - header: what comes first.
  ///   - footer: what comes last.
  ///   - updated: the value of a parameter after training, `nil` without.
  func object(
    _ header: [JSONText.Member], _ footer: [JSONText.Member] = [], updated: (String) -> Value?
  ) -> JSONText {
    let outcome = graph.outcome
    var derivatives = DerivativeTexts()
    let nodes = graph.nodes.indices.map { json(ofNode: $0, &derivatives) }
    let embeddings = embeddingsJSON
    let loss = JSONText.object([("id", id(outcome)), ("value", .value(value(of: outcome)))])
    return .object(
      header + [("loss", loss)],
      [("nodes", .lines(nodes, indent: 2))],
      [("parameters", .lines(parametersJSON(updated), indent: 2))],
      embeddings.isEmpty ? [] : [("embeddings", .lines(embeddings, indent: 2))],
      footer)
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

  private func parametersJSON(_ updated: (String) -> Value?) -> [JSONText] {
    func after(_ name: String) -> [JSONText.Member] {
      updated(name).map { [("updated", .value($0))] } ?? []
    }
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
      let values: [JSONText.Member] = [
        ("id", id(parameter)), ("value", .value(value(of: parameter))),
        ("gradient", .value(gradient(of: parameter))),
      ]
      return .object(
        values + after(graph.network.parameters[parameter].name) + [("terms", .array(terms))])
    }
      // The terms of parameters in PyTorch's form are those of their parts.
      + graph.network.stacked.map { stacked in
        let values: [JSONText.Member] = [
          ("id", .string(stacked.name)), ("value", .value(stacked.value)),
          ("gradient", .value(gradient(of: stacked))),
        ]
        return .object(
          values + after(stacked.name)
            + [("terms", .array([])), ("parts", .array(stacked.parts.map(JSONText.string)))])
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
