import Layout

/// Plane geometry for the checker, independent of the module's.
enum Plane {
  typealias Point = Layout.Point
  typealias Box = Layout.Box

  static func distance(_ point: Point, _ start: Point, _ end: Point) -> Double {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let square = dx * dx + dy * dy
    let part =
      square == 0
      ? 0 : max(0, min(1, ((point.x - start.x) * dx + (point.y - start.y) * dy) / square))
    let (x, y) = (start.x + part * dx - point.x, start.y + part * dy - point.y)
    return (x * x + y * y).squareRoot()
  }

  static func distance(_ point: Point, _ box: Box) -> Double {
    let x = max(box.left - point.x, 0, point.x - box.right)
    let y = max(box.top - point.y, 0, point.y - box.bottom)
    return (x * x + y * y).squareRoot()
  }

  static func distance(_ first: Box, _ second: Box) -> Double {
    let x = max(first.left - second.right, 0, second.left - first.right)
    let y = max(first.top - second.bottom, 0, second.top - first.bottom)
    return (x * x + y * y).squareRoot()
  }

  /// Points around an outline.
  static func rim(_ box: Box, isEllipse: Bool) -> [Point] {
    guard isEllipse else {
      return [
        Point(box.left, box.top), Point(box.right, box.top), Point(box.right, box.bottom),
        Point(box.left, box.bottom), Point(box.left, box.top),
      ]
    }
    return unitCircle.map {
      Point(box.center.x + $0.x * box.width / 2, box.center.y + $0.y * box.height / 2)
    }
  }

  /// A polygon of 64 corners, by rotation.
  private static let unitCircle: [Point] = {
    let (cosine, sine) = (0.995184726672197, 0.0980171403295606)
    var points = [Point(1, 0)]
    for _ in 0..<64 {
      let last = points[points.count - 1]
      points.append(Point(last.x * cosine - last.y * sine, last.x * sine + last.y * cosine))
    }
    return points
  }()

  /// The distance of a box from an outline.
  static func distance(_ box: Box, toOutline outline: Box, isEllipse: Bool) -> Double {
    guard isEllipse else { return distance(box, outline) }
    if distance(outline.center, box) == 0 { return 0 }
    let rim = rim(outline, isEllipse: true)
    return zip(rim, rim.dropFirst()).map { distance($0, $1, box) }.min() ?? 0
  }

  private static func distance(_ start: Point, _ end: Point, _ box: Box) -> Double {
    let corners = rim(box, isEllipse: false)
    return min(
      distance(start, box), distance(end, box),
      corners.map { distance($0, start, end) }.min() ?? .infinity)
  }

  /// The distance of a straight line from an outline; 0 if the line crosses it.
  static func distance(
    ofLine start: Point, _ end: Point, toOutline outline: Box, isEllipse: Bool
  ) -> Double {
    let rim = rim(outline, isEllipse: isEllipse)
    if crosses(start, end, outline), !isEllipse { return 0 }
    if isEllipse {
      let (a, b) = (outline.width / 2, outline.height / 2)
      func scaled(_ point: Point) -> Point {
        Point((point.x - outline.center.x) / a, (point.y - outline.center.y) / b)
      }
      if distance(Point(0, 0), scaled(start), scaled(end)) < 1 { return 0 }
    }
    let toLine = rim.map { distance($0, start, end) }.min() ?? 0
    return min(
      toLine,
      zip(rim, rim.dropFirst()).map { min(distance(start, $0, $1), distance(end, $0, $1)) }.min()
        ?? 0)
  }

  /// Whether a line crosses the inside of a box.
  static func crosses(_ start: Point, _ end: Point, _ box: Box) -> Bool {
    var (low, high) = (0.0, 1.0)
    for (from, step, least, most) in [
      (start.x, end.x - start.x, box.left, box.right),
      (start.y, end.y - start.y, box.top, box.bottom),
    ] {
      if abs(step) < 1e-9 {
        if from <= least || from >= most { return false }
        continue
      }
      let (one, other) = ((least - from) / step, (most - from) / step)
      low = max(low, min(one, other))
      high = min(high, max(one, other))
    }
    return low < high - 1e-9
  }

  /// Where two lines cross, slightly inside the ends of both; `nil` for parallel ones.
  static func crossing(
    _ first: (Point, Point), _ second: (Point, Point)
  ) -> Point? {
    let (ax, ay) = (first.1.x - first.0.x, first.1.y - first.0.y)
    let (bx, by) = (second.1.x - second.0.x, second.1.y - second.0.y)
    let cross = ax * by - ay * bx
    guard abs(cross) > 1e-9 else { return nil }
    let (dx, dy) = (second.0.x - first.0.x, second.0.y - first.0.y)
    let (one, other) = ((dx * by - dy * bx) / cross, (dx * ay - dy * ax) / cross)
    let (hairOne, hairOther) = (
      0.02 / (ax * ax + ay * ay).squareRoot(), 0.02 / (bx * bx + by * by).squareRoot()
    )
    guard one > hairOne, one < 1 - hairOne, other > hairOther, other < 1 - hairOther else {
      return nil
    }
    return Point(first.0.x + one * ax, first.0.y + one * ay)
  }
}

/// Finds what overlaps a box; the checker has this index of its own.
struct Shelves {
  private var shelves: [Int: [Int]] = [:]
  private var boxes: [Layout.Box] = []
  private static let width = 80.0

  private func range(_ box: Layout.Box) -> ClosedRange<Int> {
    Int((box.left / Self.width).rounded(.down))...Int((box.right / Self.width).rounded(.down))
  }

  mutating func add(_ box: Layout.Box) {
    for shelf in range(box) { shelves[shelf, default: []].append(boxes.count) }
    boxes.append(box)
  }

  /// The items that touch a box, each once.
  func touching(_ box: Layout.Box) -> [Int] {
    var found: Set<Int> = []
    for shelf in range(box) {
      for index in shelves[shelf, default: []]
      where boxes[index].left <= box.right && box.left <= boxes[index].right
        && boxes[index].top <= box.bottom && box.top <= boxes[index].bottom
      {
        found.insert(index)
      }
    }
    return found.sorted()
  }
}
