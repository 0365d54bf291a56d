import Formulas

extension Trace {
  /// The trace as a plain-text table: every node with its value, its gradient and the sum over
  /// paths that gives the gradient; then the ledger of every parameter, with its gradient as a
  /// formula, and of every embedding.
  ///
  ///     node    value  gradient  sum over paths (local · upstream)
  ///     h_1         5         4  −1 · 1 via y_1  +  −5 · −1 via h_2
  ///
  /// A Jacobian that multiplies an upstream gradient is shown transposed; a value with more than
  /// six rows or columns is shown by its shape and norm.
  ///
  /// - Parameter style: how numbers are written.
  public func table(_ style: NumberStyle = NumberStyle()) -> String {
    func text(_ value: Value?) -> String { value.map { style.notation($0).plain } ?? "…" }
    let count = graph.network.parameters.count
    var cuts: [Int: [String]] = [:]
    for node in graph.nodes.indices where !graph.isSlotCut.isEmpty {
      for edge in edges(into: node) where edge.isCut {
        cuts[edge.from, default: []].append("cut before \(graph.uniqueID(of: node))")
      }
    }
    // A loss may read every time step, so each reader's paths are found together.
    var paths = [[String]](repeating: [], count: graph.nodes.count)
    for node in graph.nodes.indices where passesGradient(node) {
      let flowing = edges(into: node).filter { !$0.isCut && $0.from >= count }
      for (edge, local) in zip(flowing, locals(of: flowing)) {
        let product = product(local, upstream(of: edge), style.notation)
        paths[edge.from].append("\(product) via \(graph.uniqueID(of: node))")
      }
    }
    var rows = [["node", "value", "gradient", "sum over paths (local · upstream)"]]
    for node in graph.nodes.indices.dropFirst(count) {
      let sum =
        node == graph.outcome
        ? "the loss itself" : (paths[node] + (cuts[node] ?? [])).joined(separator: "  +  ")
      rows.append([graph.uniqueID(of: node), text(value(of: node)), text(gradient(of: node)), sum])
    }
    return Trace.aligned(rows) + ledgerTables(style, text) + stackedTable(text)
      + embeddingTables(text)
  }

  /// A ledger for each parameter: a row for each time step, with the running sum.
  private func ledgerTables(_ style: NumberStyle, _ text: (Value?) -> String) -> String {
    let count = graph.network.parameters.count
    let ledgers = ledgers { $0 < count }
    return (0..<count).map { parameter in
      let id = graph.uniqueID(of: parameter)
      var rows = [[id, "contribution", "sum", "local · upstream"]]
      for term in ledgers[parameter] ?? [] {
        rows.append([
          "via \(graph.uniqueID(of: term.node))", text(term.contribution), text(term.sum),
          product(term.local, term.upstream, style.notation),
        ])
      }
      let formula = gradientFormula(of: parameter, style).map { $0.plain + "\n" } ?? ""
      return "\n" + Trace.aligned(rows)
        + "\(id) = \(text(value(of: parameter))), gradient \(text(gradient(of: parameter)))\n"
        + formula
    }.joined()
  }

  /// The parameters in PyTorch's form, each with its gradient.
  private func stackedTable(_ text: (Value?) -> String) -> String {
    let lines = graph.network.stacked.map { stacked in
      "\(stacked.name) = \(text(stacked.value)), gradient \(text(gradient(of: stacked)))\n"
    }
    return lines.isEmpty ? "" : "\n" + lines.joined()
  }

  /// What an edge says: local · upstream.
  func product(
    _ local: Value?, _ upstream: Value, _ notation: (Value) -> Notation
  ) -> String {
    // A derivative with respect to a matrix is not shown in a table.
    guard let local else { return "upstream \(notation(upstream).plain)" }
    func factor(_ value: Value) -> String {
      let written = notation(value)
      if value.number != nil { return written.plain }
      if case .matrix = written { return written.plain }
      // A size and a norm are a single factor.
      return "(\(written.plain))"
    }
    return factor(local) + (local.number == nil ? "^T" : "") + " · " + factor(upstream)
  }

  private func embeddingTables(_ text: (Value?) -> String) -> String {
    embeddingGradients.map { embedding in
      var rows = [["embedding of \(embedding.token)", "contribution", "sum", ""]]
      for use in embedding.terms {
        rows.append([
          "via \(graph.uniqueID(of: use.node))", text(use.contribution), text(use.sum), "",
        ])
      }
      return "\n" + Trace.aligned(rows)
        + "\(embedding.token) = \(text(embedding.value)), gradient \(text(embedding.gradient))\n"
    }.joined()
  }

  /// Aligns rows in columns: names left, numbers right, the rest as it is.
  static func aligned(_ rows: [[String]]) -> String {
    TextTable.lines(rows, [.left, .right, .right]).map { $0 + "\n" }.joined()
  }
}
