/// Finds orders in which adjacent lines cross least.
enum Ordering {
  static let mostExact = 9

  /// Returns the order of `count` lines with the least total cost.
  ///
  /// The result is exact for up to nine lines; for more, lines are sorted by their cost before and
  /// after all others, and neighbors are swapped while that reduces the cost.
  ///
  /// - Parameter cost: the cost of the first line coming before the second.
  /// - Complexity: O(2ⁿ·n²) for n ≤ 9, else O(n³) in the worst case.
  static func best(_ count: Int, cost: (Int, Int) -> Double) -> [Int] {
    guard count > 1 else { return Array(0..<count) }
    let costs = (0..<count).map { first in
      (0..<count).map { second in first == second ? 0 : cost(first, second) }
    }
    return count <= mostExact ? exact(costs) : near(costs)
  }

  private static func exact(_ costs: [[Double]]) -> [Int] {
    let count = costs.count
    var least = [Double](repeating: .infinity, count: 1 << count)
    var last = [Int](repeating: 0, count: 1 << count)
    least[0] = 0
    for set in 0..<(1 << count) where least[set] < .infinity {
      for next in 0..<count where set & 1 << next == 0 {
        var total = least[set]
        for before in 0..<count where set & 1 << before != 0 { total += costs[before][next] }
        if total < least[set | 1 << next] {
          least[set | 1 << next] = total
          last[set | 1 << next] = next
        }
      }
    }
    var order: [Int] = []
    var set = (1 << count) - 1
    while set != 0 {
      order.append(last[set])
      set &= ~(1 << last[set])
    }
    return order.reversed()
  }

  private static func near(_ costs: [[Double]]) -> [Int] {
    let count = costs.count
    let weights = (0..<count).map { line in
      (0..<count).reduce(0.0) { $0 + costs[line][$1] - costs[$1][line] }
    }
    var order = (0..<count).sorted { (weights[$0], $0) < (weights[$1], $1) }
    for _ in 0..<count {
      var hasChanged = false
      for index in 1..<count {
        let (before, after) = (order[index - 1], order[index])
        if costs[after][before] < costs[before][after] {
          order.swapAt(index - 1, index)
          hasChanged = true
        }
      }
      if !hasChanged { break }
    }
    return order
  }

  /// Returns the lowest free track for each interval, in the order of their starts.
  ///
  /// - Complexity: O(n·k), n the number of intervals and k the number of tracks.
  static func tracks(of intervals: [ClosedRange<Double>], apart gap: Double) -> [Int] {
    var ends: [Double] = []
    var tracks = intervals.map { _ in 0 }
    let order = intervals.indices.sorted {
      (intervals[$0].lowerBound, $0) < (intervals[$1].lowerBound, $1)
    }
    for index in order {
      let interval = intervals[index]
      let track = ends.firstIndex { $0 + gap < interval.lowerBound } ?? ends.count
      if track == ends.count {
        ends.append(interval.upperBound)
      } else {
        ends[track] = interval.upperBound
      }
      tracks[index] = track
    }
    return tracks
  }
}
