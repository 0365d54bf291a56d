import Unrolling

extension Storyboard {
  /// For each edge after the first from the same operand to the same reader, its number.
  static func repeatedReadings(in graph: UnrolledGraph) -> [Item.Slot: Int] {
    var repeated: [Item.Slot: Int] = [:]
    for node in graph.nodes.indices {
      let operands = graph.edgeOperands(of: node)
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
    case .strip, .losses: Rank(kind: 16)
    case .fold(let box): Rank(kind: 17, to: box)
    case .foldFlow(let box): Rank(kind: 18, to: box)
    case .totalDerivative(let slot): Rank(kind: 19, to: slot.to, slot: slot.from)
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
