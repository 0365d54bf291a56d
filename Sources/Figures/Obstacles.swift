import Graphviz
import Storyboards

/// What is already placed, in a grid, so that asking for free room costs the same in a figure of
/// 10,000 columns as in one of two.
struct Obstacles {
  /// The lines that something may lie on where there is no other room.
  enum Crossing: Int {
    case none
    /// The ways of gradients, which can be led around it.
    case flows
    /// Edges as well.
    case lines
  }

  private struct Entry {
    let box: Scene.Box
    let tag: Item?
    /// From where on it is no obstacle; `nil` for what is solid.
    let yields: Crossing?
    /// The next entry of the same cell, −1 at the end.
    let next: Int32
  }

  private static let cellSize = 24.0
  // Long edges are met near their ends only: a fan of losses is no wall.
  private static let sampledEnd = 48
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
  mutating func insert(_ box: Scene.Box, tag: Item? = nil) { insert(box, tag: tag, yields: nil) }

  private mutating func insert(_ box: Scene.Box, tag: Item?, yields: Crossing?) {
    for x in range(box.x, box.x + box.width, count: columns) {
      for y in range(box.y, box.y + box.height, count: rows) {
        entries.append(Entry(box: box, tag: tag, yields: yields, next: heads[y * columns + x]))
        heads[y * columns + x] = Int32(entries.count - 1)
      }
    }
  }

  /// Adds a curve as a row of small boxes; of a long one its two ends, where chips may come.
  mutating func insert(_ curve: [Point], tag: Item? = nil) {
    var yields = Crossing.lines
    if case .flow = tag { yields = .flows }
    Obstacles.eachSample(of: curve) { box in
      insert(box, tag: tag, yields: yields)
      return true
    }
  }

  /// Returns whether a box with `gap` points around it meets nothing but what is ignored.
  ///
  /// - Parameter crossing: the lines that the box may lie on.
  func isFree(
    _ box: Scene.Box, gap: Double = 2, ignoring isIgnored: (Item) -> Bool = { _ in false },
    crossing: Crossing = .none
  ) -> Bool {
    let wide = Scene.Box(
      x: box.x - gap, y: box.y - gap, width: box.width + 2 * gap, height: box.height + 2 * gap)
    for x in range(wide.x, wide.x + wide.width, count: columns) {
      for y in range(wide.y, wide.y + wide.height, count: rows) {
        var index = heads[y * columns + x]
        while index >= 0 {
          let entry = entries[Int(index)]
          index = entry.next
          guard entry.box.overlaps(wide, slack: 0) else { continue }
          if let yields = entry.yields, yields.rawValue <= crossing.rawValue { continue }
          if let tag = entry.tag, isIgnored(tag) { continue }
          return false
        }
      }
    }
    return true
  }

  /// Returns whether a curve meets nothing but what is ignored.
  func isFree(_ curve: [Point], ignoring isIgnored: (Item) -> Bool, crossing: Crossing = .none)
    -> Bool
  {
    var isFree = true
    Obstacles.eachSample(of: curve) { box in
      isFree = self.isFree(box, gap: 0, ignoring: isIgnored, crossing: crossing)
      return isFree
    }
    return isFree
  }

  /// Returns the tags of all that a box meets.
  func tags(meeting box: Scene.Box) -> Set<Item> {
    var tags: Set<Item> = []
    visit(box) { if let tag = $0 { tags.insert(tag) } }
    return tags
  }

  /// Visits the tags that a curve meets, each once, until `body` returns false.
  func eachTag(meeting curve: [Point], _ body: (Item) -> Bool) {
    var seen: Set<Item> = []
    Obstacles.eachSample(of: curve, isWhole: true) { box in
      var isGoingOn = true
      visit(box) { tag in
        if isGoingOn, let tag, seen.insert(tag).inserted { isGoingOn = body(tag) }
      }
      return isGoingOn
    }
  }

  /// Visits the tags of all that a box meets; a line counts more than once.
  func visit(_ box: Scene.Box, _ body: (Item?) -> Void) {
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

  /// Visits small boxes along each Bézier segment until `body` returns false.
  ///
  /// - Parameter isWhole: whether the middle of a long one is visited too.
  private static func eachSample(
    of curve: [Point], isWhole: Bool = false, _ body: (Scene.Box) -> Bool
  ) {
    for start in stride(from: 0, to: curve.count - 3, by: 3) {
      let segment = curve[start...start + 3]
      let (first, last) = (curve[start], curve[start + 3])
      let (dx, dy) = (last.x - first.x, last.y - first.y)
      let count = max(8, Int((dx * dx + dy * dy).squareRoot() / sampleLength))
      var index = 0
      while index <= count {
        let at = point(of: segment, at: Double(index) / Double(count))
        if !body(.init(x: at.x - 2, y: at.y - 2, width: 4, height: 4)) { return }
        index += 1
        if !isWhole, index > sampledEnd, index < count - sampledEnd { index = count - sampledEnd }
      }
    }
  }

  /// Returns the box around a curve; that of its control points would be larger.
  static func bounds(of curve: [Point]) -> Scene.Box {
    var (low, high) = (Point(.infinity, .infinity), Point(-.infinity, -.infinity))
    for start in stride(from: 0, to: curve.count - 3, by: 3) {
      for index in 0...16 {
        let at = point(of: curve[start...start + 3], at: Double(index) / 16)
        low = Point(min(low.x, at.x), min(low.y, at.y))
        high = Point(max(high.x, at.x), max(high.y, at.y))
      }
    }
    return .init(x: low.x, y: low.y, width: high.x - low.x, height: high.y - low.y)
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
