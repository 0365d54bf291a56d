/// Finds the boxes near a rectangle, using buckets from left to right.
struct BoxIndex {
  private var buckets: [[Int32]]
  private var boxes: [Layout.Box] = []
  private var owners: [Int] = []
  private let left: Double
  private static let width = 96.0

  init(over bounds: Layout.Box) {
    left = bounds.left
    buckets = Array(repeating: [], count: max(1, Int(bounds.width / Self.width) + 2))
  }

  private func range(_ box: Layout.Box) -> ClosedRange<Int> {
    func bucket(_ x: Double) -> Int {
      min(buckets.count - 1, max(0, Int((x - left) / Self.width)))
    }
    return bucket(box.left)...max(bucket(box.left), bucket(box.right))
  }

  /// - Parameter owner: the edge that the box belongs to, −1 for none.
  mutating func insert(_ box: Layout.Box, owner: Int = -1) {
    for bucket in range(box) { buckets[bucket].append(Int32(boxes.count)) }
    boxes.append(box)
    owners.append(owner)
  }

  /// Returns whether anything overlaps the rectangle, apart from what the caller exempts.
  func hasOverlap(
    with box: Layout.Box, except isIgnored: (Layout.Box, Int) -> Bool = { _, _ in false }
  ) -> Bool {
    for bucket in range(box) {
      for index in buckets[bucket].lazy.map(Int.init) where boxes[index].overlaps(box) {
        if !isIgnored(boxes[index], owners[index]) { return true }
      }
    }
    return false
  }
}
