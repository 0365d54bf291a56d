import Layout

/// A seeded source of random numbers (SplitMix64).
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func chance(_ part: Double) -> Bool { Double.random(in: 0..<1, using: &self) < part }
}

/// A network given by its equations, and its graph over some time steps.
struct TestNetwork {
  var quantities: [Layout.Graph.Quantity] = []
  var steps = 3
  /// The time steps of quantities that do not have all of them, such as losses.
  var times: [Int: [Int]] = [:]
  var outcome: Int?
  /// The time steps whose cells are drawn folded.
  var folded: [Int] = []
  /// The time steps that are left out, with one column of dots in their place.
  var leftOut: ClosedRange<Int>?

  mutating func add(timed: Bool = true, _ readings: [(Int, Layout.Graph.Moment)] = []) -> Int {
    quantities.append(
      .init(isTimed: timed, readings: readings.map { Layout.Graph.Reading($0.0, $0.1) }))
    return quantities.count - 1
  }

  mutating func reads(_ reader: Int, _ source: Int, _ moment: Layout.Graph.Moment) {
    quantities[reader].readings.append(.init(source, moment))
  }

  /// The graph: nodes are in any order, and each operand of a node is one edge.
  var graph: Layout.Graph {
    var nodes: [Layout.Graph.Node] = []
    var index: [[Int]: Int] = [:]
    var edges: [Layout.Graph.Edge] = []
    var joined: Set<[Int]> = []
    func isOut(_ time: Int) -> Bool { leftOut?.contains(time) ?? false }
    func node(_ quantity: Int, _ time: Int?) -> Int? {
      if let time, isOut(time) { return nil }
      let isTimed = quantities[quantity].isTimed
      let key = isTimed ? [quantity, time ?? 0] : [quantity]
      if let known = index[key] { return known }
      let isComputed = !quantities[quantity].readings.isEmpty
      let isInside = time.map { (1...max(1, steps)).contains($0) } ?? true
      if isTimed, !isComputed, !isInside { return nil }
      if let times = times[quantity], let time, !times.contains(time) { return nil }
      index[key] = nodes.count
      nodes.append(
        .init(
          quantity: quantity, time: isTimed ? time : nil,
          kind: isComputed && isInside ? .computed : .leaf,
          isOutcome: quantity == outcome && !isTimed))
      return nodes.count - 1
    }
    for quantity in quantities.indices {
      if quantities[quantity].isTimed {
        for time in 1...max(1, steps) { _ = node(quantity, time) }
      } else {
        _ = node(quantity, nil)
      }
    }
    func join(_ source: Int?, _ reader: Int) {
      guard let source, source != reader, joined.insert([source, reader]).inserted else { return }
      edges.append(.init(from: source, to: reader))
    }
    for reader in nodes.indices where nodes[reader].kind == .computed {
      for reading in quantities[nodes[reader].quantity].readings {
        switch reading.moment {
        case .offset(let offset):
          join(node(reading.quantity, (nodes[reader].time ?? 0) + offset), reader)
        case .fixed(let time): join(node(reading.quantity, min(time, steps)), reader)
        case .every: for time in 1...max(1, steps) { join(node(reading.quantity, time), reader) }
        case .timeless: join(node(reading.quantity, nil), reader)
        }
      }
    }
    if let leftOut { addDots(leftOut, &nodes, &edges, index) }
    return folding(.init(quantities: quantities, nodes: nodes, edges: edges))
  }

  /// States lead into the dots and out of them.
  private func addDots(
    _ leftOut: ClosedRange<Int>, _ nodes: inout [Layout.Graph.Node],
    _ edges: inout [Layout.Graph.Edge], _ index: [[Int]: Int]
  ) {
    let structure = Layout.Structure(of: quantities)
    for state in quantities.indices where structure.isCarried[state] {
      let dots = nodes.count
      nodes.append(.init(quantity: state, time: leftOut.lowerBound, kind: .dots))
      if let before = index[[state, leftOut.lowerBound - 1]] {
        edges.append(.init(from: before, to: dots))
      }
      for (reader, quantity) in quantities.enumerated()
      where quantity.readings.contains(.init(state, .offset(-1))) {
        if let after = index[[reader, leftOut.upperBound + 1]] {
          edges.append(.init(from: dots, to: after))
        }
      }
    }
  }

  /// The graph with the cells of some time steps folded into one node each.
  private func folding(_ graph: Layout.Graph) -> Layout.Graph {
    guard !folded.isEmpty else { return graph }
    let structure = Layout.Structure(of: quantities)
    var nodes: [Layout.Graph.Node] = []
    var target: [Int] = []
    var boxOf: [[Int]: Int] = [:]
    for node in graph.nodes {
      if let time = node.time, folded.contains(time), node.kind == .computed,
        case .cell(let cell) = structure.roles[node.quantity]
      {
        if let known = boxOf[[cell, time]] {
          target.append(known)
          continue
        }
        boxOf[[cell, time]] = nodes.count
        target.append(nodes.count)
        nodes.append(.init(quantity: node.quantity, time: time, kind: .foldedCell))
        continue
      }
      target.append(nodes.count)
      nodes.append(node)
    }
    var seen: Set<[Int]> = []
    let edges = graph.edges.compactMap { edge -> Layout.Graph.Edge? in
      let (source, reader) = (target[edge.source], target[edge.reader])
      let quantity = graph.nodes[edge.source].quantity
      guard source != reader, seen.insert([source, reader, quantity]).inserted else { return nil }
      return .init(from: source, to: reader, carrying: quantity)
    }
    return .init(quantities: graph.quantities, nodes: nodes, edges: edges)
  }
}

extension Layout.Graph {
  /// Whether no node depends on itself.
  var isAcyclic: Bool {
    var missing = nodes.map { _ in 0 }
    var readers = nodes.map { _ in [Int]() }
    for edge in edges {
      missing[edge.reader] += 1
      readers[edge.source].append(edge.reader)
    }
    var ready = nodes.indices.filter { missing[$0] == 0 }
    var count = 0
    while let node = ready.popLast() {
      count += 1
      for reader in readers[node] {
        missing[reader] -= 1
        if missing[reader] == 0 { ready.append(reader) }
      }
    }
    return count == nodes.count
  }
}
