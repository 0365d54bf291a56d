import Graphviz
import Storyboards

/// Boxes of items in a grid, so that asking for what is near costs the same in a figure of 10,000
/// columns as in one of two.
struct ItemIndex {
  private struct Entry {
    let box: Scene.Box
    let tag: Item
    /// The next entry of the same cell, −1 at the end.
    let next: Int32
  }

  private static let cellSize = 24.0
  private static let sampleLength = 4.0

  private let columns: Int
  private let rows: Int
  /// The latest entry of each cell, −1 for an empty one.
  private var heads: [Int32]
  private var entries: [Entry] = []

  /// Creates an empty area; what lies outside of it counts to its outermost cells.
  init(width: Double, height: Double) {
    columns = max(1, Int(width / Self.cellSize) + 1)
    rows = max(1, Int(height / Self.cellSize) + 1)
    heads = Array(repeating: -1, count: columns * rows)
  }

  private func range(_ low: Double, _ high: Double, count: Int) -> ClosedRange<Int> {
    func cell(_ value: Double) -> Int { min(count - 1, max(0, Int(value / Self.cellSize))) }
    return cell(low)...cell(high)
  }

  /// Adds a box; `tag` names what it belongs to.
  mutating func insert(_ box: Scene.Box, tag: Item) {
    for x in range(box.x, box.x + box.width, count: columns) {
      for y in range(box.y, box.y + box.height, count: rows) {
        entries.append(Entry(box: box, tag: tag, next: heads[y * columns + x]))
        heads[y * columns + x] = Int32(entries.count - 1)
      }
    }
  }

  /// Returns the tags of all that a box meets.
  func tags(meeting box: Scene.Box) -> Set<Item> {
    var tags: Set<Item> = []
    visit(box) { tags.insert($0) }
    return tags
  }

  /// Visits the tags that a curve meets, each once.
  ///
  /// - Parameter margin: how near the curve counts, in points.
  func eachTag(meeting curve: [Point], within margin: Double, _ body: (Item) -> Void) {
    var seen: Set<Item> = []
    ItemIndex.eachSample(of: curve) { at in
      let box = Scene.Box(
        x: at.x - margin, y: at.y - margin, width: 2 * margin, height: 2 * margin)
      visit(box) { tag in if seen.insert(tag).inserted { body(tag) } }
    }
  }

  /// Visits the tags of all that a box meets, some more than once.
  private func visit(_ box: Scene.Box, _ body: (Item) -> Void) {
    for x in range(box.x, box.x + box.width, count: columns) {
      for y in range(box.y, box.y + box.height, count: rows) {
        var index = heads[y * columns + x]
        while index >= 0 {
          let entry = entries[Int(index)]
          if entry.box.overlaps(box, slack: 0) { body(entry.tag) }
          index = entry.next
        }
      }
    }
  }

  /// Visits points along each Bézier segment.
  private static func eachSample(of curve: [Point], _ body: (Point) -> Void) {
    for start in stride(from: 0, to: curve.count - 3, by: 3) {
      let segment = curve[start...start + 3]
      let length = curve[start].distance(to: curve[start + 3])
      let count = max(8, Int(length / sampleLength))
      for index in 0...count { body(point(of: segment, at: Double(index) / Double(count))) }
    }
  }

  /// Returns the point of a cubic Bézier curve, by its four points, at 0 … 1.
  static func point<Points: RandomAccessCollection<Point>>(of curve: Points, at t: Double) -> Point
  where Points.Index == Int {
    let s = 1 - t
    let (a, b, c, d) = (s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t)
    let first = curve.startIndex
    return Point(
      a * curve[first].x + b * curve[first + 1].x + c * curve[first + 2].x + d * curve[first + 3].x,
      a * curve[first].y + b * curve[first + 1].y + c * curve[first + 2].y + d * curve[first + 3].y)
  }
}
