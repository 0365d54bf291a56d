import Formulas

extension Trace {
  /// The trace as a table for people: every node with its value, its gradient and the sum over
  /// paths that makes the gradient; then the ledger of every parameter, with its gradient as a
  /// formula, and of every embedding.
  ///
  ///     node    value  gradient  sum over paths (local · upstream)
  ///     h_1         5         4  −1 · 1 by y_1  +  −5 · −1 by h_2
  ///
  /// A Jacobian is transposed where it meets the upstream gradient; what has more than six rows or
  /// columns is told by its shape and norm.
  ///
  /// - Parameter style: how numbers are written.
  public func table(_ style: NumberStyle = NumberStyle()) -> String {
    func text(_ value: Value?) -> String { value.map { style.notation($0).plain } ?? "…" }
    let count = graph.network.parameters.count
    var cuts: [Int: [String]] = [:]
    for node in graph.nodes.indices where !graph.isSlotCut.isEmpty {
      for edge in edges(into: node) where edge.isCut {
        cuts[edge.from, default: []].append("cut before \(graph.nodes[node].id)")
      }
    }
    // A loss may read every time step, so a reader's paths are found together.
    var paths = [[String]](repeating: [], count: graph.nodes.count)
    for node in graph.nodes.indices where passesGradient(node) {
      let flowing = edges(into: node).filter { !$0.isCut && $0.from >= count }
      for (edge, local) in zip(flowing, locals(of: flowing)) {
        let product = product(local, upstream(of: edge), text)
        paths[edge.from].append("\(product) by \(graph.nodes[node].id)")
      }
    }
    var rows = [["node", "value", "gradient", "sum over paths (local · upstream)"]]
    for node in graph.nodes.indices.dropFirst(count) {
      let sum =
        node == graph.outcome
        ? "the loss itself" : (paths[node] + (cuts[node] ?? [])).joined(separator: "  +  ")
      rows.append([graph.nodes[node].id, text(value(of: node)), text(gradient(of: node)), sum])
    }
    return Trace.aligned(rows) + ledgerTables(style, text) + embeddingTables(text)
  }

  /// A ledger for each parameter: a line for each time step, with the running sum.
  private func ledgerTables(_ style: NumberStyle, _ text: (Value?) -> String) -> String {
    let count = graph.network.parameters.count
    let ledgers = ledgers { $0 < count }
    return (0..<count).map { parameter in
      let id = graph.nodes[parameter].id
      var rows = [[id, "contribution", "sum", "local · upstream"]]
      for term in ledgers[parameter] ?? [] {
        rows.append([
          "by \(graph.nodes[term.node].id)", text(term.contribution), text(term.sum),
          product(term.local, term.upstream, text),
        ])
      }
      let formula = gradientFormula(of: parameter, style).map { $0.plain + "\n" } ?? ""
      return "\n" + Trace.aligned(rows)
        + "\(id) = \(text(value(of: parameter))), gradient \(text(gradient(of: parameter)))\n"
        + formula
    }.joined()
  }

  /// What an edge says: local · upstream.
  func product(_ local: Value?, _ upstream: Value, _ text: (Value?) -> String) -> String {
    // The derivative by a matrix has no table to show.
    guard let local else { return "upstream \(text(upstream))" }
    return text(local) + (local.number == nil ? "^T" : "") + " · " + text(upstream)
  }

  private func embeddingTables(_ text: (Value?) -> String) -> String {
    embeddingGradients.map { embedding in
      var rows = [["embedding of \(embedding.token)", "contribution", "sum", ""]]
      for use in embedding.terms {
        rows.append(["by \(graph.nodes[use.node].id)", text(use.contribution), text(use.sum), ""])
      }
      return "\n" + Trace.aligned(rows)
        + "\(embedding.token) = \(text(embedding.value)), gradient \(text(embedding.gradient))\n"
    }.joined()
  }

  /// Sets rows in columns: names left, numbers right, the rest as it is.
  private static func aligned(_ rows: [[String]]) -> String {
    let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
    func padding(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: width - text.count)
    }
    return rows.map { row in
      let cells = [
        row[0] + padding(row[0], widths[0]), padding(row[1], widths[1]) + row[1],
        padding(row[2], widths[2]) + row[2], row[3],
      ]
      let line = cells.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
    }.joined()
  }
}
