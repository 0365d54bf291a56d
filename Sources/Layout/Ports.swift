extension Nets {
  /// Spreads the lines that meet each side of a node, in the order of where they come from.
  ///
  /// - Parameters:
  ///   - widths: the width of each node's outline.
  ///   - level: the distance of a segment from the node, once tracks are known: a line that goes
  ///     further must not cross one that turns earlier.
  func spreadPorts(_ order: Order, widths: [Double], gap: Double, level: ((Int) -> Int)? = nil) {
    var portsOf: [[Int]] = Array(repeating: [], count: 2 * widths.count)
    for (index, port) in ports.enumerated() {
      portsOf[2 * port.node + (port.side == .top ? 0 : 1)].append(index)
    }
    for group in portsOf where !group.isEmpty {
      let first = ports[group[0]]
      // A line that ends or starts directly below leaves the middle free.
      let below =
        first.side == .bottom ? grid.underneath(first.node).map { portsOf[2 * $0] } ?? [] : []
      let isOverLine = below.count == 1 && group.count == 2
      spread(group, order, widths, isOverLine ? 2 * gap : gap, level)
      if group.count == 1, !first.isCentered, !below.isEmpty,
        !below.contains(where: { !Set(ports[$0].segments).isDisjoint(with: first.segments) })
      {
        let most = max(4, widths[first.node] / 2 - 5)
        ports[group[0]].offset = (pull(of: group[0], order) < 0 ? -1 : 1) * min(gap, most)
      }
    }
  }

  private func spread(
    _ group: [Int], _ order: Order, _ widths: [Double], _ gap: Double, _ level: ((Int) -> Int)?
  ) {
    let node = ports[group[0]].node
    func rank(_ port: Int) -> (Int, Int, Int) {
      let pull = pull(of: port, order)
      // Of two lines from the left, the outer one has the nearer track.
      let distance = ports[port].segments.map { level?($0) ?? 0 }.max() ?? 0
      let isNear = ports[port].side == .bottom ? -distance : distance
      return (pull < 0 ? -1 : 1, pull < 0 ? isNear : -isNear, port)
    }
    let centered = group.filter { ports[$0].isCentered }
    let others = group.filter { !ports[$0].isCentered }.sorted { rank($0) < rank($1) }
    let count = Double(max(1, centered.isEmpty ? others.count - 1 : 2 * others.count))
    let most = max(4, widths[node] / 2 - 5)
    for port in centered { ports[port].offset = 0 }
    if centered.isEmpty {
      let step = min(gap, 2 * most / count)
      for (index, port) in others.enumerated() {
        ports[port].offset = (Double(index) - Double(others.count - 1) / 2) * step
      }
    } else {
      let left = others.filter { rank($0).0 < 0 }
      let right = others.filter { rank($0).0 > 0 }
      let step = min(gap, most / Double(max(1, max(left.count, right.count))))
      for (index, port) in left.enumerated() {
        ports[port].offset = -Double(left.count - index) * step
      }
      for (index, port) in right.enumerated() { ports[port].offset = Double(index + 1) * step }
    }
  }

  /// Moves ports at the bottom of nodes away from lines that they seem to continue.
  ///
  /// - Returns: whether any was moved.
  func moveApart(_ clashes: [(port: Int, distance: Double)], widths: [Double]) -> Bool {
    var hasMoved = false
    var seen: Set<Int> = []
    for (port, distance) in clashes where seen.insert(port).inserted {
      guard ports[port].side == .bottom, !ports[port].isCentered else { continue }
      let most = max(4, widths[ports[port].node] / 2 - 4)
      let others = portsBelow(ports[port].node).filter { $0 != port }.map { ports[$0].offset }
      let old = ports[port].offset
      let steps = [6.0, 7, 8, 9, 10, 12].flatMap { [$0 - distance, -$0 - distance] }
      let free = steps.map { old + $0 }.first { offset in
        abs(offset) <= most && others.allSatisfy { abs($0 - offset) >= 4 }
      }
      guard let free else { continue }
      ports[port].offset = free
      hasMoved = true
    }
    return hasMoved
  }

  /// Where the other ends of a port's lines are: negative for left.
  private func pull(of port: Int, _ order: Order) -> Double {
    var (sum, count) = (0.0, 0.0)
    let own = order.node(ports[port].node)
    for segment in ports[port].segments.map({ segments[$0] }) {
      // Entering lines come from the sources, whatever else is on the bus.
      let sample = segment.ports.prefix(64)
      let exits = ports[port].isEntry ? sample.filter { !ports[$0].isEntry } : []
      let others = exits.isEmpty ? sample.filter { $0 != port } : exits
      for other in others {
        sum += order.node(ports[other].node) - own
        count += 1
      }
      for passage in segment.passages.prefix(64) where exits.isEmpty {
        sum += order.passage(passages[passage].column, passages[passage].side) - own
        count += 1
      }
      for _ in segment.trunks {
        sum += -1e6
        count += 1
      }
    }
    return count > 0 ? sum / count : 0
  }

  /// The order of nodes and passages from left to right, before coordinates are known.
  struct Order {
    private let nodes: [Double]

    init(of grid: Grid) {
      var nodes = grid.graph.nodes.indices.map { node in
        grid.column(node).map { Double($0) * 1000 + Double(grid.slot(node)) * 10 } ?? 0
      }
      var (sums, counts) = (nodes.map { _ in 0.0 }, nodes.map { _ in 0.0 })
      let aggregates = grid.graph.nodes.indices.filter { grid.column($0) == nil }
        .sorted { (grid.low($0), $0) < (grid.low($1), $1) }
      var sources: [Int: [Int]] = [:]
      for edge in grid.graph.edges where grid.column(edge.reader) == nil {
        sources[edge.reader, default: []].append(edge.source)
      }
      for node in aggregates {
        for source in sources[node, default: []] where !grid.isConstant(source) {
          sums[node] += nodes[source]
          counts[node] += 1
        }
        nodes[node] = counts[node] > 0 ? sums[node] / counts[node] : -1e6
      }
      self.nodes = nodes
    }

    func node(_ node: Int) -> Double { nodes[node] }

    func passage(_ column: Int, _ side: Nets.PassageSide) -> Double {
      Double(column) * 1000 + (side == .left ? -5 : 995)
    }
  }
}
