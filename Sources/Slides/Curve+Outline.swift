import Graphviz

/// The outline of a line as programs other than the library draw it.
extension Element.Curve {
  /// A piece of a line, from the end of the piece before.
  public enum Piece: Hashable, Sendable {
    /// A straight line to a point.
    case line(to: Point)
    /// A Bézier curve with two control points.
    case curve(Point, Point, to: Point)
  }

  /// The pieces of the line, straight ones as lines.
  ///
  ///     curve.pieces  // [.line(to: (60, 100))] for points on a straight line
  public var pieces: [Piece] {
    stride(from: 3, to: points.count, by: 3).map { end in
      let (start, one, two, stop) = (
        points[end - 3], points[end - 2], points[end - 1], points[end]
      )
      return one.isOnLine(from: start, to: stop) && two.isOnLine(from: start, to: stop)
        ? .line(to: stop) : .curve(one, two, to: stop)
    }
  }

  /// How far the outline of the head goes beyond its tip, for a line of one point: the head is a
  /// triangle 0.7 times as wide as it is long, with mitred corners.
  private static let reach = (1 + 1 / (0.35 * 0.35)).squareRoot() / 2

  /// How far the head with its outline goes beyond the tip, in points.
  public var headReach: Double { Self.reach * stroke.width }

  /// The corners of the head with its outline: one end of the base, the tip, the other end. Empty
  /// without a head.
  ///
  ///     curve.head.count  // 3
  public var head: [Point] {
    guard let tip, let end = points.last else { return [] }
    let (dx, dy) = (tip.x - end.x, tip.y - end.y)
    let distance = (dx * dx + dy * dy).squareRoot()
    guard distance > 0 else { return [] }
    let base = headLength + stroke.width / 2
    let half = 0.35 * (base + headReach)
    func corner(_ along: Double, _ across: Double) -> Point {
      Point(
        tip.x + (dx * along - dy * across) / distance,
        tip.y + (dy * along + dx * across) / distance)
    }
    return [corner(-base, half), corner(headReach, 0), corner(-base, -half)]
  }
}

extension Point {
  /// Whether it is on a straight line, but for what two decimals leave out.
  fileprivate func isOnLine(from start: Point, to end: Point) -> Bool {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 0 else { return abs(x - start.x) < 0.02 && abs(y - start.y) < 0.02 }
    let area = dx * (y - start.y) - dy * (x - start.x)
    let along = dx * (x - start.x) + dy * (y - start.y)
    return abs(area) / length < 0.02 && along >= -0.02 && along <= length * length + 0.02
  }
}
