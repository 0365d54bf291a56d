extension Layout {
  init(circuit graph: Graph, _ measures: Measures, _ field: Box?) {
    let columns = CircuitColumns(of: graph)
    let gaps = measures.gaps
    func circuit(_ across: Double, _ upright: Double) -> Circuit {
      Circuit(of: graph, columns, measures, stretch: (across, upright))
    }
    let natural = circuit(0, 0)
    let wide = Composition.stretch(
      natural: natural.size.width, field: field?.width ?? 0, most: 2 * gaps.slackAcross
    ) { circuit($0, 0).size.width }
    let high = Composition.stretch(
      natural: natural.size.height, field: field?.height ?? 0, most: gaps.slackUpright
    ) { circuit(0, $0).size.height }
    let drawn = circuit(wide, high)
    let frame = Frame(
      left: 0, right: drawn.size.width, bottom: -drawn.size.height, top: 0, in: field)
    structure = Structure(of: graph.quantities)
    bounds = frame.bounds
    outlines = graph.nodes.indices.map { node in
      let center = drawn.centers[node]
      return Box(
        center: frame.point(Point(center.x, -center.y)), size: measures.nodes[node].size)
    }
    blocks = graph.nodes.indices.map { node in
      let center = Point(drawn.centers[node].x, -drawn.centers[node].y)
      let chips = drawn.chips[node]
      return Block(
        value: chips.value.map { frame.box($0, at: center) },
        gradient: chips.gradient.map { frame.box($0, at: center) },
        label: chips.label.map { frame.box($0, at: center) })
    }
    let router = CircuitRouter(graph, drawn, measures)
    routes = graph.edges.indices.map { edge in
      Route(
        corners: router.corners(of: edge).map { frame.point(Point($0.x, -$0.y)) })
    }
    buses = graph.edges.map { _ in nil }
    joints = []
    boxes = []
    let sides = Sides(of: routes.map(\.corners), from: graph.edges.map(\.source))
    slantedCrossings = Layout.crossings(of: sides.distinct)
    placeFlows(measures, sides.strokes, sides.distinctStrokes)
  }

  /// Counts where straight lines cross.
  ///
  /// - Complexity: O(n²) in the worst case, n the number of lines that are side by side.
  private static func crossings(of sides: [[Point]]) -> Int {
    let sorted = sides.sorted {
      ($0[0].x, $0[0].y, $0[1].y) < ($1[0].x, $1[0].y, $1[1].y)
    }
    var active: [[Point]] = []
    var places: Set<[Int]> = []
    for side in sorted {
      active.removeAll { $0[1].x <= side[0].x }
      let stroke = Stroke(side[0], side[1], isOwn: true)
      for other in active {
        guard let point = stroke.crossing(other[0], other[1]) else { continue }
        places.insert([Int((point.x * 4).rounded()), Int((point.y * 4).rounded())])
      }
      active.append(side)
    }
    return places.count
  }
}

extension Layout.Stroke {
  /// Whether another line coincides with a part of this one.
  func isLyingOn(_ start: Layout.Point, _ end: Layout.Point) -> Bool {
    let (dx, dy) = ((to.x - from.x) / max(0.001, length), (to.y - from.y) / max(0.001, length))
    func along(_ point: Layout.Point) -> Double {
      (point.x - from.x) * dx + (point.y - from.y) * dy
    }
    func aside(_ point: Layout.Point) -> Double {
      abs((point.x - from.x) * dy - (point.y - from.y) * dx)
    }
    let (low, high) = (min(along(start), along(end)), max(along(start), along(end)))
    return aside(start) < 0.5 && aside(end) < 0.5 && low < length - 0.5 && high > 0.5
  }

  /// Returns where another line crosses this one, other than at an end of either.
  func crossing(_ start: Layout.Point, _ end: Layout.Point) -> Layout.Point? {
    let (ax, ay) = (to.x - from.x, to.y - from.y)
    let (bx, by) = (end.x - start.x, end.y - start.y)
    let cross = ax * by - ay * bx
    guard abs(cross) > 1e-9 else { return nil }
    let (dx, dy) = (start.x - from.x, start.y - from.y)
    let (own, other) = ((dx * by - dy * bx) / cross, (dx * ay - dy * ax) / cross)
    // A small tolerance beyond the ends.
    let (hair, otherHair) = (0.02 / length, 0.02 / start.distance(to: end))
    guard own > hair, own < 1 - hair, other > otherHair, other < 1 - otherHair else { return nil }
    return point(at: own)
  }
}
