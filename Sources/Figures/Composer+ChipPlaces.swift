import Graphviz
import Storyboards

/// The possible places of a chip beside its node, and how good each place is.
extension Composer {
  // Costs in the unit of positions in the order of places: a place on a line that can be routed
  // around the chip costs as much as a few positions, and one on an edge of the chip's own node
  // more than all of them.
  private static let onFlow = 1.0
  private static let onForeignEdge = 3.0
  private static let onOwnEdge = 60.0
  private static let farAway = 25.0

  /// The best place for all chips of a quantity. It may be unsuitable in the outermost columns,
  /// whose surroundings differ.
  func commonPlace(among places: Range<Int>, of chips: [Chip], inner: [Chip]) -> Int? {
    best(of: places) { index in
      hindrance(at: index, for: chips)
        ?? (inner.count > 1 ? hindrance(at: index, for: inner) : nil)
    }.flatMap { $0.cost < Self.farAway ? $0.index : nil }
  }

  /// Puts a chip at the best place for it alone.
  mutating func placeAlone(_ chip: Chip) {
    let all = boxes(of: chip)
    guard isSample(chip.node) else { return place(chip, all[0]) }
    let ring = ring(of: chip)
    let near = best(of: all.indices) { hindrance(at: all[$0], for: chip) }
    let far = best(of: ring.indices) { hindrance(at: ring[$0], for: chip) }
    if let near, near.cost <= Self.farAway + (far?.cost ?? .infinity) {
      return place(chip, all[near.index])
    }
    if let far { return place(chip, ring[far.index]) }
    // A place beside a neighbour is better than none.
    let free = (all + ring).first { obstacles.isFree($0, crossing: .lines) && fits($0) }
    if free == nil { isCrowded = true }
    place(chip, free ?? all[0])
  }

  /// The place with the smallest sum of its position in the order and its hindrance.
  private func best(
    of places: Range<Int>, hindrance: (Int) -> Double?
  ) -> (index: Int, cost: Double)? {
    var best: (index: Int, cost: Double)?
    for index in places where Double(index) < best?.cost ?? .infinity {
      guard let hindrance = hindrance(index) else { continue }
      let cost = Double(index) + hindrance
      if cost < best?.cost ?? .infinity { best = (index, cost) }
    }
    return best
  }

  /// The cost of a place for all of these chips, which must not overlap each other either; `nil` if
  /// one of them does not fit.
  func hindrance(at index: Int, for chips: [Chip]) -> Double? {
    var boxes: [Scene.Box] = []
    var worst = 0.0
    for chip in chips {
      let box = self.boxes(of: chip)[index]
      guard let own = hindrance(at: box, for: chip),
        boxes.last.map({ !$0.overlaps(box, slack: -2) }) ?? true
      else { return nil }
      worst = max(worst, own)
      boxes.append(box)
    }
    return worst
  }

  /// The cost of a place for a chip: 0 if it is empty; `nil` if it holds something solid or another
  /// node is nearer.
  func hindrance(at box: Scene.Box, for chip: Chip) -> Double? {
    guard fits(box), isAtHome(box, of: chip.node) else { return nil }
    if obstacles.isFree(box) { return 0 }
    guard obstacles.isFree(box, crossing: .lines) else { return nil }
    var worst = 0.0
    let wide = Scene.Box.around(box.center, box.width + 4, box.height + 4)
    for item in obstacles.tags(meeting: wide) {
      switch item {
      // The lines of parameters stay in their lanes; with many columns all lines stay in place.
      case .flow(let slot) where layout.parameters.contains(slot.from),
        .edge(let slot) where layout.parameters.contains(slot.from):
        worst = board.shows(item, with: chip.item) ? Self.onOwnEdge : worst
      case .flow where !isLong:
        guard board.shows(item, with: chip.item) else { continue }
        worst = max(worst, Self.onFlow)
      case .edge(let slot) where !isLong && slot.from != chip.node && slot.to != chip.node:
        worst = max(worst, Self.onForeignEdge)
      case .gap where !isLong: worst = max(worst, Self.onForeignEdge)
      default: worst = Self.onOwnEdge
      }
    }
    return worst
  }

  /// Whether no other node is nearer to the box.
  private func isAtHome(_ box: Scene.Box, of node: Int) -> Bool {
    let distance = box.distance(to: self.box(of: node)) - 1
    guard distance > 0 else { return true }
    let near = Scene.Box.around(
      box.center, box.width + 2 * distance, box.height + 2 * distance)
    var isAtHome = true
    obstacles.visit(near) { item in
      guard case .node(let other) = item, other != node else { return }
      isAtHome = isAtHome && self.box(of: other).distance(to: box) >= distance
    }
    return isAtHome
  }

  func boxes(of chip: Chip) -> [Scene.Box] {
    let center = layout.centers[chip.node] ?? Point(0, 0)
    return places(of: chip).map {
      .around(Point(center.x + $0.x, center.y + $0.y), chip.width, chip.height)
    }
  }

  /// Places all around the node, nearest first, for a chip that does not fit in the usual places.
  private func ring(of chip: Chip) -> [Scene.Box] {
    let center = layout.centers[chip.node] ?? Point(0, 0)
    let (halfWidth, halfHeight) = reach[chip.node] ?? (0, 0)
    let steps = [-1.0, -0.5, 0, 0.5, 1]
    let ways = steps.flatMap { x in steps.map { Point(x, $0) } }
      .filter { abs($0.x) == 1 || abs($0.y) == 1 }
    return [6.0, 18, 30, 42].flatMap { gap -> [Scene.Box] in
      let x = halfWidth + gap + chip.width / 2
      let y = halfHeight + gap + chip.height / 2
      return ways.map { way in
        .around(Point(center.x + way.x * x, center.y + way.y * y), chip.width, chip.height)
      }
    }
  }

  /// The number of preferred places in tight rows: beside the node, and above or below it.
  var neatPlaces: Range<Int> { 0..<(layout.stacksChips ? 2 : 1) }

  /// Offsets from the node's centre, best first: a value to the right of or above its node, a
  /// gradient to the left of or below it.
  func places(of chip: Chip) -> [Point] {
    let (halfWidth, halfHeight) = reach[chip.node] ?? (0, 0)
    let (width, height) = (chip.width, chip.height)
    let isRound = !isBoxed(chip.node)
    let beside = halfWidth + (layout.isDense ? 3 : 6) + width / 2
    let shoulder = Point(halfWidth + 3 + width / 2, height / 2 + 8)
    let corner =
      isRound
      ? Point(0.5 * halfWidth + 4 + width / 2, 0.88 * halfHeight + height / 2)
      : Point(8 + width / 2, halfHeight + 4 + height / 2)
    let high = Point(8 + width / 2, halfHeight + 5 + height / 2)
    // Clear of a gradient's curve beside the vertical edge.
    let wide = Point(19 + width / 2, halfHeight + 5 + height / 2)
    let above = halfHeight + 6 + height / 2
    func at(_ x: Double, _ y: Double, _ point: Point) -> Point { Point(x * point.x, y * point.y) }
    let level = [Point(beside, 0), at(1, -1, shoulder)]
    let upright = [Point(0, -above), at(1, -1, corner), at(1, -1, high)]
    // In narrow columns values are below, clear of the chip of the row above.
    let low = [at(1, 1, corner), at(1, 1, high)]
    // Between neighbours both chips are on the right, the value above.
    let stacked = layout.stacksChips ? [Point(halfWidth + 2 + width / 2, -height / 2 - 1)] : []
    // Edges of a circuit enter and leave at the sides.
    let first =
      layout.tightNodes.contains(chip.node)
      ? stacked + upright + level
      : !layout.isTimed
        ? upright + level : layout.isDense ? [level[0]] + low + upright : level + upright
    let rest = [
      at(-1, -1, corner), at(-1, -1, high), at(1, 1, shoulder), at(1, 1, corner), at(1, 1, high),
      at(-1, 1, wide), Point(0, above), Point(beside + 12, -height), Point(0, -above - 14),
    ]
    // A gradient's places are a value's, rotated by 180°; the shoulder stays above an edge.
    guard chip.look == .gradientChip else { return first + rest }
    let isTight = layout.tightNodes.contains(chip.node)
    let kept = isTight ? stacked.count : 0
    let turned =
      first.prefix(kept).map { Point($0.x, -$0.y) }
      + (first.dropFirst(kept) + rest).map { Point(-$0.x, -$0.y) }
    let own = layout.isTimed && !isTight ? [turned[0], at(-1, -1, shoulder)] : []
    let all = own + turned + [at(-1, -1, wide), at(-1, 1, wide)]
    // To the right of a node in narrow columns it would be taken for the next node's.
    return layout.isDense && !isTight
      ? all.filter { $0.x <= 0 } + all.filter { $0.x > 0 } : all
  }
}
