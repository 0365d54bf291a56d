import Formulas

extension Trace {
  /// The trace as JSON of the format `unroll-trace`, version 1, in full precision.
  ///
  /// Leaves have empty `inputs`; `slot` counts a node's inputs in their order here. The text ends
  /// with a line feed.
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
      for edge in edges(into: index) {
        if edge.slot > 0 { text += ",\n    " }
        text += "{\"from\": \(quoted(graph.nodes[edge.from].id)), \"slot\": \(edge.slot), "
        text += "\"local\": \(json(local(of: edge))), \"upstream\": \(json(upstream(of: edge))), "
        text += "\"contribution\": \(json(contribution(of: edge))), "
        text += "\"derivative\": \(quoted(derivatives.text(of: edge, in: self)))}"
      }
      text += "]}"
    }
    text += "],\n \"parameters\": ["
    let terms = termsOfAllParameters()
    for (position, parameter) in graph.network.parameters.indices.enumerated() {
      let node = graph.nodes[parameter]
      text += position == 0 ? "\n  " : ",\n  "
      text += "{\"id\": \(quoted(node.id)), \"value\": \(json(value(of: parameter))), "
      text += "\"gradient\": \(json(gradient(of: parameter))), \"terms\": ["
      text += terms[parameter].map { term in
        "{\"time\": \(term.time.map(String.init) ?? "null"), "
          + "\"node\": \(quoted(graph.nodes[term.node].id)), "
          + "\"contribution\": \(json(term.contribution))}"
      }.joined(separator: ", ")
      text += "]}"
    }
    return text + "]}\n"
  }

  /// The terms of every parameter in one pass; parameters are the graph's first nodes.
  func termsOfAllParameters() -> [[Term]] {
    var terms = [[Term]](repeating: [], count: graph.network.parameters.count)
    for node in graph.nodes.indices {
      for edge in edges(into: node) where edge.from < terms.count {
        terms[edge.from].append(
          Term(time: graph.nodes[node].time, node: node, contribution: contribution(of: edge)))
      }
    }
    return terms
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

  private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20:
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

/// The derivatives' texts; those without a time index are written once for all time steps.
private struct DerivativeTexts {
  private var texts: [Int: String] = [:]

  mutating func text(of edge: Trace.Edge, in trace: Trace) -> String {
    let key = Int(trace.graph.programOfNode[edge.to]) << 32 | edge.slot
    if let text = texts[key] { return text }
    let derivative = trace.derivative(of: edge)
    let text = derivative.notation(NumberStyle(digits: 15)).plain
    if derivative.symbols.allSatisfy({ $0.symbol.time == nil }) { texts[key] = text }
    return text
  }
}
