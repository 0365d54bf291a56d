import Graphviz

extension [Point] {
  /// Returns the line at a distance to the left of this one.
  ///
  /// All pieces must be horizontal or vertical.
  func parallel(at distance: Double) -> [Point] {
    let corners = withoutRepeats
    let normals = zip(corners, corners.dropFirst()).map { from, to -> Point in
      let (dx, dy) = (to.x - from.x, to.y - from.y)
      let length = (dx * dx + dy * dy).squareRoot()
      return Point(dy / length, -dx / length)
    }
    return corners.enumerated().map { index, corner in
      let before = normals[Swift.max(0, index - 1)]
      let after = normals[Swift.min(normals.count - 1, index)]
      let shift = before == after ? before : Point(before.x + after.x, before.y + after.y)
      return Point(corner.x + distance * shift.x, corner.y + distance * shift.y)
    }
  }

  /// Returns the line as Bézier curves with rounded corners.
  func rounded(by radius: Double) -> [Point] {
    let corners = withoutRepeats
    guard var last = corners.first, let end = corners.last else { return self }
    var way = [last]
    func line(to next: Point) {
      way += [last.moved(towards: next, by: 1 / 3), next.moved(towards: last, by: 1 / 3), next]
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
