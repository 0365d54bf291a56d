extension Nets {
  /// Returns the track of each passage in its corridor, 0 the leftmost, and the number of tracks in
  /// each corridor.
  func passageTracks(_ order: Order, columns: Int) -> (tracks: [Int], counts: [[Int]]) {
    var groups = [[Int]](repeating: [], count: 2 * (columns + 1))
    for (index, passage) in passages.enumerated() {
      groups[2 * passage.column + (passage.side == .left ? 0 : 1)].append(index)
    }
    var tracks = passages.map { _ in 0 }
    var counts = [[Int]](repeating: [0, 0], count: columns + 1)
    for (group, members) in groups.enumerated() where !members.isEmpty {
      let ends = members.map { self.ends(of: $0, order) }
      let best = Ordering.best(members.count) { first, second in
        crossings(members[first], leftOf: members[second], ends[first], ends[second])
      }
      // Lines that do not meet share a track, unless that causes crossings with the lines in
      // between.
      var taken: [[ClosedRange<Int>]] = []
      for index in best {
        let range = passages[members[index]].channels
        var track = taken.count
        while track > 0, taken[track - 1].allSatisfy({ !$0.overlaps(range) }) { track -= 1 }
        if track == taken.count { taken.append([]) }
        taken[track].append(range)
        tracks[members[index]] = track
      }
      counts[group / 2][group % 2] = taken.count
    }
    return (tracks, counts)
  }

  /// Where a passage's lines continue at each channel: −1 left, 1 right.
  private func ends(of index: Int, _ order: Order) -> [(channel: Int, direction: Double)] {
    let passage = passages[index]
    let own = order.passage(passage.column, passage.side)
    var ends = passage.segments.map { segment -> (channel: Int, direction: Double) in
      var (sum, count) = (0.0, 0.0)
      let segment = segments[segment]
      for port in segment.ports.prefix(64) {
        sum += order.node(ports[port].node) - own
        count += 1
      }
      for other in segment.passages.prefix(64) where other != index {
        sum += order.passage(passages[other].column, passages[other].side) - own
        count += 1
      }
      for _ in segment.trunks.prefix(1) {
        sum -= 1e6
        count += 1
      }
      return (segment.channel, sum < 0 ? -1 : 1)
    }
    if let node = passage.sideways { ends.append((grid.high(node), -1)) }
    return ends
  }

  private func crossings(
    _ first: Int, leftOf second: Int, _ firstEnds: [(channel: Int, direction: Double)],
    _ secondEnds: [(channel: Int, direction: Double)]
  ) -> Double {
    func weight(_ channel: Int, in range: ClosedRange<Int>) -> Double {
      guard range.contains(channel) else { return 0 }
      return channel == range.lowerBound || channel == range.upperBound ? 0.5 : 1
    }
    var cost = 0.0
    for end in firstEnds where end.direction > 0 {
      cost += weight(end.channel, in: passages[second].channels)
    }
    for end in secondEnds where end.direction < 0 {
      cost += weight(end.channel, in: passages[first].channels)
    }
    return cost
  }
}
