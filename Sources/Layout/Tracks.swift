/// The track of each horizontal line in its channel.
struct Tracks {
  /// The track of each segment, 0 the lowest.
  private(set) var levelOf: [Int]
  /// The number of tracks in each channel.
  private(set) var counts: [Int]

  private let nets: Nets
  private let ends: [[End]]
  private let intervals: [ClosedRange<Double>]
  private let inChannel: [[Int]]

  /// Vertical lines that are this close look like one line.
  private static let near = 4.0

  /// A vertical line that meets a segment.
  private struct End {
    let x: Double
    let isAbove: Bool
    /// The line's index; the line may meet other segments too.
    let line: Int
  }

  /// - Parameter x: the coordinates of ports, passages and trunks.
  init(_ nets: Nets, _ across: Across, channels: Int, gap: Double) {
    self.nets = nets
    levelOf = nets.segments.map { _ in 0 }
    counts = [Int](repeating: 0, count: channels)
    let ends = nets.segments.indices.map { Tracks.ends(of: $0, nets, across) }
    self.ends = ends
    intervals = ends.map { ends in
      let xs = ends.map(\.x)
      return (xs.min() ?? 0)...(xs.max() ?? 0)
    }
    var inChannel = [[Int]](repeating: [], count: channels)
    for (index, segment) in nets.segments.enumerated() { inChannel[segment.channel].append(index) }
    self.inChannel = inChannel
    for (channel, members) in inChannel.enumerated() where !members.isEmpty {
      assign(members, channel, gap)
    }
  }

  private static func ends(of index: Int, _ nets: Nets, _ across: Across) -> [End] {
    let segment = nets.segments[index]
    var ends: [End] = []
    for port in segment.ports {
      let this = nets.ports[port]
      ends.append(
        End(x: across.nodes[this.node] + this.offset, isAbove: this.side == .bottom, line: port))
    }
    for passage in segment.passages {
      let channels = nets.passages[passage].channels
      let x = across.passages[passage]
      if channels.upperBound > segment.channel {
        ends.append(End(x: x, isAbove: true, line: -1 - passage))
      }
      if channels.lowerBound < segment.channel {
        ends.append(End(x: x, isAbove: false, line: -1 - passage))
      }
    }
    for trunk in segment.trunks {
      ends.append(End(x: across.trunks[trunk], isAbove: true, line: .min + trunk))
    }
    return ends.sorted { ($0.x, $0.isAbove ? 1 : 0) < ($1.x, $1.isAbove ? 1 : 0) }
  }

  // MARK: Classes

  /// Segments of the same quantities have the same order at all time steps.
  private struct Class: Hashable {
    let sources: [Int]
    let readers: [Int]
    let isBus: Bool
    let part: [Int]
  }

  private func classKey(_ index: Int) -> Class {
    let net = nets.nets[nets.segments[index].net]
    func quantities(_ nodes: [Int]) -> [Int] {
      Set(nodes.map { nets.grid.graph.nodes[$0].quantity }).sorted()
    }
    let own = nets.segments[index].ports.map { nets.ports[$0].node }
    return Class(
      sources: quantities(net.sources), readers: quantities(net.readers), isBus: net.bus == index,
      part: net.bus == index ? [] : quantities(own))
  }

  private mutating func assign(_ members: [Int], _ channel: Int, _ gap: Double) {
    var classes: [[Int]] = []
    var classOf: [Class: Int] = [:]
    for member in members {
      let key = classKey(member)
      if let known = classOf[key] {
        classes[known].append(member)
      } else {
        classOf[key] = classes.count
        classes.append([member])
      }
    }
    var costs = [[Double]](
      repeating: [Double](repeating: 0, count: classes.count), count: classes.count)
    var classIndex = [Int: Int](minimumCapacity: members.count)
    for (index, members) in classes.enumerated() {
      for member in members { classIndex[member] = index }
    }
    eachOverlap(members, gap) { first, second in
      guard let one = classIndex[first], let other = classIndex[second], one != other else {
        return
      }
      costs[one][other] += cost(lower: first, upper: second)
      costs[other][one] += cost(lower: second, upper: first)
    }
    let order = Ordering.best(classes.count) { costs[$0][$1] }
    settle(order.map { classes[$0] }, channel, gap)
  }

  private func eachOverlap(_ members: [Int], _ gap: Double, _ body: (Int, Int) -> Void) {
    let sorted = members.sorted {
      (intervals[$0].lowerBound, $0) < (intervals[$1].lowerBound, $1)
    }
    var active: [Int] = []
    for member in sorted {
      active.removeAll { intervals[$0].upperBound + gap < intervals[member].lowerBound }
      for other in active { body(other, member) }
      active.append(member)
    }
  }

  /// The cost of crossings and overlaps if one segment is below another.
  private func cost(lower: Int, upper: Int) -> Double {
    var cost = 0.0
    for end in near(ends[lower], intervals[upper]) where end.isAbove {
      if intervals[upper].contains(end.x), !isEnd(end, of: upper) { cost += 1 }
      cost += clash(end, with: upper)
    }
    for end in near(ends[upper], intervals[lower]) where !end.isAbove {
      if intervals[lower].contains(end.x), !isEnd(end, of: lower) { cost += 1 }
    }
    return cost
  }

  private func near(_ ends: [End], _ interval: ClosedRange<Double>) -> ArraySlice<End> {
    func index(_ limit: Double) -> Int {
      var (low, high) = (0, ends.count)
      while low < high {
        let middle = (low + high) / 2
        if ends[middle].x >= limit { high = middle } else { low = middle + 1 }
      }
      return low
    }
    return ends[index(interval.lowerBound - 4)..<index(interval.upperBound + 4)]
  }

  private func isEnd(_ end: End, of segment: Int) -> Bool {
    near(ends[segment], end.x...end.x).contains { $0.line == end.line }
  }

  /// A line up from the lower segment must not coincide with one down from the upper segment.
  private func clash(_ end: End, with upper: Int) -> Double {
    let same = near(ends[upper], end.x...end.x).contains {
      !$0.isAbove && $0.line != end.line && abs($0.x - end.x) < 4
    }
    return same ? 1000 : 0
  }

  /// Returns the ports on a line from below that leads elsewhere, with their distances to the right
  /// of it.
  func clashes() -> [(port: Int, distance: Double)] {
    var found: [(port: Int, distance: Double)] = []
    for members in inChannel where members.count > 1 {
      var ups: [(x: Double, level: Int, segment: Int)] = []
      for segment in members {
        for end in ends[segment] where !end.isAbove {
          ups.append((end.x, levelOf[segment], segment))
        }
      }
      ups.sort { ($0.x, $0.segment) < ($1.x, $1.segment) }
      let xs = ups.map(\.x)
      for segment in members {
        for end in ends[segment] where end.isAbove && end.line >= 0 {
          var index = xs.partitioningIndex(above: end.x - Self.near)
          while index < ups.count, xs[index] < end.x + Self.near {
            let up = ups[index]
            let isOther = nets.segments[up.segment].net != nets.segments[segment].net
            if isOther, up.level >= levelOf[segment] {
              found.append((end.line, end.x - up.x))
            }
            index += 1
          }
        }
      }
    }
    return found
  }

  // MARK: Levels

  /// Assigns the segments their tracks, class by class from below.
  private mutating func settle(_ classes: [[Int]], _ channel: Int, _ gap: Double) {
    var skyline = Skyline(of: classes.flatMap { $0 }.map { intervals[$0] }, margin: gap)
    for members in classes {
      // All time steps have the same track, even if some have less below it.
      let base = members.map { skyline.height(over: intervals[$0]) }.max() ?? 0
      let tracks = Ordering.tracks(of: members.map { intervals[$0] }, apart: gap)
      for (member, track) in zip(members, tracks) {
        levelOf[member] = base + track
        skyline.raise(intervals[member], to: base + track + 1)
        counts[channel] = max(counts[channel], base + track + 1)
      }
    }
  }
}

/// The highest track used at each place of a channel.
private struct Skyline {
  private let places: [Double]
  private var heights: [Int]
  private var pending: [Int]
  private let size: Int
  private let margin: Double

  init(of intervals: [ClosedRange<Double>], margin: Double) {
    self.margin = margin
    var places = intervals.flatMap { [$0.lowerBound, $0.upperBound] }.sorted()
    places.removeAll { $0.isNaN }
    self.places = places
    var size = 1
    while size < max(1, places.count) { size *= 2 }
    self.size = size
    heights = [Int](repeating: 0, count: 2 * size)
    pending = heights
  }

  func height(over interval: ClosedRange<Double>) -> Int {
    let range = range(of: interval)
    return query(1, 0, size, range)
  }

  mutating func raise(_ interval: ClosedRange<Double>, to height: Int) {
    let range = range(of: interval)
    update(1, 0, size, range, height)
  }

  /// The places in the interval, including its margin.
  private func range(of interval: ClosedRange<Double>) -> Range<Int> {
    let low = places.partitioningIndex(above: interval.lowerBound - margin - 0.001)
    return low..<max(low, places.partitioningIndex(above: interval.upperBound + margin))
  }

  private func query(_ node: Int, _ low: Int, _ high: Int, _ range: Range<Int>) -> Int {
    if range.upperBound <= low || high <= range.lowerBound { return 0 }
    if range.lowerBound <= low, high <= range.upperBound { return heights[node] }
    let middle = (low + high) / 2
    return max(
      pending[node], query(2 * node, low, middle, range),
      query(2 * node + 1, middle, high, range))
  }

  private mutating func update(
    _ node: Int, _ low: Int, _ high: Int, _ range: Range<Int>, _ height: Int
  ) {
    if range.upperBound <= low || high <= range.lowerBound { return }
    heights[node] = max(heights[node], height)
    if range.lowerBound <= low, high <= range.upperBound {
      pending[node] = max(pending[node], height)
      return
    }
    let middle = (low + high) / 2
    update(2 * node, low, middle, range, height)
    update(2 * node + 1, middle, high, range, height)
  }
}
