import Graphviz
import Storyboards

/// The lines between shared parameters and the nodes that read them.
extension Composer {
  static let parameterSize = 20.0

  /// Draws the line of an edge, or the gradient's path back beside it.
  mutating func parameterLine(_ slot: Item.Slot, isFlow: Bool) {
    guard let side = entry(of: slot) else { return }
    let end = rim(of: slot.to, at: side)
    var corners = layout.parameters.corners(from: slot.from, to: slot.to, end: end)
    guard corners.count > 1 else { return }
    if isFlow {
      corners = corners.parallel(at: ParameterColumn.flowDistance).reversed()
      corners[0] = rim(of: slot.to, at: side - ParameterColumn.flowDistance)
      // A label beside the curve is near the reader.
      let nearby = Point(corners[1].x - 40, corners[1].y)
      flowCurves[slot] = [corners[0], corners[1], corners[1], nearby]
    }
    let way = corners.rounded(by: 7)
    arrow(way, head: isFlow ? 10 : 7, isFlow ? .flow : .edge, slot)
  }

  /// How far to the right of its reader's middle a parameter's line enters it from below: away from
  /// the reader's other edges.
  private func entry(of slot: Item.Slot) -> Double? {
    guard let center = layout.centers[slot.to], let (halfWidth, _) = reach[slot.to] else {
      return nil
    }
    let parameters = layout.parameters.parameters(of: slot.to, in: graph)
    guard let index = parameters.firstIndex(of: slot.from) else { return nil }
    var taken = graph.operands(of: slot.to).compactMap { operand -> Double? in
      guard !layout.parameters.contains(operand), let other = layout.centers[operand],
        other.y > center.y
      else { return nil }
      let (dx, dy) = (other.x - center.x, other.y - center.y)
      return dx / (dx * dx + dy * dy).squareRoot()
    }
    var entries: [Double] = []
    for _ in parameters {
      let candidates = (-7...7).map { Double($0) / 10 }
      func distance(_ place: Double) -> Double { taken.map { abs($0 - place) }.min() ?? -place }
      guard let best = candidates.max(by: { distance($0) < distance($1) }) else { break }
      entries.append(best)
      taken.append(best)
    }
    return entries.sorted()[index] * halfWidth
  }

  /// The point on a node's lower outline at a distance to the right of its middle.
  private func rim(of node: Int, at x: Double) -> Point {
    let center = layout.centers[node] ?? Point(0, 0)
    let (halfWidth, halfHeight) = reach[node] ?? (1, 1)
    let share = isBoxed(node) ? 0 : min(1, abs(x / halfWidth))
    return Point(center.x + x, center.y + halfHeight * (1 - share * share).squareRoot() + 1)
  }
}
