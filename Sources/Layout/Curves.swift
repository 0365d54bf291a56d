/// Cubic Bézier curves.
public enum Curves {
  /// Returns the cubic curves along a route, with rounded corners, one curve for each part between
  /// interruptions.
  ///
  ///     Curves.along(layout.routes[edge].corners, radius: 4)  // one curve of 3·n + 1 points
  ///
  /// - Parameters:
  ///   - corners: from the first to the last point.
  ///   - radius: the distance from a corner at which the curve starts to turn; less on short sides.
  ///   - gaps: points on the route around which the line is interrupted.
  ///   - width: the width of an interruption.
  /// - Returns: one list of points for each piece; each has 3·n + 1 points for n curves.
  public static func along(
    _ corners: [Layout.Point], radius: Double, gaps: [Layout.Point] = [], width: Double = 7
  ) -> [[Layout.Point]] {
    pieces(of: corners, gaps, width).map { rounded($0, radius) }
  }

  /// Cuts a polyline around each gap on it.
  private static func pieces(
    of corners: [Layout.Point], _ gaps: [Layout.Point], _ width: Double
  ) -> [[Layout.Point]] {
    guard let first = corners.first else { return [] }
    var pieces: [[Layout.Point]] = []
    var current = [first]
    for (from, to) in zip(corners, corners.dropFirst()) {
      let side = Layout.Stroke(from, to, isOwn: true)
      let length = max(0.001, side.length)
      let cuts = gaps.filter { side.box.outset(by: 0.1).contains($0) && side.isLevel }
        .map { $0.distance(to: from) / length }.sorted()
      for cut in cuts {
        let (end, start) = (cut - width / 2 / length, cut + width / 2 / length)
        if end > 0 { current.append(side.point(at: end)) }
        if current.count > 1 { pieces.append(current) }
        current = start < 1 ? [side.point(at: start)] : []
      }
      current.append(to)
    }
    if current.count > 1 { pieces.append(current) }
    return pieces
  }

  private static func rounded(_ corners: [Layout.Point], _ radius: Double) -> [Layout.Point] {
    var curve = [corners[0]]
    func line(to end: Layout.Point) {
      let start = curve[curve.count - 1]
      let side = Layout.Stroke(start, end, isOwn: true)
      curve += [side.point(at: 1.0 / 3), side.point(at: 2.0 / 3), end]
    }
    for index in corners.indices.dropFirst().dropLast() {
      let corner = corners[index]
      let (before, after) = (corners[index - 1], corners[index + 1])
      let (coming, going) = (corner.distance(to: before), corner.distance(to: after))
      let reach = min(radius, coming / 2, going / 2)
      guard reach > 0.01 else { continue }
      let start = Layout.Stroke(corner, before, isOwn: true).point(at: reach / coming)
      let end = Layout.Stroke(corner, after, isOwn: true).point(at: reach / going)
      line(to: start)
      // The control points of a quarter of a circle.
      let circle = 0.5523
      curve += [
        Layout.Stroke(start, corner, isOwn: true).point(at: circle),
        Layout.Stroke(end, corner, isOwn: true).point(at: circle), end,
      ]
    }
    line(to: corners[corners.count - 1])
    return curve
  }

  /// Returns a point on a cubic curve given by four points.
  public static func point(of curve: [Layout.Point], at part: Double) -> Layout.Point {
    let rest = 1 - part
    let weights = [
      rest * rest * rest, 3 * rest * rest * part, 3 * rest * part * part, part * part * part,
    ]
    return Layout.Point(
      zip(curve, weights).map { $0.x * $1 }.reduce(0, +),
      zip(curve, weights).map { $0.y * $1 }.reduce(0, +))
  }

  static func samples(of curve: [Layout.Point], count: Int) -> [Layout.Point] {
    (0...count).map { point(of: curve, at: Double($0) / Double(count)) }
  }
}
