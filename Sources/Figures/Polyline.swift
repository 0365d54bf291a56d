import Graphviz

extension [Point] {
  // Half the width of a hop over another line, and how near it may be to the end of its part.
  private static let hop = 4.0
  private static let hopMargin = 1.0

  /// The line as Bézier curves, its corners rounded, with a hop over each of the given points.
  func rounded(by radius: Double, hops: [Point] = []) -> [Point] {
    let corners = withoutRepeats
    guard var last = corners.first, let end = corners.last else { return self }
    var way = [last]
    func straight(to next: Point) {
      way += [last.moved(towards: next, by: 1 / 3), next.moved(towards: last, by: 1 / 3), next]
      last = next
    }
    func line(to next: Point) {
      let reach = Self.hop + Self.hopMargin
      let (left, right) = (Swift.min(last.x, next.x) + reach, Swift.max(last.x, next.x) - reach)
      var over = hops.filter {
        abs($0.y - last.y) < 0.5 && abs(next.y - last.y) < 0.5 && $0.x >= left && $0.x <= right
      }.map(\.x).sorted()
      let sign = next.x < last.x ? -1.0 : 1.0
      if sign < 0 { over.reverse() }
      for (index, x) in over.enumerated() {
        // Lines that are closer than a hop is wide share it.
        if index > 0, abs(x - over[index - 1]) < 2 * Self.hop { continue }
        let (from, to) = (x - sign * Self.hop, x + sign * Self.hop)
        straight(to: Point(from, last.y))
        let (y, k) = (last.y, 0.55 * Self.hop)
        way += [
          Point(from, y - k), Point(x - sign * k, y - Self.hop), Point(x, y - Self.hop),
          Point(x + sign * k, y - Self.hop), Point(to, y - k), Point(to, y),
        ]
        last = Point(to, y)
      }
      straight(to: next)
    }
    for index in corners.indices.dropFirst().dropLast() {
      let (before, corner, after) = (corners[index - 1], corners[index], corners[index + 1])
      let (incoming, outgoing) = (before.distance(to: corner), corner.distance(to: after))
      let bend = Swift.min(radius, incoming / 2, outgoing / 2)
      let entry = corner.moved(towards: before, by: bend / incoming)
      let exit = corner.moved(towards: after, by: bend / outgoing)
      line(to: entry)
      way += [entry.moved(towards: corner, by: 0.55), exit.moved(towards: corner, by: 0.55), exit]
      last = exit
    }
    line(to: end)
    return way
  }

  private var withoutRepeats: [Point] {
    reduce(into: []) { points, next in
      if points.last.map({ $0.distance(to: next) > 0.01 }) ?? true { points.append(next) }
    }
  }
}

extension Point {
  /// Returns the point at a fraction of the way to another.
  func moved(towards other: Point, by share: Double) -> Point {
    Point(x + (other.x - x) * share, y + (other.y - y) * share)
  }

  func distance(to other: Point) -> Double {
    let (dx, dy) = (other.x - x, other.y - y)
    return (dx * dx + dy * dy).squareRoot()
  }
}
