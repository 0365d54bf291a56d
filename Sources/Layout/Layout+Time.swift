extension Layout {
  init(overTime graph: Graph, _ measures: Measures, _ field: Box?) {
    let composition = Composition(
      of: graph, measures, in: field.map { Size($0.width, $0.height) } ?? .zero)
    let lines = Lines(of: composition)
    let router = Router(composition, lines)
    let (across, upright) = (composition.across, composition.upright)
    let frame = Frame(
      left: across.extent.left, right: across.extent.right, bottom: upright.extent.bottom,
      top: upright.extent.top, in: field)
    structure = composition.grid.structure
    bounds = frame.bounds
    outlines = graph.nodes.indices.map { node in
      Box(
        center: frame.point(Point(across.nodes[node], upright.nodes[node])),
        size: composition.outline(of: node))
    }
    blocks = graph.nodes.indices.map { node in
      let chips = composition.chips[node]
      let center = Point(across.nodes[node], upright.nodes[node])
      return Block(
        value: chips.value.map { frame.box($0, at: center) },
        gradient: chips.gradient.map { frame.box($0, at: center) },
        label: chips.label.map { frame.box($0, at: center) })
    }
    joints = lines.joints.map { Joint(point: frame.point($0.point), bus: $0.net) }
    buses = composition.nets.ways.map { way in
      if case .net(let net, _, _) = way, !composition.slanted.contains(net) { net } else { nil }
    }
    boxes = across.boxes.compactMap { box in
      upright.boxes[box.cell].map { edges in
        let corner = frame.point(Point(box.left, edges.top))
        let other = frame.point(Point(box.right, edges.bottom))
        return CellBox(
          cell: box.cell, time: composition.grid.columns.all[box.column].time,
          box: Box(left: corner.x, top: corner.y, right: other.x, bottom: other.y))
      }
    }
    routes = []
    var pieces: [[Router.Piece]] = []
    for edge in graph.edges.indices {
      pieces.append(router.pieces(of: edge))
      routes.append(frame.route(pieces[edge]))
    }
    keepLevelLines(lines, pieces, frame)
    placeTimeLabels(measures.timeLabel, lines, frame)
    func stroke(_ from: Point, _ to: Point, of edge: Int = -1) -> Stroke {
      Stroke(frame.point(from), frame.point(to), isOwn: false, edge: edge)
    }
    var strokes =
      lines.posts.map { stroke(Point($0.x, $0.low), Point($0.x, $0.high)) }
      + lines.beams.map { stroke(Point($0.left, $0.y), Point($0.right, $0.y)) }
    for (edge, way) in composition.nets.ways.enumerated() {
      if case .net(let net, _, _) = way, composition.slanted.contains(net) {
        strokes += pieces[edge].map { stroke($0.from, $0.to, of: edge) }
      }
    }
    placeFlows(
      measures,
      pieces.map { $0.map { Stroke(frame.point($0.from), frame.point($0.to), isOwn: $0.isOwn) } },
      strokes, isAbove: { graph.nodes[graph.edges[$0].reader].kind == .foldedCell })
    findContributionsInCells()
  }

  /// Each label is above its box, where no line crosses it.
  private mutating func placeTimeLabels(_ size: Size?, _ lines: Lines, _ frame: Frame) {
    guard let size else { return }
    let posts = lines.posts.sorted { ($0.x, $0.low) < ($1.x, $1.low) }
    let xs = posts.map(\.x)
    for index in boxes.indices {
      let box = boxes[index].box
      var left = box.left + 6
      var next = xs.partitioningIndex(above: frame.left(left) - 4)
      while next < xs.count, xs[next] < frame.left(left) + size.width + 4 {
        let top = frame.point(Point(0, posts[next].high)).y
        let bottom = frame.point(Point(0, posts[next].low)).y
        if top < box.top, bottom > box.top - size.height - 4 {
          left = frame.point(Point(posts[next].x, 0)).x + 6
        }
        next += 1
      }
      boxes[index].label = Box(
        left: left, top: box.top - 2 - size.height, right: left + size.width,
        bottom: box.top - 2)
    }
  }
}

/// Converts coordinates that grow upwards to points of the field, which grow downwards.
struct Frame {
  typealias Point = Layout.Point
  typealias Box = Layout.Box

  let bounds: Box
  private let shift: Double
  private let floor: Double

  init(left: Double, right: Double, bottom: Double, top: Double, in field: Box?) {
    let (width, height) = (right - left, top - bottom)
    let x = (field?.left ?? 0) + max(0, ((field?.width ?? 0) - width) / 2)
    let y = (field?.top ?? 0) + max(0, ((field?.height ?? 0) - height) / 2)
    shift = x - left
    floor = y + top
    bounds = Box(left: x, top: y, right: x + width, bottom: y + height)
  }

  func point(_ point: Point) -> Point { Point(point.x + shift, floor - point.y) }

  /// The unshifted coordinate of this place in the field.
  func left(_ x: Double) -> Double { x - shift }

  func box(_ box: Box, at center: Point) -> Box {
    let low = point(Point(center.x + box.left, center.y + box.top))
    let high = point(Point(center.x + box.right, center.y + box.bottom))
    return Box(left: low.x, top: high.y, right: high.x, bottom: low.y)
  }

  func route(_ pieces: [Router.Piece]) -> Layout.Route {
    var corners: [Point] = []
    for (index, piece) in pieces.enumerated() {
      if index == 0 { corners.append(piece.from) }
      // Merges two pieces in the same direction.
      if corners.count > 1 {
        let (before, last) = (corners[corners.count - 2], corners[corners.count - 1])
        let isLevel = abs(before.y - last.y) < 0.001 && abs(last.y - piece.to.y) < 0.001
        let isUpright = abs(before.x - last.x) < 0.001 && abs(last.x - piece.to.x) < 0.001
        if isLevel || isUpright { corners.removeLast() }
      }
      corners.append(piece.to)
    }
    return Layout.Route(corners: corners.map(point))
  }
}
