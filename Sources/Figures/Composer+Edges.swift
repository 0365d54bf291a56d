import Graphviz
import Storyboards

extension Composer {
  /// The point where the line from a node's centre towards another point leaves its rim.
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

  /// A curve between two nodes that bows by `bow` points to the left of its way.
  private func curve(from tail: Int, to head: Int, bow: Double, gap: Double) -> [Point]? {
    guard let from = layout.centers[tail], let to = layout.centers[head] else { return nil }
    let (dx, dy) = (to.x - from.x, to.y - from.y)
    let length = max(0.001, (dx * dx + dy * dy).squareRoot())
    let normal = Point(dy / length, -dx / length)
    let aim = Point(
      (from.x + to.x) / 2 + 2.4 * bow * normal.x, (from.y + to.y) / 2 + 2.4 * bow * normal.y)
    let start = rim(tail, towards: bow == 0 ? to : aim)
    let tip = rim(head, towards: bow == 0 ? from : aim, gap: gap)
    func control(_ t: Double) -> Point {
      Point(
        start.x + (tip.x - start.x) * t + bow * normal.x,
        start.y + (tip.y - start.y) * t + bow * normal.y)
    }
    return [start, control(1 / 3), control(2 / 3), tip]
  }

  mutating func edge(_ slot: Item.Slot) {
    let own: Set<Item> = [.node(slot.from), .node(slot.to)]
    let bows = [0.0, 24, -24, 40, -40, 60, -60, 84, -84]
    let curves = bows.compactMap { curve(from: slot.from, to: slot.to, bow: $0, gap: 1) }
    // Straight, unless a node stands in the way.
    guard let chosen = curves.first(where: { obstacles.isFree($0, ignoring: own) }) ?? curves.first
    else { return }
    arrow(chosen, head: 7, .edge, .edge(slot))
  }

  /// The gradient's way back: below a level edge, left of an upright one, else where room is.
  mutating func flow(_ slot: Item.Slot) {
    guard let reader = layout.centers[slot.to], let operand = layout.centers[slot.from] else {
      return
    }
    let (dx, dy) = (operand.x - reader.x, operand.y - reader.y)
    let isLevel = abs(dx) >= abs(dy)
    // The normal points to the left of the way; the sign that bows down, or to the left.
    let sign = (isLevel ? dx > 0 : dy > 0) ? -1.0 : 1.0
    let sizes =
      layout.isDense ? [11.0, 16, 22, 30] : isLevel ? [24.0, 18, 32, 44] : [11.0, 16, 24]
    let bows = sizes.map { sign * $0 } + sizes.map { -sign * $0 }
    let own: Set<Item> = [.node(slot.from), .node(slot.to), .edge(slot)]
    let curves = bows.compactMap { curve(from: slot.to, to: slot.from, bow: $0, gap: 2) }
    guard let chosen = curves.first(where: { obstacles.isFree($0, ignoring: own) }) ?? curves.first
    else { return }
    flowCurves[slot] = chosen
    arrow(chosen, head: 10, .flow, .flow(slot))
  }

  private mutating func arrow(
    _ curve: [Point], head: Double, _ look: Scene.Look, _ item: Item
  ) {
    obstacles.insert(curve, tag: item)
    let tip = curve[3]
    let (dx, dy) = (tip.x - curve[2].x, tip.y - curve[2].y)
    let length = max(0.001, (dx * dx + dy * dy).squareRoot())
    var points = curve
    points[3] = Point(tip.x - head * dx / length, tip.y - head * dy / length)
    let xs = curve.map(\.x)
    let ys = curve.map(\.y)
    let box = Scene.Box(
      x: xs.min() ?? 0, y: ys.min() ?? 0, width: (xs.max() ?? 0) - (xs.min() ?? 0),
      height: (ys.max() ?? 0) - (ys.min() ?? 0))
    scene.things.append(.init(owner: .item(item), ink: .curve(points, tip: tip, look), box: box))
  }
}
