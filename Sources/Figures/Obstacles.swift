import Graphviz
import Storyboards

/// Everything already placed, in a grid, so that looking for free space takes the same time in a
/// figure with 10,000 columns as in one with two.
struct Obstacles {
  /// The lines that something may overlap if there is no other space.
  enum Crossing: Int {
    case none
    /// The curves of gradients, which can be routed around it.
    case flows
    /// Edges as well.
    case lines
  }

  private struct Entry {
    let box: Scene.Box
    let tag: Item?
    /// The first crossing level at which it is no obstacle; `nil` for solid things.
    let yields: Crossing?
    /// The next entry of the same cell, −1 at the end.
    let next: Int32
  }

  private static let cellSize = 24.0
  // Long edges count only near their ends, so that a fan of losses does not block everything.
  private static let sampledEnd = 48
  private static let sampleLength = 4.0

  private let columns: Int
  private let rows: Int
  /// The latest entry of each cell, −1 for an empty one.
  private var heads: [Int32]
  private var entries: [Entry] = []

  /// Creates an empty area; things outside it belong to its outermost cells.
  init(width: Double, height: Double) {
    columns = max(1, Int(width / Self.cellSize) + 1)
    rows = max(1, Int(height / Self.cellSize) + 1)
    heads = Array(repeating: -1, count: columns * rows)
  }

  private func range(_ low: Double, _ high: Double, count: Int) -> ClosedRange<Int> {
    func cell(_ value: Double) -> Int { min(count - 1, max(0, Int(value / Self.cellSize))) }
    return cell(low)...cell(high)
  }

  /// Adds a box; `tag` is the item it belongs to.
  mutating func insert(_ box: Scene.Box, tag: Item? = nil) { insert(box, tag: tag, yields: nil) }

  private mutating func insert(_ box: Scene.Box, tag: Item?, yields: Crossing?) {
    for x in range(box.x, box.x + box.width, count: columns) {
      for y in range(box.y, box.y + box.height, count: rows) {
        entries.append(Entry(box: box, tag: tag, yields: yields, next: heads[y * columns + x]))
        heads[y * columns + x] = Int32(entries.count - 1)
      }
    }
  }

  /// Adds a curve as a row of small boxes; of a long curve only the two ends, near which chips are
  /// placed.
  mutating func insert(_ curve: [Point], tag: Item? = nil) {
    var yields = Crossing.lines
    if case .flow = tag { yields = .flows }
    Obstacles.eachSample(of: curve) { box in
      insert(box, tag: tag, yields: yields)
      return true
    }
  }

  /// Returns whether a box with a margin of `gap` points hits only what is ignored.
  ///
  /// - Parameter crossing: the lines that the box may overlap.
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

  /// Returns whether a curve hits only what is ignored.
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

  /// Returns the tags of everything that a box hits.
  func tags(meeting box: Scene.Box) -> Set<Item> {
    var tags: Set<Item> = []
    visit(box) { if let tag = $0 { tags.insert(tag) } }
    return tags
  }

  /// Visits the tags of everything that a curve hits, each once, until `body` returns false.
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

  /// Visits the tags of everything that a box hits; a line may be visited more than once.
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
  /// - Parameter isWhole: whether the middle of a long segment is visited too.
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

  /// Returns the bounding box of a curve; that of its control points would be larger.
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

  /// Returns the point of a cubic Bézier curve, given by its four points, at `t` from 0 to 1.
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
