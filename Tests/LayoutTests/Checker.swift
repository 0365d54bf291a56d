import Layout

/// The parts of a layout that are checked; a test may move one of them.
struct Parts {
  var outlines: [Layout.Box]
  var blocks: [Layout.Block]
  var routes: [Layout.Route]
  var buses: [Int?]
  var boxes: [Layout.CellBox]
  var bounds: Layout.Box

  init(of layout: Layout) {
    outlines = layout.outlines
    blocks = layout.blocks
    routes = layout.routes
    buses = layout.buses
    boxes = layout.boxes
    bounds = layout.bounds
  }
}

/// Finds everything in a layout that breaks a rule, using only the places and routes.
struct Checker {
  enum Problem: Hashable, CustomStringConvertible {
    case overlap(String, String)
    case chipFarFromOwner(Int, Double)
    case chipNearForeign(Int, String)
    case edgeNearNode(Int, Int)
    case edgeThroughChip(Int, String)
    case routeEnd(Int)
    case sharedLine(Int, Int)
    case nearLines(Int, Int)
    case contribution(Int)
    case outOfBounds(String)

    var description: String {
      switch self {
      case .overlap(let one, let other): "\(one) overlaps \(other)"
      case .chipFarFromOwner(let node, let gap): "the chips of node \(node) are \(gap) away from it"
      case .chipNearForeign(let node, let other): "the chips of node \(node) are near \(other)"
      case .edgeNearNode(let edge, let node): "edge \(edge) comes too close to node \(node)"
      case .edgeThroughChip(let edge, let chip): "edge \(edge) crosses \(chip)"
      case .routeEnd(let edge): "edge \(edge) does not connect its nodes' outlines"
      case .sharedLine(let one, let other): "edges \(one) and \(other) overlap"
      case .nearLines(let one, let other): "edges \(one) and \(other) are parallel and too close"
      case .contribution(let edge): "the contribution of edge \(edge) is not on its own part"
      case .outOfBounds(let what): "\(what) is out of bounds"
      }
    }
  }

  let graph: Layout.Graph
  let measures: Layout.Measures
  let layout: Parts
  private(set) var problems: [Problem] = []
  private(set) var crossings: Set<[Int]> = []

  private struct Thing {
    let name: String
    let owner: Int
    let box: Layout.Box
    let isOutline: Bool
  }

  private struct Line {
    let edge: Int
    let index: Int
    let from: Layout.Point
    let to: Layout.Point
    var box: Layout.Box {
      Layout.Box(
        left: min(from.x, to.x), top: min(from.y, to.y), right: max(from.x, to.x),
        bottom: max(from.y, to.y))
    }
  }

  private var things: [Thing] = []
  private var lines: [Line] = []
  private var shelves = Shelves()
  private var lineShelves = Shelves()

  init(_ graph: Layout.Graph, _ measures: Layout.Measures, _ layout: Layout) {
    self.init(graph, measures, Parts(of: layout))
  }

  init(_ graph: Layout.Graph, _ measures: Layout.Measures, _ layout: Parts) {
    self.graph = graph
    self.measures = measures
    self.layout = layout
    collect()
    checkThings()
    checkBlocks()
    checkLines()
    checkPairs()
    checkContributions()
  }

  private var hasTime: Bool { graph.nodes.contains { $0.time != nil } }

  private func isEllipse(_ node: Int) -> Bool { measures.nodes[node].outline == .ellipse }

  private mutating func collect() {
    for node in graph.nodes.indices {
      let block = layout.blocks[node]
      things.append(
        Thing(name: "node \(node)", owner: node, box: layout.outlines[node], isOutline: true))
      for (name, box) in [
        ("value", block.value), ("gradient", block.gradient), ("label", block.label),
      ] {
        guard let box else { continue }
        things.append(Thing(name: "\(name) \(node)", owner: node, box: box, isOutline: false))
      }
    }
    for (index, cell) in layout.boxes.enumerated() {
      guard let label = cell.label else { continue }
      things.append(
        Thing(name: "time label \(index)", owner: -1 - index, box: label, isOutline: false))
    }
    for thing in things {
      shelves.add(thing.box)
      if !isInside(thing.box) { problems.append(.outOfBounds(thing.name)) }
    }
    for (edge, route) in layout.routes.enumerated() {
      for (index, (from, to)) in zip(route.corners, route.corners.dropFirst()).enumerated() {
        lines.append(Line(edge: edge, index: index, from: from, to: to))
      }
      if route.corners.contains(where: { Plane.distance($0, layout.bounds) > 0.5 }) {
        problems.append(.outOfBounds("edge \(edge)"))
      }
    }
    for line in lines { lineShelves.add(line.box) }
    for (index, cell) in layout.boxes.enumerated() where !isInside(cell.box) {
      problems.append(.outOfBounds("box \(index)"))
    }
  }

  private func isInside(_ box: Layout.Box) -> Bool {
    let bounds = layout.bounds.outset(by: 0.5)
    return bounds.left <= box.left && box.right <= bounds.right && bounds.top <= box.top
      && box.bottom <= bounds.bottom
  }

  private mutating func checkThings() {
    for (index, thing) in things.enumerated() {
      for other in shelves.touching(thing.box) where other > index {
        let second = things[other]
        if thing.box.overlaps(second.box.outset(by: -0.01)), !isApart(thing, second) {
          problems.append(.overlap(thing.name, second.name))
        }
      }
    }
  }

  /// Whether two boxes overlap only outside the curve of an ellipse.
  private func isApart(_ first: Thing, _ second: Thing) -> Bool {
    if first.isOutline, isEllipse(first.owner) {
      return Plane.distance(second.box, toOutline: first.box, isEllipse: true) > 1
    }
    if second.isOutline, isEllipse(second.owner) {
      return Plane.distance(first.box, toOutline: second.box, isEllipse: true) > 1
    }
    return false
  }

  private mutating func checkBlocks() {
    for node in graph.nodes.indices {
      let chips = [layout.blocks[node].value, layout.blocks[node].gradient].compactMap { $0 }
      guard let first = chips.first else { continue }
      let own = chips.map {
        Plane.distance($0, toOutline: layout.outlines[node], isEllipse: isEllipse(node))
      }
      if own.min() ?? 0 > 6 { problems.append(.chipFarFromOwner(node, own.min() ?? 0)) }
      let block = chips.reduce(first) { $0.union($1) }
      for index in shelves.touching(block.outset(by: 12)) where things[index].owner != node {
        let other = things[index]
        guard other.owner >= 0, !other.name.hasPrefix("label") else { continue }
        for chip in chips {
          let gap =
            other.isOutline
            ? Plane.distance(chip, toOutline: other.box, isEllipse: isEllipse(other.owner))
            : Plane.distance(chip, other.box)
          if gap < 11.99 { problems.append(.chipNearForeign(node, other.name)) }
        }
      }
    }
  }

  private mutating func checkLines() {
    for (edge, route) in layout.routes.enumerated() {
      let (source, reader) = (graph.edges[edge].source, graph.edges[edge].reader)
      guard let first = route.corners.first, let last = route.corners.last else {
        problems.append(.routeEnd(edge))
        continue
      }
      if !isOnRim(first, source) || !isOnRim(last, reader) { problems.append(.routeEnd(edge)) }
    }
    for line in lines {
      let (source, reader) = (graph.edges[line.edge].source, graph.edges[line.edge].reader)
      let last = layout.routes[line.edge].corners.count - 2
      for index in shelves.touching(line.box.outset(by: 4)) {
        let thing = things[index]
        if !thing.isOutline {
          if Plane.crosses(line.from, line.to, thing.box.outset(by: 2)) {
            problems.append(.edgeThroughChip(line.edge, thing.name))
          }
          continue
        }
        let gap = Plane.distance(
          ofLine: line.from, line.to, toOutline: thing.box, isEllipse: isEllipse(thing.owner))
        let isEnd =
          thing.owner == source && line.index == 0 || thing.owner == reader && line.index == last
        let isOwn = thing.owner == source || thing.owner == reader
        if !isEnd, gap < (isOwn ? 1 : 3.99) {
          problems.append(.edgeNearNode(line.edge, thing.owner))
        }
      }
    }
  }

  private func isOnRim(_ point: Layout.Point, _ node: Int) -> Bool {
    let box = layout.outlines[node]
    guard isEllipse(node) else {
      let inner = box.outset(by: -0.5)
      let isInner =
        inner.left < point.x && point.x < inner.right && inner.top < point.y
        && point.y < inner.bottom
      return Plane.distance(point, box) < 0.5 && !isInner
    }
    let (x, y) = (
      (point.x - box.center.x) / (box.width / 2), (point.y - box.center.y) / (box.height / 2)
    )
    return abs((x * x + y * y).squareRoot() - 1) < 0.03
  }

  /// Lines that overlap must belong to one bus or leave one source; others must cross or keep their
  /// distance.
  private mutating func checkPairs() {
    var seen: Set<[Int]> = []
    for (index, line) in lines.enumerated() {
      for other in lineShelves.touching(line.box.outset(by: 3)) where other > index {
        let second = lines[other]
        guard line.edge != second.edge else { continue }
        let isOneBus =
          layout.buses[line.edge] != nil && layout.buses[line.edge] == layout.buses[second.edge]
        let isOneSource = graph.edges[line.edge].source == graph.edges[second.edge].source
        if isOneBus { continue }
        if let point = Plane.crossing((line.from, line.to), (second.from, second.to)) {
          if meetsInConstant(line.edge, second.edge) { continue }
          crossings.insert([Int((point.x * 4).rounded()), Int((point.y * 4).rounded())])
          continue
        }
        if isOneSource { continue }
        guard let (gap, along) = parallel(line, second), along > 1 else { continue }
        let key = [min(line.edge, second.edge), max(line.edge, second.edge)]
        guard gap < 3, seen.insert(key).inserted else { continue }
        if isIntoOneConstant(line.edge, second.edge) { continue }
        problems.append(
          gap < 0.5 ? .sharedLine(key[0], key[1]) : .nearLines(key[0], key[1]))
      }
    }
  }

  /// Parameters that feed the same derived constant share the line into it.
  private func isIntoOneConstant(_ first: Int, _ second: Int) -> Bool {
    hasTime && graph.edges[first].reader == graph.edges[second].reader && layout.buses[first] == nil
      && layout.buses[second] == nil && graph.nodes[graph.edges[first].reader].time == nil
  }

  /// Whether the source of one edge also uses the line of the other one into a derived constant.
  private func meetsInConstant(_ first: Int, _ second: Int) -> Bool {
    func joins(_ edge: Int, _ other: Int) -> Bool {
      layout.buses[other] == nil && graph.nodes[graph.edges[other].reader].time == nil
        && graph.edges.contains {
          $0.source == graph.edges[edge].source && $0.reader == graph.edges[other].reader
        }
    }
    return hasTime && (joins(first, second) || joins(second, first))
  }

  /// The distance between two parallel lines, and how long they run side by side.
  private func parallel(_ first: Line, _ second: Line) -> (gap: Double, along: Double)? {
    func isLevel(_ line: Line) -> Bool { abs(line.from.y - line.to.y) < 0.01 }
    func isUpright(_ line: Line) -> Bool { abs(line.from.x - line.to.x) < 0.01 }
    if isLevel(first), isLevel(second) {
      return (
        abs(first.from.y - second.from.y),
        min(first.box.right, second.box.right) - max(first.box.left, second.box.left)
      )
    }
    if isUpright(first), isUpright(second) {
      return (
        abs(first.from.x - second.from.x),
        min(first.box.bottom, second.box.bottom) - max(first.box.top, second.box.top)
      )
    }
    return nil
  }

  private mutating func checkContributions() {
    let flows = layout.routes.enumerated().compactMap {
      edge, route -> (Int, Layout.Box, [Layout.Point])? in
      guard let flow = route.flow else { return nil }
      let path = (0...16).map { Curves.point(of: flow, at: Double($0) / 16) }
      let (xs, ys) = (path.map(\.x), path.map(\.y))
      return (
        edge,
        Layout.Box(
          left: xs.min() ?? 0, top: ys.min() ?? 0, right: xs.max() ?? 0, bottom: ys.max() ?? 0),
        path
      )
    }
    for (edge, route) in layout.routes.enumerated() {
      guard let place = route.contribution, let size = measures.contributions[edge] else {
        continue
      }
      let box = Layout.Box(center: place, size: size)
      var ways = [route.corners]
      if let flow = route.flow {
        ways = [(0...16).map { Curves.point(of: flow, at: Double($0) / 16) }]
      }
      // A number at the line into a folded cell may be above that line, not at the way back.
      if graph.nodes[graph.edges[edge].reader].kind == .foldedCell { ways.append(route.corners) }
      let isNear = ways.contains { way in
        zip(way, way.dropFirst()).contains { Plane.crosses($0, $1, box.outset(by: 4)) }
      }
      // The number covers what is below it and a little around it.
      let halo = box.outset(by: 1.9)
      let meetsOther = lineShelves.touching(halo).contains { index in
        let line = lines[index]
        return line.edge != edge && Plane.crosses(line.from, line.to, halo)
      }
      let meetsFlow = flows.contains { other, area, path in
        other != edge && area.overlaps(halo)
          && zip(path, path.dropFirst()).contains { Plane.crosses($0, $1, halo) }
      }
      let meetsThing = shelves.touching(box).contains { things[$0].box.overlaps(box) }
      if !isNear || meetsOther || meetsFlow || meetsThing || !isInside(box) {
        problems.append(.contribution(edge))
      }
    }
  }
}
