import Formulas
import Graphviz
import Storyboards
import Unrolling

extension Composer {
  private static let nodeSize = 23.0
  private static let chipSize = 16.0
  private static let chipHeight = 23.0
  private static let chipGap = 6.0

  mutating func composeGraph() {
    for node in layout.centers.keys.sorted() { measureNode(node) }
    for item in board.spans.keys.compactMap(\.edge).sorted() { edge(item) }
    for node in layout.centers.keys.sorted() { composeNode(node) }
    for item in board.spans.keys.compactMap(\.flowSlot).sorted() { flow(item) }
  }

  private func symbol(_ node: Int) -> Notation { .symbol(graph.nodes[node].symbol) }
  private func isBoxed(_ node: Int) -> Bool {
    let name = graph.nodes[node].name
    return name.split(separator: "_").first.map { $0.count > 1 } ?? false
  }

  private func nodeLabel(_ node: Int) -> Label {
    label(
      symbol(node), size: layout.radius < 24 ? 20 : Self.nodeSize, isBold: node == graph.outcome)
  }

  private mutating func measureNode(_ node: Int) {
    guard isBoxed(node) else {
      reach[node] = (layout.radius, layout.radius)
      return
    }
    reach[node] = ((nodeLabel(node).width + 20) / 2, 18)
  }

  private mutating func composeNode(_ node: Int) {
    guard let center = layout.centers[node], let (halfWidth, halfHeight) = reach[node] else {
      return
    }
    let role = graph.nodes[node].role
    let isLeaf = role == .input || role == .parameter || role == .target
    shape(
      isBoxed(node) ? .roundedRectangle : .ellipse, isLeaf ? .input : .node, center: center,
      width: 2 * halfWidth, height: 2 * halfHeight, owner: .item(.node(node)))
    put(nodeLabel(node), center: center, owner: .item(.node(node)))
    let value = board.style.notation(board.trace.values[node])
    chip(value, .valueChip, node, .value(node), theme.forward)
    let gradient = board.style.notation(board.trace.gradients[node])
    chip(gradient, .gradientChip, node, .gradient(node), theme.backward)
    if board.spans[.question(node)] != nil {
      let mark = label(.strong("?"), size: 26)
      put(
        mark, center: Point(center.x, center.y - halfHeight - 16), owner: .item(.question(node)),
        color: theme.backward)
    }
    token(node, center, halfWidth, halfHeight)
  }

  private mutating func token(
    _ node: Int, _ center: Point, _ halfWidth: Double, _ halfHeight: Double
  ) {
    let tokens = graph.network.series.first { $0.name == graph.nodes[node].name }?.tokens
    guard let tokens, let time = graph.nodes[node].time, tokens.indices.contains(time - 1) else {
      return
    }
    let text = tokens[time - 1]
    let short = text.count <= 12 ? text : text.prefix(11) + "…"
    let token = fitted(.word("‘\(short)’"), size: 17, width: layout.pitch - 8)
    // Below the node, where neither chip nor edge comes.
    put(
      token, center: Point(center.x, center.y + halfHeight + 15), owner: .item(.token(node)),
      color: theme.muted)
  }

  /// Whether edges reach the node from its sides: then chips sit on its shoulders.
  private func hasSideEdges(_ node: Int) -> Bool {
    graph.network.stateNames.contains(graph.nodes[node].name) || !layout.isTimed
  }

  private mutating func chip(
    _ notation: Notation, _ look: Scene.Look, _ node: Int, _ item: Item, _ color: String
  ) {
    guard board.spans[item] != nil, let center = layout.centers[node],
      let (halfWidth, halfHeight) = reach[node]
    else { return }
    let text = label(notation, size: Self.chipSize)
    let width = max(Self.chipHeight, text.width + 12)
    let isValue = look == .valueChip
    let side = isValue ? 1.0 : -1.0
    var place = Point(center.x + side * (halfWidth + Self.chipGap + width / 2), center.y)
    if !layout.isTimed {
      // Values above the node, gradients below, as on the circuits of every course.
      place = Point(
        center.x, center.y - side * (halfHeight + Self.chipGap + Self.chipHeight / 2))
    } else if hasSideEdges(node) {
      let rise = Self.chipGap + Self.chipHeight / 2 + 2
      place = Point(center.x + side * (halfWidth + 3 + width / 2), center.y - rise)
    }
    shape(
      .roundedRectangle, look, center: place, width: width, height: Self.chipHeight,
      owner: .item(item))
    put(text, center: place, owner: .item(item), color: color)
  }

  // MARK: Edges

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

  private mutating func edge(_ slot: Item.Slot) {
    guard let from = layout.centers[slot.from], let to = layout.centers[slot.to] else { return }
    let start = rim(slot.from, towards: to)
    arrow(
      from: start, to: rim(slot.to, towards: from, gap: 1), bow: Point(0, 0), head: 7, .edge,
      .item(.edge(slot)))
  }

  private mutating func arrow(
    from start: Point, to tip: Point, bow: Point, head: Double, _ look: Scene.Look,
    _ owner: Scene.Owner
  ) {
    let first = Point(
      start.x + (tip.x - start.x) / 3 + bow.x, start.y + (tip.y - start.y) / 3 + bow.y)
    let second = Point(
      start.x + 2 * (tip.x - start.x) / 3 + bow.x, start.y + 2 * (tip.y - start.y) / 3 + bow.y)
    let (dx, dy) = (tip.x - second.x, tip.y - second.y)
    let length = max(0.001, (dx * dx + dy * dy).squareRoot())
    let end = Point(tip.x - head * dx / length, tip.y - head * dy / length)
    let points = [start, first, second, end]
    let xs = points.map(\.x) + [tip.x]
    let ys = points.map(\.y) + [tip.y]
    let box = Scene.Box(
      x: xs.min() ?? 0, y: ys.min() ?? 0, width: (xs.max() ?? 0) - (xs.min() ?? 0),
      height: (ys.max() ?? 0) - (ys.min() ?? 0))
    scene.things.append(.init(owner: owner, ink: .curve(points, tip: tip, look), box: box))
  }

  /// The gradient's way back: below a horizontal edge, left of a vertical one.
  private mutating func flow(_ slot: Item.Slot) {
    guard let reader = layout.centers[slot.to], let operand = layout.centers[slot.from] else {
      return
    }
    let isFlat = abs(operand.x - reader.x) >= abs(operand.y - reader.y)
    let aim = isFlat ? Point(0, 70) : Point(-22, 0)
    let start = rim(
      slot.to,
      towards: Point(
        operand.x * 0.5 + reader.x * 0.5 + aim.x, operand.y * 0.5 + reader.y * 0.5 + aim.y))
    let tip = rim(
      slot.from,
      towards: Point(
        operand.x * 0.5 + reader.x * 0.5 + aim.x, operand.y * 0.5 + reader.y * 0.5 + aim.y), gap: 2)
    let bow = isFlat ? Point(0, 24) : Point(-9, 0)
    arrow(from: start, to: tip, bow: bow, head: 10, .flow, .item(.flow(slot)))
    guard board.spans[.contribution(slot)] != nil,
      let edge = board.trace.edges(into: slot.to).first(where: { $0.slot == slot.slot })
    else { return }
    let middle = Point((start.x + tip.x) / 2 + 0.75 * bow.x, (start.y + tip.y) / 2 + 0.75 * bow.y)
    let style = board.style
    let whole = Notation.row([
      .role(.local, style.notation(edge.local)), .sign(.times),
      .role(.upstream, style.notation(edge.upstream)), .sign(.equals),
      style.notation(edge.contribution),
    ])
    let room = layout.pitch - (isFlat ? 14 : layout.radius + 12)
    var text = label(whole, size: 17)
    if text.width > room { text = label(style.notation(edge.contribution), size: 17, isBold: true) }
    let place =
      isFlat
      ? Point(middle.x, middle.y + 5 + text.height / 2)
      : Point(middle.x - 5 - text.width / 2, middle.y)
    put(text, center: place, owner: .item(.contribution(slot)))
  }
}

extension Item {
  fileprivate var edge: Slot? { if case .edge(let slot) = self { slot } else { nil } }
  fileprivate var flowSlot: Slot? { if case .flow(let slot) = self { slot } else { nil } }
}

extension Item.Slot: Comparable {
  /// Orders edges by reader, then slot: the order of the drawing.
  public static func < (left: Item.Slot, right: Item.Slot) -> Bool {
    (left.to, left.slot) < (right.to, right.slot)
  }
}
