import Formulas
import Graphviz
import Storyboards
import Unrolling

extension Composer {
  private static let nodeSize = 23.0
  private static let leastGap = 4.0

  /// Places the graph: nodes and edges first, then what must fit beside them.
  mutating func composeGraph() {
    let nodes = layout.centers.keys.sorted()
    let edges = board.spans.keys.compactMap(\.edge).sorted()
    let flows = board.spans.keys.compactMap(\.flowSlot).sorted()
    for node in nodes { measureNode(node) }
    for node in nodes where isSample(node) { insert(node) }
    // In a fixed order, so that the same lesson gives the same picture.
    for node in nodes {
      for item in [Item.value(node), .gradient(node), .token(node), .question(node)] {
        if let box = known[item] { obstacles.insert(box, tag: item) }
      }
    }
    for slot in edges { edge(slot) }
    for slot in flows { flow(slot) }
    composeGaps()
    for node in nodes {
      composeNode(node)
      token(node)
      question(node)
    }
    composeChips(of: nodes)
    for slot in flows { contribution(slot) }
  }

  func isBoxed(_ node: Int) -> Bool {
    if operationSign(node) != nil || layout.parameters.contains(node) { return false }
    return graph.nodes[node].name.split(separator: "_").first.map { $0.count > 1 } ?? false
  }

  private func symbol(_ node: Int) -> Notation { .symbol(graph.nodes[node].symbol) }

  func nodeLabel(_ node: Int) -> Label {
    if layout.parameters.contains(node) { return label(symbol(node), size: Self.parameterSize) }
    let size = layout.isDense ? (isBoxed(node) ? 16 : 20) : Self.nodeSize
    return label(operationSign(node) ?? symbol(node), size: size, isBold: node == graph.outcome)
  }

  /// The operation of a node, if every operation is drawn as a separate node.
  private func operationSign(_ node: Int) -> Notation? {
    drawsOperations ? graph.operation(of: node) : nil
  }

  private mutating func measureNode(_ node: Int) {
    if let radius = layout.parameters.radii[node] { return reach[node] = (radius, radius) }
    let width = nodeLabel(node).width
    if isBoxed(node) {
      reach[node] = ((width + (layout.isDense ? 8 : 20)) / 2, layout.isDense ? 15 : 18)
    } else {
      // A long index makes the circle larger, not the letters smaller.
      let radius = max(layout.radius, width / 2 + 5)
      reach[node] = (radius, radius)
    }
  }

  func box(of node: Int) -> Scene.Box {
    let center = layout.centers[node] ?? Point(0, 0)
    let (halfWidth, halfHeight) = reach[node] ?? (0, 0)
    return .init(
      x: center.x - halfWidth, y: center.y - halfHeight, width: 2 * halfWidth,
      height: 2 * halfHeight)
  }

  /// Reserves a node's space, and notes whether it is too close to another node.
  private mutating func insert(_ node: Int) {
    let box = box(of: node)
    let middle = Scene.Box(x: box.x, y: box.y + box.height / 2 - 1, width: box.width, height: 2)
    if !obstacles.isFree(middle, gap: Self.leastGap) {
      isCrowded = true
    } else if !obstacles.isFree(box, gap: Self.leastGap) || box.y < frame.ceiling
      || box.y + box.height > frame.floor
    {
      isLow = true
    }
    obstacles.insert(box, tag: .node(node))
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
  }

  private mutating func token(_ node: Int) {
    if operationSign(node) != nil { return name(node) }
    let tokens = graph.network.series.first { $0.name == graph.nodes[node].name }?.tokens
    guard let tokens, let time = graph.nodes[node].time, tokens.indices.contains(time - 1),
      let center = layout.centers[node], let (_, halfHeight) = reach[node]
    else { return }
    let token = measure.fitted(
      .word("‘\(tokens[time - 1].shortenedToken)’"), size: 17, width: layout.pitch - 8)
    // Below the node, where there are neither chips nor edges.
    mark(
      token, around: Point(center.x, center.y + halfHeight + 4 + token.height / 2),
      .token(node), color: theme.muted)
  }

  /// Writes a quantity's name beside the sign of its operation.
  private mutating func name(_ node: Int) {
    guard let center = layout.centers[node], let (halfWidth, halfHeight) = reach[node],
      !graph.nodes[node].name.contains(".")
    else { return }
    let name = label(symbol(node), size: 18)
    mark(
      name,
      around: Point(
        center.x + halfWidth + 3 + name.width / 2, center.y + halfHeight + name.height / 2 - 6),
      .token(node))
  }

  private func questionMark(_ node: Int) -> Label {
    label(.strong("?"), size: layout.parameters.contains(node) ? 18 : 26)
  }

  private mutating func question(_ node: Int) {
    guard board.spans[.question(node)] != nil, let center = layout.centers[node],
      let (halfWidth, halfHeight) = reach[node]
    else { return }
    let mark = questionMark(node)
    if layout.parameters.contains(node) {
      let beside = Point(center.x + halfWidth + 2 + mark.width / 2, center.y - 11 - mark.height / 2)
      return self.mark(mark, around: beside, .question(node), color: theme.backwardText)
    }
    let centers = [
      Point(center.x, center.y - halfHeight - 5 - mark.height / 2),
      Point(center.x - halfWidth - 5 - mark.width / 2, center.y),
      Point(center.x + halfWidth + 5 + mark.width / 2, center.y),
    ]
    let ordered = layout.isTimed ? centers : Array(centers.dropFirst() + centers.prefix(1))
    let free = ordered.first { obstacles.isFree(.around($0, mark.width, mark.height)) }
    self.mark(mark, around: free ?? ordered[0], .question(node), color: theme.backwardText)
  }

  /// Puts a label beside its node, in the same place as in an earlier round.
  private mutating func mark(
    _ label: Label, around center: Point, _ item: Item, color: String? = nil
  ) {
    let center = known[item]?.center ?? center
    marks[item] = .around(center, label.width, label.height)
    place(label, around: center, item, color: color)
  }

  /// Puts a label around a centre and reserves its space.
  mutating func place(_ label: Label, around center: Point, _ item: Item, color: String? = nil) {
    obstacles.insert(.around(center, label.width, label.height), tag: item)
    put(label, center: center, owner: .item(item), color: color)
  }

  /// Registers the texts that only some nodes and edges have, so that they are measured.
  mutating func meetMarks() {
    for node in board.asked { _ = questionMark(node) }
    for case .contribution(let slot) in board.spans.keys { _ = contributionLabels(slot) }
  }

  /// The possible labels beside the curve of a gradient, best first.
  private func contributionLabels(_ slot: Item.Slot) -> [Label] {
    guard board.spans[.contribution(slot)] != nil,
      let edge = board.trace.edges(into: slot.to).first(where: { $0.slot == slot.slot })
    else { return [] }
    let (style, trace) = (board.style, board.trace)
    let whole = Notation.row([
      .role(.local, trace.local(of: edge).map { style.notation($0) } ?? .empty), .sign(.times),
      .role(.upstream, style.notation(trace.upstream(of: edge))), .sign(.equals),
      style.notation(trace.contribution(of: edge)),
    ])
    let brief = Notation.row([style.notation(trace.contribution(of: edge))])
    // The result alone, and smaller, is better than nothing.
    return [
      label(whole, size: 17), label(brief, size: 17, isBold: true),
      label(brief, size: 14, isBold: true),
    ]
  }

  private mutating func contribution(_ slot: Item.Slot) {
    guard board.spans[.contribution(slot)] != nil, let curve = flowCurves[slot] else { return }
    for text in contributionLabels(slot) {
      for center in Composer.placesBeside(curve, text) {
        let box = Scene.Box.around(center, text.width, text.height)
        // It may overlap what no step shows together with it.
        guard fits(box),
          obstacles.isFree(
            box, gap: 2, ignoring: { !board.shows($0, with: .contribution(slot)) })
        else { continue }
        return place(text, around: center, .contribution(slot))
      }
    }
    scene.unplaced.append(.contribution(slot))
  }

  /// Centres for a label beside a curve: its middle first, near before far, outside before inside.
  ///
  /// None is so far away that the label could be taken for another curve's.
  private static func placesBeside(_ curve: [Point], _ text: Label) -> [Point] {
    [0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8].flatMap {
      t -> [(Double, Double)] in
      [4.0, 9, 14, 20, 26, 33, 37].map { (t, $0) }
    }
    .sorted { $0.1 < $1.1 }
    .flatMap { t, distance -> [Point] in
      let at = Obstacles.point(of: curve, at: t)
      let chord = Point((curve[0].x + curve[3].x) / 2, (curve[0].y + curve[3].y) / 2)
      let middle = Obstacles.point(of: curve, at: 0.5)
      let (dx, dy) = (middle.x - chord.x, middle.y - chord.y)
      let length = max(0.001, (dx * dx + dy * dy).squareRoot())
      return [1.0, -1.0].map { side in
        let (x, y) = (side * dx / length, side * dy / length)
        // Far enough along the normal that the box clears the curve.
        let away = distance + abs(x) * text.width / 2 + abs(y) * text.height / 2
        return Point(at.x + x * away, at.y + y * away)
      }
    }
  }

  func fits(_ box: Scene.Box) -> Bool {
    box.x >= 12 && box.y >= frame.ceiling && box.x + box.width <= frame.graphRight
      && box.y + box.height <= frame.floor
  }
}

extension Scene.Box {
  /// Returns the box of the given size around a centre.
  static func around(_ center: Point, _ width: Double, _ height: Double) -> Scene.Box {
    .init(x: center.x - width / 2, y: center.y - height / 2, width: width, height: height)
  }
}

extension Item {
  fileprivate var edge: Slot? { if case .edge(let slot) = self { slot } else { nil } }
  fileprivate var flowSlot: Slot? { if case .flow(let slot) = self { slot } else { nil } }
}
