/// The horizontal position of everything in a drawing over time.
struct Across {
  /// The middle of each node.
  private(set) var nodes: [Double]
  /// The line of each passage.
  private(set) var passages: [Double]
  /// The line of each trunk.
  private(set) var trunks: [Double]
  /// The left and right edges of each cell's box.
  private(set) var boxes: [(cell: Int, column: Int, left: Double, right: Double)] = []
  /// The left and right ends of the drawing.
  private(set) var extent = (left: 0.0, right: 0.0)

  private let grid: Grid
  private let nets: Nets
  private let chips: [Chips]
  private let measures: Layout.Measures

  private struct Kind: Hashable {
    let stage: Int
    let kind: Columns.Kind
  }

  /// - Parameter stretch: the extra distance between columns.
  init(
    _ grid: Grid, _ nets: Nets, _ chips: [Chips], _ measures: Layout.Measures, _ order: Nets.Order,
    stretch: Double
  ) {
    self.grid = grid
    self.nets = nets
    self.chips = chips
    self.measures = measures
    nodes = grid.graph.nodes.map { _ in 0 }
    passages = nets.passages.map { _ in 0 }
    trunks = nets.trunks.map { _ in 0 }
    let tracks = nets.passageTracks(order, columns: grid.columns.all.count)
    let patterns = patterns(tracks.counts, stretch)
    var skyline = [Contour](repeating: .nothingLeft, count: grid.rowCount)
    extent = (.infinity, -.infinity)
    placeColumns(patterns, tracks.tracks, stretch, &skyline)
    placeAggregates(tracks.tracks)
    placeBeyond(tracks, skyline)
    let constants = ConstantBlock(grid, nets, chips, measures)
    if extent.left > extent.right { extent = (0, 0) }
    for trunk in nets.trunks.indices {
      trunks[trunk] = extent.left - constants.distance(ofTrunk: trunk)
    }
    for node in grid.graph.nodes.indices where grid.isConstant(node) {
      nodes[node] = extent.left - constants.distance(of: node)
    }
    extent.left -= constants.width
  }

  // MARK: Columns

  private func kind(of column: Columns.Column) -> Kind {
    Kind(stage: column.stage, kind: column.kind)
  }

  private func patterns(_ counts: [[Int]], _ stretch: Double) -> [Kind: Pattern] {
    let gaps = measures.gaps
    struct Place: Hashable { let row: Int, slot: Int }
    var items: [Kind: [Place: Pattern.Item]] = [:]
    var corridors: [Kind: (left: Pattern.Corridor, right: Pattern.Corridor)] = [:]
    var cells: [Kind: Set<Int>] = [:]
    var rowsCrossed = [[ClosedRange<Int>?]](
      repeating: [nil, nil], count: grid.columns.all.count + 1)
    for passage in nets.passages {
      let side = passage.side == .left ? 0 : 1
      let high = passage.channels.upperBound - 1
      let rows = passage.channels.lowerBound...max(passage.channels.lowerBound, high)
      rowsCrossed[passage.column][side] =
        rowsCrossed[passage.column][side].map {
          min($0.lowerBound, rows.lowerBound)...max($0.upperBound, rows.upperBound)
        } ?? rows
    }
    let numbers = numbersInto()
    for (index, column) in grid.columns.all.enumerated() {
      let kind = kind(of: column)
      for node in column.nodes {
        let half = max(measures.nodes[node].size.width / 2, chips[node].lowRight)
        for row in grid.rowsOf[node].map({ Array($0) }) ?? [] {
          let place = Place(row: row, slot: grid.slot(node))
          var item =
            items[kind, default: [:]][place]
            ?? Pattern.Item(
              row: row, slot: grid.slot(node), left: -.infinity, right: 0, half: 0, isLine: false)
          item.left = max(item.left, chips[node].chipsLeft)
          if let number = numbers[node] {
            item.left = max(item.left, half + number - gaps.aboveOutline)
          }
          item.right = max(item.right, chips[node].right)
          item.half = max(item.half, half)
          items[kind, default: [:]][place] = item
        }
        if column.kind == .step, let cell = grid.cell(of: node) {
          cells[kind, default: []].insert(cell)
        }
      }
      for (row, slot) in nets.passedThrough[index] ?? [] {
        let place = Place(row: row, slot: slot)
        if items[kind]?[place] == nil {
          items[kind, default: [:]][place] = Pattern.Item(
            row: row, slot: slot, left: 0, right: 0, half: 0, isLine: true)
        }
      }
      corridors[kind, default: (.init(), .init())].left.add(counts[index][0], rowsCrossed[index][0])
      corridors[kind, default: (.init(), .init())].right.add(
        counts[index][1], rowsCrossed[index][1])
    }
    var patterns: [Kind: Pattern] = [:]
    for (kind, places) in items {
      let (left, right) = corridors[kind] ?? (.init(), .init())
      let boxed = cells[kind, default: []].sorted().compactMap { cell in
        rows(ofBox: cell).map { (cell: cell, rows: $0) }
      }
      let sorted = places.values.sorted { ($0.slot, $0.row) < ($1.slot, $1.row) }
      patterns[kind] = Pattern(
        sorted, rows: grid.rowCount, left: left, right: right, cells: boxed,
        isSideways: nets.isSideways, gaps: gaps, stretch: stretch / 3)
    }
    return patterns
  }

  /// The length of the lines into folded cells, with a number above them.
  private func numbersInto() -> [Int: Double] {
    var lengths: [Int: Double] = [:]
    for (edge, size) in zip(grid.graph.edges, measures.contributions) {
      guard let size, grid.graph.nodes[edge.reader].kind == .foldedCell else { continue }
      lengths[edge.reader] = max(
        lengths[edge.reader, default: 0], size.width + 5)
    }
    return lengths
  }

  /// The rows of a cell that has a box, which is a cell with gates.
  func rows(ofBox cell: Int) -> ClosedRange<Int>? {
    let cell = grid.structure.cells[cell]
    let gates = cell.gates.compactMap { grid.rows.rowOf[$0] }
    let all = gates + cell.belts.compactMap { grid.rows.rowOf[$0] }
    guard !gates.isEmpty, let low = all.min(), let high = all.max() else { return nil }
    return low...high
  }

  private mutating func placeColumns(
    _ patterns: [Kind: Pattern], _ tracks: [Int], _ stretch: Double, _ skyline: inout [Contour]
  ) {
    var origins: [Double] = []
    var lastSlot = -Double.infinity
    for column in grid.columns.all {
      guard let pattern = patterns[kind(of: column)] else { continue }
      var origin = origins.isEmpty ? 0 : lastSlot + Pattern.leastSlot - (pattern.slots.first ?? 0)
      for row in 0..<grid.rowCount {
        let shift = pattern.left[row].shift(
          rightOf: skyline[row], isSideways: nets.isSideways[row], measures.gaps)
        origin = max(origin, shift + (origins.isEmpty ? 0 : stretch))
      }
      origins.append(origin)
      lastSlot = origin + (pattern.slots.last ?? 0)
      for node in column.nodes { nodes[node] = origin + pattern.slots[grid.slot(node)] }
      for row in 0..<grid.rowCount {
        skyline[row].formMax(pattern.right[row], movedBy: origin)
        extent.left = min(extent.left, origin + pattern.left[row].least)
        extent.right = max(extent.right, origin + pattern.right[row].most)
      }
      for box in pattern.boxes {
        boxes.append((box.cell, origins.count - 1, origin + box.left, origin + box.right))
      }
    }
    for (index, passage) in nets.passages.enumerated()
    where passage.column < grid.columns.all.count {
      guard let pattern = patterns[kind(of: grid.columns.all[passage.column])] else { continue }
      let first = passage.side == .left ? pattern.passages.left : pattern.passages.right
      passages[index] =
        origins[passage.column] + first + Double(tracks[index]) * measures.gaps.track
      extent.left = min(extent.left, passages[index] - measures.gaps.line)
      extent.right = max(extent.right, passages[index] + measures.gaps.line)
    }
  }

  // MARK: Nodes and lines without a column

  /// Aggregates are above the middle of their operands, clear of the lines that cross their row.
  private mutating func placeAggregates(_ tracks: [Int]) {
    var lines = [[Double]](repeating: [], count: grid.rowCount)
    for (index, passage) in nets.passages.enumerated()
    where passage.column < grid.columns.all.count {
      for row in passage.channels.lowerBound..<passage.channels.upperBound {
        lines[row].append(passages[index])
      }
    }
    for (column, passed) in nets.passedThrough {
      for (row, slot) in passed {
        let node = grid.columns.all[column].nodes.first { grid.slot($0) == slot }
        if let node { lines[row].append(nodes[node]) }
      }
    }
    var reach: [Int: (least: Double, most: Double)] = [:]
    var arrivals: [Int: [Double]] = [:]
    let fallback = (extent.left + extent.right) / 2
    for row in 0..<grid.rowCount {
      let aggregates = grid.inRow[row].filter { grid.column($0) == nil }
      guard !aggregates.isEmpty else { continue }
      for (index, edge) in grid.graph.edges.enumerated()
      where grid.column(edge.reader) == nil && grid.low(edge.reader) == row
        && !grid.isConstant(edge.source) && !grid.isConstant(edge.reader)
      {
        let x = nodes[edge.source]
        let old = reach[edge.reader] ?? (x, x)
        reach[edge.reader] = (min(old.least, x), max(old.most, x))
        arrivals[edge.reader, default: []].append(arrivalPlace(ofEdge: index))
      }
      let wanted = inBestOrder(
        aggregates.map { node in
          Packing.Item(
            node: node, wish: reach[node].map { ($0.least + $0.most) / 2 } ?? fallback,
            left: chips[node].left, right: chips[node].right)
        }, arrivals)
      let packed = Packing.packed(
        wanted, around: lines[row].sorted(), apart: measures.gaps.block, line: measures.gaps.line)
      let risers = self.lines(intoChannel: row)
      var edge = -Double.infinity
      let crossing = lines[row].sorted()
      for (index, (node, wish)) in packed.enumerated() {
        let next = index + 1 < packed.count ? packed[index + 1] : nil
        let most = next.map { $0.x - chips[$0.node].left - measures.gaps.block - chips[node].right }
        let x = nudged(
          node, wish, risers, crossing, within: edge + chips[node].left, most ?? .infinity)
        edge = x + chips[node].right + measures.gaps.block
        nodes[node] = x
        extent.left = min(extent.left, x - chips[node].left)
        extent.right = max(extent.right, x + chips[node].right)
      }
    }
  }

  /// Puts aggregates with nearly the same preferred position in the order in which their lines cross
  /// least; if several orders are equal, in the graph's.
  ///
  /// - Parameter arrivals: where the lines to each aggregate come from below.
  private func inBestOrder(
    _ items: [Packing.Item], _ arrivals: [Int: [Double]]
  ) -> [Packing.Item] {
    var groups: [[Packing.Item]] = []
    for item in items.sorted(by: { ($0.wish, $0.node) < ($1.wish, $1.node) }) {
      if let last = groups.last?.last, item.wish - last.wish < measures.gaps.block {
        groups[groups.count - 1].append(item)
      } else {
        groups.append([item])
      }
    }
    return groups.flatMap { group -> [Packing.Item] in
      // Orders of many would take long.
      guard group.count > 1, group.count <= Ordering.mostExact else { return group }
      let items = group.sorted { $0.node < $1.node }
      let middle = group.map(\.wish).reduce(0, +) / Double(group.count)
      let width = items.map { $0.left + $0.right + measures.gaps.block }.max() ?? 0
      let order = Ordering.best(items.count) { first, second in
        let (left, right) = (arrivals[items[first].node] ?? [], arrivals[items[second].node] ?? [])
        // A line to both is on one bus.
        let crossed = crossings(
          left.filter { !right.contains($0) }, at: middle - width / 2,
          right.filter { !left.contains($0) }, at: middle + width / 2)
        return Double(crossed) + (first > second ? 0.01 : 0)
      }
      return order.map { index in
        var item = items[index]
        item.wish = middle
        return item
      }
    }
  }

  /// How often the lines to two aggregates cross in the channel below them, in the better of the two
  /// orders of their tracks.
  private func crossings(
    _ first: [Double], at one: Double, _ second: [Double], at other: Double
  ) -> Int {
    func crossings(lower: [Double], _ target: Double, upper: [Double], _ end: Double) -> Int {
      let span = (low: min(lower.min() ?? target, target), high: max(lower.max() ?? target, target))
      let above = (low: min(upper.min() ?? end, end), high: max(upper.max() ?? end, end))
      return upper.count { $0 > span.low && $0 < span.high }
        + (target > above.low && target < above.high ? 1 : 0)
    }
    return min(
      crossings(lower: first, one, upper: second, other),
      crossings(lower: second, other, upper: first, one))
  }

  /// The vertical lines that enter the channel under a row from below, from left to right.
  private func lines(intoChannel channel: Int) -> [(x: Double, net: Int)] {
    var lines: [(x: Double, net: Int)] = []
    for (index, passage) in nets.passages.enumerated()
    where passage.channels.contains(channel) && passage.channels.lowerBound < channel
      && passage.column < grid.columns.all.count
    {
      lines.append((passages[index], passage.net))
    }
    for port in nets.ports where port.side == .top {
      for segment in port.segments where nets.segments[segment].channel == channel {
        lines.append((nodes[port.node] + port.offset, nets.segments[segment].net))
      }
    }
    return lines.sorted { ($0.x, $0.net) < ($1.x, $1.net) }
  }

  /// Moves an aggregate slightly, so that no line into it looks like the continuation of a line
  /// from below that leads elsewhere.
  private func nudged(
    _ node: Int, _ wish: Double, _ lines: [(x: Double, net: Int)], _ crossing: [Double],
    within least: Double, _ most: Double
  ) -> Double {
    let entries = nets.portsBelow(node).flatMap { port in
      nets.ports[port].segments.map { (nets.ports[port].offset, nets.segments[$0].net) }
    }
    let xs = lines.map(\.x)
    let apart = 6.0
    func isClear(_ x: Double) -> Bool {
      let gap = measures.gaps.line - 0.01
      let next = crossing.partitioningIndex(above: x - chips[node].left - gap)
      if next < crossing.count, crossing[next] < x + chips[node].right + gap { return false }
      return entries.allSatisfy { offset, net in
        var index = xs.partitioningIndex(above: x + offset - apart)
        while index < xs.count, xs[index] < x + offset + apart {
          if lines[index].net != net { return false }
          index += 1
        }
        return true
      }
    }
    let steps = (0...8).flatMap { [Double($0) * 3, Double($0) * -3] }
    return steps.map { wish + $0 }.first { $0 >= least && $0 <= most && isClear($0) } ?? wish
  }

  /// Where an edge reaches the row of its reader.
  private func arrivalPlace(ofEdge edge: Int) -> Double {
    let x = nodes[grid.graph.edges[edge].source]
    guard case .net(let net, let source, let reader) = nets.ways[edge] else { return x }
    if case .via(_, _, let passage) = nets.nets[net].readerEnds[reader] { return passages[passage] }
    if case .via(_, _, let passage) = nets.nets[net].sourceEnds[source] { return passages[passage] }
    return x
  }

  /// Lines that only cross rows of aggregates run at the far right.
  private mutating func placeBeyond(
    _ tracks: (tracks: [Int], counts: [[Int]]), _ skyline: [Contour]
  ) {
    let beyond = nets.passages.indices.filter {
      nets.passages[$0].column == grid.columns.all.count
    }
    guard !beyond.isEmpty else { return }
    var start = -Double.infinity
    for index in beyond {
      let channels = nets.passages[index].channels
      for row in channels.lowerBound..<max(channels.upperBound, channels.lowerBound + 1)
      where row < grid.rowCount {
        start = max(start, skyline[row].most)
        for node in grid.inRow[row] where grid.column(node) == nil {
          start = max(start, nodes[node] + chips[node].right)
        }
      }
      for segment in nets.passages[index].segments {
        for port in nets.segments[segment].ports {
          start = max(start, nodes[nets.ports[port].node] + measures.gaps.entry)
        }
      }
    }
    for index in beyond {
      passages[index] =
        start + measures.gaps.block + Double(tracks.tracks[index]) * measures.gaps.track
      extent.right = max(extent.right, passages[index] + measures.gaps.line)
    }
  }
}
