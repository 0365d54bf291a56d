/// The edges of a circuit: straight lines, bent only where a straight line would come too close to
/// something other than its ends.
struct CircuitRouter {
  typealias Point = Layout.Point
  typealias Place = CircuitColumns.Place

  private let graph: Layout.Graph
  private let circuit: Circuit
  private let measures: Layout.Measures
  /// Where the edges of each reader enter it, in order of their heights.
  private var entry: [Int: Double] = [:]
  /// Where they turn towards it, slightly further apart.
  private var approach: [Int: Double] = [:]
  /// Nodes that all edges leave horizontally, because one of them has to.
  private var bentSources: Set<Int> = []

  /// The nodes of each column from top to bottom, with how far the highest reaches.
  private let columns: [(nodes: [Int], heights: [Double], reach: Double)]

  private static let clearance = 4.5

  init(_ graph: Layout.Graph, _ circuit: Circuit, _ measures: Layout.Measures) {
    self.graph = graph
    self.circuit = circuit
    self.measures = measures
    columns = circuit.columns.columns.map { column in
      let nodes = column.compactMap { if case .node(let node) = $0 { node } else { nil } }
        .sorted { (circuit.centers[$0].y, $0) < (circuit.centers[$1].y, $1) }
      let reach = nodes.map { max(circuit.chips[$0].above, circuit.chips[$0].below) }.max() ?? 0
      return (nodes, nodes.map { circuit.centers[$0].y }, reach)
    }
    spreadEntries()
    for (edge, joined) in graph.edges.enumerated() where !leavesStraight(edge) {
      bentSources.insert(joined.source)
    }
  }

  /// Whether the first part of an edge leads straight from the middle of its node.
  private func leavesStraight(_ edge: Int) -> Bool {
    let source = graph.edges[edge].source
    let column = circuit.columns.columnOf[source]
    let first = stops(of: edge).first ?? circuit.centers[graph.edges[edge].reader]
    let start = clipped(source, towards: first)
    let end =
      stops(of: edge).isEmpty
      ? clipped(graph.edges[edge].reader, towards: circuit.centers[source]) : first
    return isClear(start, end, column, column)
  }

  /// The ends of the passages that an edge runs through.
  private func stops(of edge: Int) -> [Point] {
    let joined = graph.edges[edge]
    let (from, to) = (
      circuit.columns.columnOf[joined.source], circuit.columns.columnOf[joined.reader]
    )
    var stops: [Point] = []
    for column in from + 1..<max(from + 1, to) {
      let place = Place.passage(source: joined.source, column: column)
      guard let y = circuit.passages[place] else { continue }
      stops += [Point(circuit.edges[column].left, y), Point(circuit.edges[column].right, y)]
    }
    return stops
  }

  /// Makes edges that bend enter their reader side by side.
  private mutating func spreadEntries() {
    var edgesOf: [Int: [Int]] = [:]
    for (edge, joined) in graph.edges.enumerated() {
      edgesOf[joined.reader, default: []].append(edge)
    }
    for (reader, edges) in edgesOf {
      func height(_ edge: Int) -> Double {
        let source = graph.edges[edge].source
        let column = circuit.columns.columnOf[reader] - 1
        let last = Place.passage(source: source, column: column)
        return circuit.passages[last] ?? circuit.centers[source].y
      }
      let sorted = edges.sorted { (height($0), $0) < (height($1), $1) }
      let height = measures.nodes[reader].size.height
      let parts = Double(max(1, sorted.count - 1))
      let step = min(measures.gaps.entry, max(0, height - 14) / parts)
      let wide = min(measures.gaps.entry, (height + 2) / parts)
      for (index, edge) in sorted.enumerated() {
        let place = Double(index) - Double(sorted.count - 1) / 2
        entry[edge] = place * step
        approach[edge] = place * wide
      }
    }
  }

  /// Returns the corners of an edge.
  func corners(of edge: Int) -> [Point] {
    let joined = graph.edges[edge]
    let (from, to) = (
      circuit.columns.columnOf[joined.source], circuit.columns.columnOf[joined.reader]
    )
    let (source, reader) = (circuit.centers[joined.source], circuit.centers[joined.reader])
    guard to > from else { return [source, reader] }
    let stops = stops(of: edge)
    // Both ends lead straight to the middle of their node if nothing is in between.
    let first = stops.first ?? reader
    let last = stops.last ?? source
    let start = clipped(joined.source, towards: first)
    let end = clipped(joined.reader, towards: last)
    let isBent = bentSources.contains(joined.source)
    if stops.isEmpty, !isBent, isClear(start, end, from, to) { return [start, end] }
    let bentStart = [
      Point(source.x + measures.nodes[joined.source].size.width / 2, source.y),
      Point(circuit.edges[from].right + Self.clearance, source.y),
    ]
    let y = reader.y + entry[edge, default: 0]
    let size = measures.nodes[joined.reader].size
    let inset = measures.nodes[joined.reader].outline.reach(
      at: entry[edge, default: 0], Layout.Size(size.height, size.width))
    let bentEnd = [
      Point(circuit.edges[to].left - Self.clearance, reader.y + approach[edge, default: 0]),
      Point(reader.x - inset, y),
    ]
    let isStraight = !stops.isEmpty && !isBent && isClear(start, first, from, from + 1)
    let head = isStraight ? [start] : bentStart
    let turn = (head + stops).last ?? last
    let straightEnd = clipped(joined.reader, towards: turn)
    let tail = isClear(turn, straightEnd, to - 1, to) ? [straightEnd] : bentEnd
    return simplified(head + stops + tail)
  }

  /// Removes corners at which the direction does not change.
  private func simplified(_ corners: [Point]) -> [Point] {
    var kept: [Point] = []
    for corner in corners {
      if let last = kept.last, last.distance(to: corner) < 0.01 { continue }
      if kept.count > 1 {
        let (first, middle) = (kept[kept.count - 2], kept[kept.count - 1])
        let cross =
          (middle.x - first.x) * (corner.y - middle.y) - (middle.y - first.y)
          * (corner.x - middle.x)
        if abs(cross) < 0.01 { kept.removeLast() }
      }
      kept.append(corner)
    }
    return kept
  }

  /// Returns where the line from the middle of a node to a point crosses its outline.
  private func clipped(_ node: Int, towards point: Point) -> Point {
    measures.nodes[node].outline.edge(
      of: Layout.Box(center: circuit.centers[node], size: measures.nodes[node].size),
      towards: point)
  }

  /// Whether a line is clear of everything in a range of columns except the outlines at its own
  /// ends.
  private func isClear(_ start: Point, _ end: Point, _ first: Int, _ last: Int) -> Bool {
    for column in first...last {
      for node in nodes(of: column, near: start, end) {
        let center = circuit.centers[node]
        let isEnd = [start, end].contains { touches($0, node) }
        var boxes = [
          circuit.chips[node].value, circuit.chips[node].gradient, circuit.chips[node].label,
        ]
        .compactMap { $0 }.map {
          // Chips grow upwards.
          Layout.Box(
            left: center.x + $0.left, top: center.y - $0.bottom, right: center.x + $0.right,
            bottom: center.y - $0.top)
        }
        if !isEnd { boxes.append(Layout.Box(center: center, size: measures.nodes[node].size)) }
        if boxes.contains(where: { $0.outset(by: Self.clearance).meets(start, end) }) {
          return false
        }
      }
    }
    return true
  }

  /// The nodes of a column that a line may meet: those at the heights that it has there.
  private func nodes(of column: Int, near start: Point, _ end: Point) -> ArraySlice<Int> {
    let (nodes, heights, reach) = columns[column]
    let edges = circuit.edges[column]
    func height(at x: Double) -> Double {
      guard abs(end.x - start.x) > 0.001 else { return start.y }
      let part = min(1, max(0, (x - start.x) / (end.x - start.x)))
      return start.y + part * (end.y - start.y)
    }
    let isUpright = abs(end.x - start.x) <= 0.001
    let ends =
      isUpright
      ? [start.y, end.y]
      : [height(at: edges.left - Self.clearance), height(at: edges.right + Self.clearance)]
    let margin = reach + Self.clearance + 1
    let low = heights.partitioningIndex(above: (ends.min() ?? 0) - margin)
    let high = heights.partitioningIndex(above: (ends.max() ?? 0) + margin)
    return nodes[low..<max(low, high)]
  }

  private func touches(_ point: Point, _ node: Int) -> Bool {
    let size = measures.nodes[node].size
    let center = circuit.centers[node]
    return abs(point.x - center.x) <= size.width / 2 + 0.01
      && abs(point.y - center.y) <= size.height / 2 + 0.01
  }
}

extension Layout.Box {
  /// Returns whether a line from one point to another crosses the rectangle.
  func meets(_ start: Layout.Point, _ end: Layout.Point) -> Bool {
    var (low, high) = (0.0, 1.0)
    for (from, step, least, most) in [
      (start.x, end.x - start.x, left, right), (start.y, end.y - start.y, top, bottom),
    ] {
      if abs(step) < 1e-9 {
        if from <= least || from >= most { return false }
        continue
      }
      let (one, other) = ((least - from) / step, (most - from) / step)
      low = max(low, min(one, other))
      high = min(high, max(one, other))
    }
    return low < high
  }
}
