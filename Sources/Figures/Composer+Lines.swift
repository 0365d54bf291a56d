import Graphviz
import Layout
import Storyboards

/// The lines of the graph along their routes, the ways of gradients back, and what they contribute.
extension Composer {
  // How long arrow heads are.
  private static let edgeHead = 7.0
  private static let flowHead = 10.0
  private static let joint = 5.0
  // Around a contribution, where it lies on its line.
  private static let halo = 2.0

  mutating func composeLines() {
    for (index, line) in drawn.lines.enumerated() {
      arrow(
        path(of: index), head: Self.edgeHead, line.isCut ? .cutEdge : .edge, line.edge, line.link)
    }
    composeJoints()
    for (index, line) in drawn.lines.enumerated() {
      let back = Scene.Link(
        tail: line.link.head, head: line.link.tail, number: line.link.number,
        carried: line.link.carried)
      for slot in line.slots where board.spans[.flow(slot)] != nil {
        arrow(wayBack(of: index), head: Self.flowHead, .flow, .flow(slot), back)
      }
      if let flow = line.flow, board.spans[flow] != nil {
        arrow(wayBack(of: index), head: Self.flowHead, .flow, flow, back)
      }
    }
  }

  private mutating func composeJoints() {
    guard !layout.joints.isEmpty else { return }
    var items: [Int: [Item]] = [:]
    for (line, bus) in zip(drawn.lines, layout.buses) {
      if let bus { items[bus, default: []].append(line.edge) }
    }
    for (index, joint) in layout.joints.enumerated() {
      shape(
        .ellipse, .joint, center: Point(joint.point), width: Self.joint, height: Self.joint,
        owner: scenery(.joint(index + 1), with: items[joint.bus] ?? []))
    }
  }

  mutating func composeContributions() {
    for (index, line) in drawn.lines.enumerated() {
      guard let contribution = texts.contributions[index] else { continue }
      let text = contribution.text
      guard let middle = layout.routes[index].contribution else {
        scene.unplaced.append(contribution.item)
        continue
      }
      shape(
        .rectangle, .halo(inCell: layout.routes[index].isContributionInCell), center: Point(middle),
        width: text.width + 2 * Self.halo, height: text.height + Self.halo,
        owner: .item(contribution.item))
      // A local gradient has the colour of the forward pass.
      let isLocal = line.total != nil
      put(
        text, center: Point(middle), owner: .item(contribution.item),
        color: isLocal ? theme.forwardText : nil)
    }
  }

  // MARK: Curves

  /// The curve of a line, with a hop over each line that it crosses.
  private func path(of index: Int) -> [Point] {
    let route = layout.routes[index]
    return route.corners.map { Point($0) }
      .rounded(
        by: texts.scale.corner, hops: layout.interruptions(of: index).map { Point($0) })
  }

  /// The curve of a gradient: beside a straight line, or along a route.
  private func wayBack(of index: Int) -> [Point] {
    let route = layout.routes[index]
    if let flow = route.flow { return flow.map { Point($0) } }
    return route.corners.reversed().map { Point($0) }
      .rounded(
        by: texts.scale.corner, hops: layout.interruptions(of: index).map { Point($0) })
  }

  private mutating func arrow(
    _ curve: [Point], head: Double, _ look: Scene.Look, _ item: Item, _ link: Scene.Link
  ) {
    guard let end = curve.last, curve.count >= 4 else { return }
    var points = curve
    // The direction in which the curve arrives; a control point may lie on the end.
    let before = curve.dropLast().last { $0.distance(to: end) > 0.01 } ?? curve[0]
    let length = max(0.001, before.distance(to: end))
    func back(by distance: Double) -> Point {
      Point(
        end.x - distance * (end.x - before.x) / length,
        end.y - distance * (end.y - before.y) / length)
    }
    // A hair before the outline, so that its line stays whole.
    let tip = back(by: 1)
    points[curve.count - 1] = back(by: head + 1)
    // The control points of a straight end, or else they might lie beyond it.
    let (start, stop) = (curve[curve.count - 4], points[curve.count - 1])
    let isStraight = curve.suffix(3).allSatisfy { point in
      abs((point.x - start.x) * (end.y - start.y) - (point.y - start.y) * (end.x - start.x)) < 0.01
    }
    if isStraight {
      for (place, share) in [(curve.count - 3, 1 / 3.0), (curve.count - 2, 2 / 3.0)] {
        points[place] = Point(
          start.x + share * (stop.x - start.x), start.y + share * (stop.y - start.y))
      }
    }
    scene.things.append(
      .init(
        owner: .item(item), ink: .curve(points, tip: tip, look), box: Scene.Box(around: curve),
        link: link))
  }
}
