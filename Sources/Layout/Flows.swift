extension Layout {
  /// A part of a line.
  struct Stroke {
    let from: Point
    let to: Point
    /// Whether only one edge uses it.
    let isOwn: Bool
    /// The edge that it is drawn for, −1 for a line that edges share.
    let edge: Int

    init(_ from: Point, _ to: Point, isOwn: Bool, edge: Int = -1) {
      self.from = from
      self.to = to
      self.isOwn = isOwn
      self.edge = edge
    }

    var length: Double { from.distance(to: to) }
    var box: Box {
      Box(
        left: min(from.x, to.x), top: min(from.y, to.y), right: max(from.x, to.x),
        bottom: max(from.y, to.y))
    }
    var isLevel: Bool { abs(from.y - to.y) < 0.01 }
    var isUpright: Bool { abs(from.x - to.x) < 0.01 }
  }

  private static let bulge = 13.0
  private static let clearance = 4.0
  private static let headLength = 12.0
  // Around a number, which covers what is below.
  private static let halo = 2.0
  // Along a slanted line; of one longer than any page the boxes are longer, too.
  private static let mostBoxesOfLine = 400

  // A line below a number may hop over the number's own, four points up.
  private static func surroundings(of box: Box) -> Box {
    Box(
      left: box.left - halo, top: box.top - halo, right: box.right + halo,
      bottom: box.bottom + halo + 4)
  }

  /// Places the return path of each straight edge, and the number that each edge contributes.
  ///
  /// - Parameter isAbove: whether an edge's number is above its line instead of beside the path back:
  ///   lines between folded cells are short.
  mutating func placeFlows(
    _ measures: Measures, _ routes: [[Stroke]], _ lines: [Stroke],
    isAbove: (Int) -> Bool = { _ in false }
  ) {
    var items = BoxIndex(over: bounds)
    for box in outlines { items.insert(box) }
    for block in blocks {
      for box in [block.value, block.gradient, block.label] { if let box { items.insert(box) } }
    }
    for box in boxes { if let label = box.label { items.insert(label) } }
    var strokes = BoxIndex(over: bounds)
    for line in lines where line.isLevel || line.isUpright {
      strokes.insert(line.box.outset(by: 0.5), owner: line.edge)
    }
    for line in lines where !line.isLevel && !line.isUpright {
      // Slanted lines as a series of small boxes.
      let steps = min(Self.mostBoxesOfLine, max(1, Int(line.length / 6)))
      for step in 0..<steps {
        let (from, to) = (Double(step) / Double(steps), Double(step + 1) / Double(steps))
        strokes.insert(
          Stroke(line.point(at: from), line.point(at: to), isOwn: false).box.outset(by: 0.5),
          owner: line.edge)
      }
    }
    var flows = BoxIndex(over: bounds)
    for edge in routes.indices where routes[edge].count == 1 && routes[edge][0].isOwn {
      self.routes[edge].flow = flow(beside: routes[edge][0], items)
      // A step may show the curve with the number of another edge.
      let samples = self.routes[edge].flow.map { Curves.samples(of: $0, count: 16) } ?? []
      for (from, to) in zip(samples, samples.dropFirst()) {
        flows.insert(Stroke(from, to, isOwn: true).box.outset(by: 0.5), owner: edge)
      }
    }
    for edge in routes.indices {
      guard measures.contributions.indices.contains(edge),
        let size = measures.contributions[edge]
      else { continue }
      if isAbove(edge), routes[edge].count == 1, routes[edge][0].isLevel,
        let place = place(for: size, above: routes[edge][0], items, strokes)
      {
        self.routes[edge].contribution = place
        items.insert(Box(center: place, size: size))
        continue
      }
      var place = self.routes[edge].flow.flatMap {
        contribution(size, on: $0, items) { box in
          !flows.hasOverlap(with: box.outset(by: Self.halo)) { $1 == edge }
            && !strokes.hasOverlap(with: Self.surroundings(of: box)) { $1 == edge }
            && !strokes.hasOverlap(with: box)
        }
      }
      if place == nil {
        place = contribution(size, along: routes[edge], items) { box, stroke in
          !flows.hasOverlap(with: box.outset(by: Self.halo)) { $1 == edge }
            && !strokes.hasOverlap(with: Self.surroundings(of: box)) {
              $1 == edge || $1 < 0 && $0.covers(stroke)
            }
        }
        // The gradient flows where its number is.
        if place != nil { self.routes[edge].flow = nil }
      }
      self.routes[edge].contribution = place
      if let place { items.insert(Box(center: place, size: size)) }
    }
  }

  /// Notes which numbers are in the box of a cell.
  mutating func findContributionsInCells() {
    var cells = BoxIndex(over: bounds)
    for cell in boxes { cells.insert(cell.box) }
    for edge in routes.indices {
      guard let place = routes[edge].contribution else { continue }
      routes[edge].isContributionInCell = cells.hasOverlap(
        with: Box(center: place, size: Size(1, 1)))
    }
  }

  /// The curve from the reader back to the source: below a horizontal edge, otherwise on the side
  /// where chips leave space.
  private func flow(beside edge: Stroke, _ items: BoxIndex) -> [Point]? {
    let (dx, dy) = (edge.to.x - edge.from.x, edge.to.y - edge.from.y)
    let length = max(0.001, edge.length)
    guard length > 14 else { return nil }
    // To the right of the edge's direction; below an edge that leads right.
    let normal = Point(-dy / length, dx / length)
    let isBelowRight = normal.y > 0.01 || abs(normal.y) <= 0.01 && normal.x < 0
    for sign in isBelowRight ? [1.0, -1] : [-1, 1] {
      func place(_ part: Double, _ aside: Double) -> Point {
        Point(
          edge.from.x + dx * part + sign * normal.x * aside,
          edge.from.y + dy * part + sign * normal.y * aside)
      }
      // A cubic's middle is at three quarters of the distance of its control points.
      let aside = Self.bulge * min(1, 0.5 + length / 100) / 0.75
      let near = min(3.5, aside / 3)
      let curve = [place(1, near), place(0.7, aside), place(0.3, aside), place(0, near)]
      let samples = Curves.samples(of: curve, count: 8)
      let isClear = zip(samples, samples.dropFirst()).enumerated().allSatisfy { index, pair in
        // The two ends touch their own nodes.
        let margin = index == 0 || index == samples.count - 2 ? 0.0 : Self.clearance
        let box = Stroke(pair.0, pair.1, isOwn: true).box.outset(by: margin)
        return !items.hasOverlap(with: box) { box, _ in
          box.touches(edge.from) || box.touches(edge.to)
        }
      }
      let fits = samples.allSatisfy { bounds.outset(by: 0.01).contains($0) }
      if isClear, fits { return curve }
    }
    return nil
  }

  /// The place above this level line, as near its middle as can be, where the number is clear of
  /// everything.
  private func place(
    for size: Size, above line: Stroke, _ items: BoxIndex, _ strokes: BoxIndex
  ) -> Point? {
    let middle = line.point(at: 0.5)
    let room = (line.length - size.width) / 2
    for aside in stride(from: 0, through: max(0, room), by: Self.clearance) {
      for x in [middle.x - aside, middle.x + aside] {
        let place = Point(x, middle.y - size.height / 2 - 2)
        let box = Box(center: place, size: size)
        if !items.hasOverlap(with: box.outset(by: Self.halo)), !strokes.hasOverlap(with: box) {
          return place
        }
      }
    }
    return nil
  }

  /// A place at the middle of a flow, or right beside it, where the number is clear of everything.
  private func contribution(
    _ size: Size, on flow: [Point], _ items: BoxIndex, isClear: (Box) -> Bool
  ) -> Point? {
    let middle = Curves.point(of: flow, at: 0.5)
    let (start, end) = (flow[0], flow[flow.count - 1])
    // Away from the edge, like the curve of the flow.
    let (dx, dy) = (middle.x - (start.x + end.x) / 2, middle.y - (start.y + end.y) / 2)
    let length = max(0.001, (dx * dx + dy * dy).squareRoot())
    let (x, y) = (dx / length, dy / length)
    let aside =
      min(
        size.width / 2 / max(0.001, abs(x)), size.height / 2 / max(0.001, abs(y))) + 2
    // On the curve it hides the middle, and the ends must be enough to see the way.
    let chord = max(abs(start.x - end.x) - size.width, abs(start.y - end.y) - size.height)
    let beside = Point(middle.x + x * aside, middle.y + y * aside)
    for place in [beside] + (chord > 2 * Self.headLength ? [middle] : []) {
      let box = Box(center: place, size: size)
      if !items.hasOverlap(with: box.outset(by: 2)), isClear(box), bounds.contains(box) {
        return place
      }
    }
    return nil
  }

  /// The middle of the longest part of a route that only this edge uses and that has space for the
  /// number.
  private func contribution(
    _ size: Size, along route: [Stroke], _ items: BoxIndex, isClear: (Box, Stroke) -> Bool
  ) -> Point? {
    let own = route.enumerated().filter { $0.element.isOwn }
      .sorted { ($1.element.length, $0.offset) < ($0.element.length, $1.offset) }
    for (index, stroke) in own {
      let head = index == route.count - 1 ? Self.headLength : 0
      let needed = stroke.isUpright ? size.height : size.width
      guard stroke.length > needed + head + 6 else { continue }
      let usable = 1 - head / stroke.length
      for part in [0.5, 0.3, 0.7] {
        let place = stroke.point(at: part * usable)
        let box = Box(center: place, size: size)
        // The number lies on the edge's own line, with nothing else on that line.
        let isFree =
          !items.hasOverlap(with: box.outset(by: 2)) && isClear(box, stroke) && bounds.contains(box)
        if isFree { return place }
      }
    }
    return nil
  }
}

extension Layout.Stroke {
  func point(at part: Double) -> Layout.Point {
    Layout.Point(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part)
  }
}

extension Layout.Box {
  func contains(_ point: Layout.Point) -> Bool {
    left <= point.x && point.x <= right && top <= point.y && point.y <= bottom
  }

  func contains(_ other: Layout.Box) -> Bool {
    left <= other.left && other.right <= right && top <= other.top && other.bottom <= bottom
  }

  /// Whether a point is inside or, within a small tolerance, on the edge.
  func touches(_ point: Layout.Point) -> Bool { outset(by: 0.5).contains(point) }

  /// Whether this, the box of a line, has a horizontal or vertical stroke on it.
  func covers(_ stroke: Layout.Stroke) -> Bool {
    (stroke.isLevel || stroke.isUpright) && outset(by: 0.01).contains(stroke.box)
  }
}
