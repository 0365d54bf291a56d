/// Finds the boxes near a rectangle, using square buckets.
struct BoxIndex {
  private var buckets: [[Int32]]
  private var boxes: [Layout.Box] = []
  private var owners: [Int] = []
  private let left: Double
  private let top: Double
  private let columns: Int
  private let rows: Int
  private static let side = 96.0

  init(over bounds: Layout.Box) {
    (left, top) = (bounds.left, bounds.top)
    columns = max(1, Int(bounds.width / Self.side) + 2)
    rows = max(1, Int(bounds.height / Self.side) + 2)
    buckets = Array(repeating: [], count: columns * rows)
  }

  /// The buckets that a rectangle is in; what is outside the bounds is in those at their edge.
  private func range(_ box: Layout.Box) -> (x: ClosedRange<Int>, y: ClosedRange<Int>) {
    func bucket(_ place: Double, of count: Int) -> Int {
      min(count - 1, max(0, Int(place / Self.side)))
    }
    func range(_ low: Double, _ high: Double, of count: Int) -> ClosedRange<Int> {
      let first = bucket(low, of: count)
      return first...max(first, bucket(high, of: count))
    }
    return (
      range(box.left - left, box.right - left, of: columns),
      range(box.top - top, box.bottom - top, of: rows)
    )
  }

  /// - Parameter owner: the edge that the box belongs to, −1 for none.
  mutating func insert(_ box: Layout.Box, owner: Int = -1) {
    let (x, y) = range(box)
    for row in y {
      for column in x { buckets[row * columns + column].append(Int32(boxes.count)) }
    }
    boxes.append(box)
    owners.append(owner)
  }

  /// Returns whether anything overlaps the rectangle, apart from what the caller exempts.
  func hasOverlap(
    with box: Layout.Box, except isIgnored: (Layout.Box, Int) -> Bool = { _, _ in false }
  ) -> Bool {
    let (x, y) = range(box)
    for row in y {
      for column in x {
        for index in buckets[row * columns + column].lazy.map(Int.init)
        where boxes[index].overlaps(box) {
          if !isIgnored(boxes[index], owners[index]) { return true }
        }
      }
    }
    return false
  }
}
