import Formulas

extension Trace {
  /// The trace as a table for people: every node with its value, its gradient and the sum over
  /// paths that makes the gradient; then every parameter with its terms.
  ///
  ///     node    value  gradient  sum over paths (local · upstream)
  ///     h_1         5         4  −5 · −1 by h_2  +  −1 · 1 by y_1
  ///
  /// - Parameter style: how numbers are written.
  public func table(_ style: NumberStyle = NumberStyle()) -> String {
    func text(_ value: Value?) -> String { value.map { style.notation($0).plain } ?? "…" }
    let arriving = contributions()
    let count = graph.network.parameters.count
    var rows = [["node", "value", "gradient", "sum over paths (local · upstream)"]]
    for node in graph.nodes.indices.dropFirst(count) {
      let paths = arriving[node].map { edge in
        "\(text(local(of: edge))) · \(text(upstream(of: edge))) by \(graph.nodes[edge.to].id)"
      }
      let sum = node == graph.outcome ? "the loss itself" : paths.joined(separator: "  +  ")
      rows.append([graph.nodes[node].id, text(value(of: node)), text(gradient(of: node)), sum])
    }
    var result = Trace.aligned(rows)
    if count > 0 {
      var rows = [["parameter", "value", "gradient", "sum over time steps"]]
      let terms = termsOfAllParameters()
      for parameter in 0..<count {
        let parts = terms[parameter].map { term in
          "\(text(term.contribution)) by \(graph.nodes[term.node].id)"
        }
        rows.append([
          graph.nodes[parameter].id, text(value(of: parameter)), text(gradient(of: parameter)),
          parts.joined(separator: "  +  "),
        ])
      }
      result += "\n" + Trace.aligned(rows)
    }
    return result
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
