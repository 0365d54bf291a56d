import Graphviz
import Storyboards

/// What is already placed, in a grid, so that asking for free room costs the same in a figure of
/// 10,000 columns as in one of two.
struct Obstacles {
  private struct Cell: Hashable {
    let x: Int
    let y: Int
  }

  private struct Entry {
    let box: Scene.Box
    let tag: Item?
  }

  private static let cellSize = 64.0
  private var cells: [Cell: [Entry]] = [:]

  private func cells(of box: Scene.Box) -> [Cell] {
    func index(_ value: Double) -> Int { Int((value / Obstacles.cellSize).rounded(.down)) }
    return (index(box.x)...index(box.x + box.width)).flatMap { x in
      (index(box.y)...index(box.y + box.height)).map { y in Cell(x: x, y: y) }
    }
  }

  /// Adds a box; `tag` names what it belongs to.
  mutating func insert(_ box: Scene.Box, tag: Item? = nil) {
    for cell in cells(of: box) { cells[cell, default: []].append(Entry(box: box, tag: tag)) }
  }

  /// Adds a curve as a row of small boxes; of a long one its two ends, where chips may come.
  mutating func insert(_ curve: [Point], tag: Item? = nil) {
    for point in Obstacles.samples(of: curve) {
      insert(.init(x: point.x - 2, y: point.y - 2, width: 4, height: 4), tag: tag)
    }
  }

  /// Returns whether a box with `gap` points around it meets nothing but what is ignored.
  func isFree(_ box: Scene.Box, gap: Double = 2, ignoring: Set<Item> = []) -> Bool {
    let wide = Scene.Box(
      x: box.x - gap, y: box.y - gap, width: box.width + 2 * gap, height: box.height + 2 * gap)
    return cells(of: wide).allSatisfy { cell in
      (cells[cell] ?? []).allSatisfy { entry in
        if let tag = entry.tag, ignoring.contains(tag) { return true }
        return !entry.box.overlaps(wide, slack: 0)
      }
    }
  }

  /// Returns whether a curve meets nothing but what is ignored.
  func isFree(_ curve: [Point], ignoring: Set<Item>) -> Bool {
    Obstacles.samples(of: curve).allSatisfy {
      isFree(.init(x: $0.x - 2, y: $0.y - 2, width: 4, height: 4), gap: 0, ignoring: ignoring)
    }
  }

  private static func samples(of curve: [Point]) -> [Point] {
    guard let first = curve.first, let last = curve.last, curve.count >= 4 else { return [] }
    let (dx, dy) = (last.x - first.x, last.y - first.y)
    let length = (dx * dx + dy * dy).squareRoot()
    let count = max(8, Int(length / 4))
    // A fan of long edges to one loss is met near its ends only.
    let ends = 48
    return (0...count).filter { $0 <= ends || $0 >= count - ends }.map {
      point(of: curve, at: Double($0) / Double(count))
    }
  }

  /// Returns the point of a cubic Bézier curve at 0 … 1.
  static func point(of curve: [Point], at t: Double) -> Point {
    let s = 1 - t
    let weights = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t]
    return Point(
      zip(weights, curve).reduce(0) { $0 + $1.0 * $1.1.x },
      zip(weights, curve).reduce(0) { $0 + $1.0 * $1.1.y })
  }
}
