import Formulas

extension Trace {
  /// The computational graph in DOT, for any engine of Graphviz to lay out: every node with its
  /// value and its gradient, every edge with local · upstream, and a cluster for each time step.
  ///
  ///     print(trace.dot(), terminator: "")  // unroll graph lesson.yaml | dot -Tsvg > graph.svg
  ///
  /// What has more than two components is described by its shape and norm.
  ///
  /// - Parameter style: how numbers are written.
  public func dot(_ style: NumberStyle = NumberStyle()) -> String {
    func written(_ value: Value) -> Notation {
      value.components.count > 2 ? style.brief(value) : style.notation(value)
    }
    func text(_ value: Value?) -> String { value.map { written($0).plain } ?? "…" }
    var timeless: [Int] = []
    var nodesOfTime: [Int: [Int]] = [:]
    for node in graph.nodes.indices {
      if let time = graph.nodes[node].time {
        nodesOfTime[time, default: []].append(node)
      } else {
        timeless.append(node)
      }
    }
    let ids = graph.uniqueIDs
    func line(_ node: Int, _ indent: String) -> String {
      let id = ids[node]
      let shape = graph.nodes[node].role == .parameter ? ", shape=box" : ""
      let lines = [id, "value \(text(value(of: node)))", "gradient \(text(gradient(of: node)))"]
      return "\(indent)\(id.quotedForDOT) [label=\(lines.joined(separator: "\n").inDOT)\(shape)];\n"
    }
    var dot = "digraph unroll {\n"
    // Ranked by cluster, some graphs are too much for dot 2.43: "trouble in init_rank".
    dot += "  rankdir=LR;\n  newrank=true;\n  labeljust=l;\n"
    dot += "  node [fontsize=12];\n  edge [fontsize=10];\n"
    for node in timeless { dot += line(node, "  ") }
    for (time, nodes) in nodesOfTime.sorted(by: { $0.key < $1.key }) {
      let name = time < 0 ? "cluster_before_\(-time)" : "cluster_\(time)"
      dot += "  subgraph \(name) {\n    label=\"t = \(time)\";\n"
      for node in nodes { dot += line(node, "    ") }
      dot += "  }\n"
    }
    for reader in graph.nodes.indices {
      let edges = edges(into: reader)
      for (edge, local) in zip(edges, locals(of: edges)) {
        let product = product(local, upstream(of: edge), written)
        dot += statement(ids[edge.from], ids[edge.to], edge.isCut ? nil : product)
      }
    }
    return dot + "}\n"
  }

  /// - Parameter label: `nil` for an edge that truncation cuts.
  private func statement(_ from: String, _ to: String, _ label: String?) -> String {
    let attributes = label.map { "label=\($0.inDOT)" } ?? "label=\"cut\", style=dashed"
    return "  \(from.quotedForDOT) -> \(to.quotedForDOT) [\(attributes)];\n"
  }
}

extension String {
  /// The text as a string of DOT.
  fileprivate var inDOT: String {
    "\"" + replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
      + "\""
  }

  /// The text as a name of DOT, in quotes where it would be something else without them.
  fileprivate var quotedForDOT: String {
    let keywords = ["node", "edge", "graph", "digraph", "subgraph", "strict"]
    func isPlain(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    let isName = utf8.allSatisfy(isPlain) && utf8.first.map { $0 > UInt8(ascii: "9") } == true
    return isName && !keywords.contains(lowercased()) ? self : inDOT
  }
}
