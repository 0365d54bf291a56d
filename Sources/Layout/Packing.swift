/// Places things in a row without overlap, each near its preferred position.
enum Packing {
  struct Item {
    let node: Int
    var wish: Double
    let left: Double
    let right: Double
  }

  /// - Parameters:
  ///   - items: the things, in their order.
  ///   - lines: the lines that the things must clear, from left to right.
  static func packed(
    _ items: [Item], around lines: [Double] = [], apart gap: Double, line: Double = 0
  ) -> [(node: Int, x: Double)] {
    // Things that would overlap are centered together.
    struct Group {
      var items: [Item]
      var offsets: [Double]
      var start: Double
    }
    var groups: [Group] = []
    for item in items {
      var group = Group(items: [item], offsets: [0], start: item.wish)
      while let last = groups.last, let lastItem = last.items.last,
        let lastOffset = last.offsets.last,
        let first = group.items.first
      {
        let step = lastItem.right + gap + first.left
        guard last.start + lastOffset + step > group.start else { break }
        groups.removeLast()
        let shift = lastOffset + step
        let offsets = last.offsets + group.offsets.map { $0 + shift }
        let all = last.items + group.items
        let start = zip(all, offsets).map { $0.wish - $1 }.reduce(0, +) / Double(all.count)
        group = Group(items: all, offsets: offsets, start: start)
      }
      groups.append(group)
    }
    var placed: [(node: Int, x: Double)] = []
    var edge = -Double.infinity
    for group in groups {
      for (item, offset) in zip(group.items, group.offsets) {
        let x = clear(
          max(group.start + offset, edge + gap + item.left), item, lines, from: edge + gap, line)
        placed.append((item.node, x))
        edge = x + item.right
      }
    }
    return placed
  }

  /// Returns the nearest position at which a thing is clear of all lines.
  private static func clear(
    _ wish: Double, _ item: Item, _ lines: [Double], from edge: Double, _ gap: Double
  ) -> Double {
    func isClear(_ x: Double) -> Bool {
      guard x - item.left >= edge - 0.001 else { return false }
      let next = lines.partitioningIndex(above: x - item.left - gap + 0.001)
      return next == lines.count || lines[next] >= x + item.right + gap - 0.001
    }
    if isClear(wish) { return wish }
    let beside = lines.flatMap { [$0 - item.right - gap, $0 + item.left + gap] }
    return beside.filter(isClear).min { abs($0 - wish) < abs($1 - wish) } ?? wish
  }
}

extension [Double] {
  /// Returns the index of the first element of a sorted array that is greater than a number.
  func partitioningIndex(above limit: Double) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] > limit { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
