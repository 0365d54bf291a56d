import Graphviz
import Storyboards

extension Composer {
  /// The point where the line from a node's centre to another point crosses the node's outline.
  private func rim(_ node: Int, towards other: Point, gap: Double = 0) -> Point {
    let center = layout.centers[node] ?? Point(0, 0)
    let (halfWidth, halfHeight) = reach[node] ?? (0, 0)
    let (dx, dy) = (other.x - center.x, other.y - center.y)
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 0 else { return center }
    var scale = (halfWidth + gap) / length
    if isBoxed(node) {
      scale = min(
        dx == 0 ? .infinity : (halfWidth + gap) / abs(dx),
        dy == 0 ? .infinity : (halfHeight + gap) / abs(dy))
    }
    return Point(center.x + dx * scale, center.y + dy * scale)
  }

  /// A curve between two nodes that bows to the left of its direction.
  private func curve(from tail: Int, to head: Int, _ bend: Bend, gap: Double) -> [Point]? {
    guard let from = layout.centers[tail], let to = layout.centers[head] else { return nil }
    return curve((from, tail), (to, head), bend, gap: gap)
  }

  /// A curve between two places, each the centre of a node or a bare point.
  func curve(
    _ from: (center: Point, node: Int?), _ to: (center: Point, node: Int?), _ bend: Bend,
    gap: Double
  ) -> [Point] {
    let (dx, dy) = (to.center.x - from.center.x, to.center.y - from.center.y)
    let length = max(0.001, (dx * dx + dy * dy).squareRoot())
    let normal = Point(dy / length, -dx / length)
    let middle = Point((from.center.x + to.center.x) / 2, (from.center.y + to.center.y) / 2)
    func aim(_ bow: Double) -> Point {
      Point(middle.x + 2.4 * bow * normal.x, middle.y + 2.4 * bow * normal.y)
    }
    let start = from.node.map { rim($0, towards: aim(bend.tail)) } ?? from.center
    let tip = to.node.map { rim($0, towards: aim(bend.head), gap: gap) } ?? to.center
    func control(_ t: Double, _ bow: Double) -> Point {
      Point(
        start.x + (tip.x - start.x) * t + bow * normal.x,
        start.y + (tip.y - start.y) * t + bow * normal.y)
    }
    return [start, control(1 / 3, bend.tail), control(2 / 3, bend.head), tip]
  }

  mutating func edge(_ slot: Item.Slot) {
    if layout.parameters.contains(slot.from) { return parameterLine(slot, isFlow: false) }
    if isOverManyColumns(slot) {
      let way = rail(from: slot.from, to: slot.to, offset: 0)
      return arrow(way, head: 7, .edge, slot)
    }
    // Straight, unless a node is in the way.
    let bends = [0.0, 24, -24, 40, -40, 60, -60, 84, -84].map { Bend($0) }
    guard let chosen = route(slot, bends, isFlow: false) else { return }
    edgeCurves[slot] = chosen.curve
    edgeBends[slot] = chosen.bend
    let isCut = board.trace.edges(into: slot.to)[slot.slot].isCut
    arrow(chosen.curve, head: 7, isCut ? .cutEdge : .edge, slot)
  }

  /// The curve of the first bend that hits nothing, or else of the bend with the least cost.
  private mutating func route(
    _ slot: Item.Slot, _ bends: [Bend], isFlow: Bool
  ) -> (curve: [Point], bend: Bend)? {
    let (tail, head) = isFlow ? (slot.to, slot.from) : (slot.from, slot.to)
    let gap = isFlow ? 2.0 : 1.0
    let way = Way(
      from: graph.nodes[tail].name, to: graph.nodes[head].name, slot: slot.slot, isFlow: isFlow)
    if !isSample(head), let bend = self.bends[way] {
      return curve(from: tail, to: head, bend, gap: gap).map { ($0, bend) }
    }
    func isIgnored(_ item: Item) -> Bool { ignores(item, slot, isFlow: isFlow) }
    // Crossing another edge is better than running through a node.
    for crossing in known.isEmpty ? [Obstacles.Crossing.none, .lines] : [] {
      for bend in bends {
        guard let curve = curve(from: tail, to: head, bend, gap: gap) else { return nil }
        if obstacles.isFree(curve, ignoring: isIgnored, crossing: crossing),
          fits(Obstacles.bounds(of: curve)), !isFlow || isBeside(curve, slot)
        {
          self.bends[way] = bend
          return (curve, bend)
        }
      }
    }
    let beside = isFlow ? edgeBends[slot].map(\.alongside) ?? [] : []
    let all = beside + Bend.all(isFlow: isFlow)
    let best = clearest(
      all, { self.curve(from: tail, to: head, $0, gap: gap) }, ignoring: isIgnored
    ) { !isFlow || self.isBeside($0, slot) }
    return best ?? curve(from: tail, to: head, bends[0], gap: gap).map { ($0, bends[0]) }
  }

  /// The curve with the smallest sum of its bend's cost and the hindrances of what it hits.
  func clearest(
    _ bends: [(bend: Bend, cost: Double)], _ curve: (Bend) -> [Point]?,
    ignoring isIgnored: (Item) -> Bool, where isRight: ([Point]) -> Bool = { _ in true }
  ) -> (curve: [Point], bend: Bend)? {
    var best: (cost: Double, curve: [Point], bend: Bend)?
    for (bend, own) in bends where own < best?.cost ?? .infinity {
      guard let curve = curve(bend), fits(Obstacles.bounds(of: curve)), isRight(curve) else {
        continue
      }
      var cost = own
      obstacles.eachTag(meeting: curve) { item in
        cost += isIgnored(item) ? 0 : item.hindrance
        return cost < best?.cost ?? .infinity
      }
      if cost < best?.cost ?? .infinity { best = (cost, curve, bend) }
    }
    return best.map { ($0.curve, $0.bend) }
  }

  /// Whether an edge or flow may run through an item: one of the nodes that it joins, or an item
  /// that no step shows together with it.
  private func ignores(_ item: Item, _ slot: Item.Slot, isFlow: Bool) -> Bool {
    if item == .node(slot.from) || item == .node(slot.to) { return true }
    guard isFlow else { return false }
    return item == .edge(slot) || known[item] != nil && !board.shows(item, with: .flow(slot))
  }

  /// Whether a gradient's curve can be told apart from its edge.
  private func isBeside(_ curve: [Point], _ slot: Item.Slot) -> Bool {
    guard let edge = edgeCurves[slot] else { return true }
    return Obstacles.point(of: curve, at: 0.5).distance(to: Obstacles.point(of: edge, at: 0.5))
      > 5.5
  }

  /// Whether an edge belongs to a fan too wide for straight lines: the losses of many time steps.
  private func isOverManyColumns(_ slot: Item.Slot) -> Bool {
    layout.columnCount > 10 && graph.nodes[slot.to].time == nil
      && graph.nodes[slot.from].time != nil
  }

  /// The path from a timed node up to a rail that all share, and along it to the node above.
  private func rail(from tail: Int, to head: Int, offset: Double) -> [Point] {
    guard let from = layout.centers[tail], let to = layout.centers[head] else { return [] }
    let start = Point(from.x + offset, from.y - (reach[tail]?.1 ?? 0))
    let tip = Point(to.x + offset, to.y + (reach[head]?.1 ?? 0) + 1)
    let level = (start.y + tip.y) / 2 + offset
    return [start, Point(start.x, level), Point(tip.x, level), tip].rounded(by: 12)
  }

  /// Draws the gradient's path back: below a horizontal edge, left of a vertical one, or else where
  /// there is space.
  mutating func flow(_ slot: Item.Slot) {
    if layout.parameters.contains(slot.from) { return parameterLine(slot, isFlow: true) }
    if isOverManyColumns(slot) {
      let way = Array(rail(from: slot.from, to: slot.to, offset: -6).reversed())
      return arrow(way, head: 10, .flow, slot)
    }
    guard let reader = layout.centers[slot.to], let operand = layout.centers[slot.from] else {
      return
    }
    let (dx, dy) = (operand.x - reader.x, operand.y - reader.y)
    let isLevel = abs(dx) >= abs(dy)
    // The normal points to the left of the direction; this sign bows down, or to the left.
    var sign = (isLevel ? dx > 0 : dy > 0) ? -1.0 : 1.0
    // The fan of the losses opens upwards on both sides, away from the chips left of each loss.
    if layout.isTimed, graph.nodes[slot.to].time == nil, dx > 0 { sign = 1 }
    let sizes =
      layout.isDense ? [11.0, 16, 22, 30] : isLevel ? [24.0, 18, 32, 44] : [11.0, 16, 24]
    let bends = (sizes.map { sign * $0 } + sizes.map { -sign * $0 }).map { Bend($0) }
    guard let chosen = route(slot, bends, isFlow: true) else { return }
    flowCurves[slot] = chosen.curve
    arrow(chosen.curve, head: 10, .flow, slot)
  }

  mutating func arrow(
    _ curve: [Point], head: Double, _ look: Scene.Look, _ slot: Item.Slot
  ) {
    let item = look == .flow ? Item.flow(slot) : .edge(slot)
    if isSample(slot.from), isSample(slot.to) { obstacles.insert(curve, tag: item) }
    let (from, to) = (Item.node(slot.from), Item.node(slot.to))
    arrow(
      curve, head: head, look, item,
      look == .flow ? .init(tail: to, head: from) : .init(tail: from, head: to))
  }

  mutating func arrow(
    _ curve: [Point], head: Double, _ look: Scene.Look, _ item: Item, _ link: Scene.Link
  ) {
    guard let tip = curve.last, curve.count >= 4 else { return }
    let last = curve[curve.count - 2]
    let (dx, dy) = (tip.x - last.x, tip.y - last.y)
    let length = max(0.001, (dx * dx + dy * dy).squareRoot())
    var points = curve
    points[curve.count - 1] = Point(tip.x - head * dx / length, tip.y - head * dy / length)
    scene.things.append(
      .init(
        owner: .item(item), ink: .curve(points, tip: tip, look), box: Obstacles.bounds(of: curve),
        link: link))
  }
}
