import Unrolling

extension Storyboard {
  /// Returns an item's name for programs: its kind, followed by the ids of its nodes.
  ///
  ///     board.name(of: .value(node))  // "value h_2"
  ///     board.name(of: .flow(slot))   // "flow h_2 h_1": back from h_2 to h_1
  ///     board.name(of: .edge(slot))   // "edge h_1 h_2"
  ///
  /// If a formula reads an operand more than once, there is an edge for each reading; from the
  /// second one on, the name has a number: `edge a q 2`.
  public func name(of item: Item) -> String {
    switch item {
    case .title: "title"
    case .definitions: "definitions"
    case .node(let node): "node \(id(node))"
    case .token(let node): "token \(id(node))"
    case .value(let node): "value \(id(node))"
    case .gradient(let node): "gradient \(id(node))"
    case .question(let node): "question \(id(node))"
    case .otherValue(let node): "other value \(id(node))"
    case .otherGradient(let node): "other gradient \(id(node))"
    case .valueBlank(let node): "blank value \(id(node))"
    case .gradientBlank(let node): "blank gradient \(id(node))"
    case .strip: "strip"
    case .edge(let slot): "edge \(id(slot.from)) \(id(slot.to))\(reading(slot))"
    case .flow(let slot): "flow \(id(slot.to)) \(id(slot.from))\(reading(slot))"
    case .contribution(let slot):
      "contribution \(id(slot.to)) \(id(slot.from))\(reading(slot))"
    case .gap(let gap): "gap \(steps(ofGap: gap))"
    case .gapFlow(let gap): "flow gap \(steps(ofGap: gap))"
    }
  }

  private func id(_ node: Int) -> String { trace.graph.nodes[node].id }

  private func steps(ofGap gap: Int) -> String {
    "\(columns.gaps[gap].lowerBound)-\(columns.gaps[gap].upperBound)"
  }

  private func reading(_ slot: Item.Slot) -> String {
    repeatedReadings[slot].map { " \($0)" } ?? ""
  }

  /// For each edge after the first from the same operand to the same reader, its number.
  static func repeatedReadings(in graph: UnrolledGraph) -> [Item.Slot: Int] {
    var repeated: [Item.Slot: Int] = [:]
    for node in graph.nodes.indices {
      let operands = graph.operands(of: node)
      guard Set(operands).count < operands.count else { continue }
      var counts: [Int: Int] = [:]
      for (slot, operand) in operands.enumerated() {
        let count = counts[operand, default: 0] + 1
        counts[operand] = count
        if count > 1 { repeated[.init(from: operand, to: node, slot: slot)] = count }
      }
    }
    return repeated
  }
}

extension Item: Comparable {
  /// Orders items by kind, then by node: the order of `unroll steps`.
  public static func < (left: Item, right: Item) -> Bool { left.rank < right.rank }

  private var rank: Rank {
    switch self {
    case .title: Rank(kind: 0)
    case .definitions: Rank(kind: 1)
    case .gap(let gap): Rank(kind: 2, to: gap)
    case .node(let node): Rank(kind: 3, to: node)
    case .token(let node): Rank(kind: 4, to: node)
    case .edge(let slot): Rank(kind: 5, to: slot.to, slot: slot.slot)
    case .question(let node): Rank(kind: 6, to: node)
    case .value(let node): Rank(kind: 7, to: node)
    case .gradient(let node): Rank(kind: 8, to: node)
    case .flow(let slot): Rank(kind: 9, to: slot.to, slot: slot.slot)
    case .contribution(let slot): Rank(kind: 10, to: slot.to, slot: slot.slot)
    case .gapFlow(let gap): Rank(kind: 11, to: gap)
    case .otherValue(let node): Rank(kind: 12, to: node)
    case .otherGradient(let node): Rank(kind: 13, to: node)
    case .valueBlank(let node): Rank(kind: 14, to: node)
    case .gradientBlank(let node): Rank(kind: 15, to: node)
    case .strip: Rank(kind: 16)
    }
  }

  private struct Rank: Comparable {
    let kind: Int
    var to = 0
    var slot = 0

    static func < (left: Rank, right: Rank) -> Bool {
      (left.kind, left.to, left.slot) < (right.kind, right.to, right.slot)
    }
  }
}
