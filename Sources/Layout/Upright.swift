/// The vertical position of everything in a drawing over time; y grows upwards here.
struct Upright {
  /// The middle of each node.
  private(set) var nodes: [Double]
  /// The line of each segment.
  private(set) var segments: [Double]
  /// The middle of each row.
  private(set) var rows: [Double] = []
  /// The lower and upper edges of each cell's box, by cell.
  private(set) var boxes: [Int: (bottom: Double, top: Double)] = [:]
  /// The lower and upper ends of the drawing.
  private(set) var extent = (bottom: 0.0, top: 0.0)

  /// How far a folded cell's box extends above its highest row and below its lowest one, in total.
  static let leastFolded = 30.0

  private struct Channel {
    /// Below the lowest track.
    var below = 0.0
    var tracks = 0
    /// Above the highest track.
    var above = 0.0
    var least = 0.0
    /// Between a box above the channel and the lowest track.
    var inset: Double?
    /// What the stretch adds to each part.
    var share = 0.0

    func height(_ track: Double) -> Double {
      guard tracks > 0 else { return least }
      return below + share + Double(tracks - 1) * (track + share) + above + share
    }
  }

  /// - Parameter stretch: the extra height of channels.
  init(
    _ grid: Grid, _ nets: Nets, _ chips: [Chips], _ measures: Layout.Measures, _ tracks: Tracks,
    boxed: [(cell: Int, rows: ClosedRange<Int>)], order: [Int], wish: [Int: Double],
    stretch: Double
  ) {
    nodes = grid.graph.nodes.map { _ in 0 }
    segments = nets.segments.map { _ in 0 }
    let gaps = measures.gaps
    let rowCount = grid.rowCount
    var above = [Double](repeating: 0, count: rowCount)
    var below = above
    for (row, members) in grid.inRow.enumerated() {
      for node in members where grid.rowsOf[node]?.count == 1 {
        above[row] = max(above[row], chips[node].above)
        below[row] = max(below[row], chips[node].below)
      }
    }
    Upright.makeRoom(forFolded: grid, chips, gaps, &above, &below)
    let channels = (0...rowCount).map { channel in
      Upright.channel(
        channel, rowCount: rowCount, tracks: tracks.counts[channel], measures, boxed, stretch)
    }
    var height = 0.0
    var floors: [Double] = []
    for channel in 0...rowCount {
      floors.append(height)
      height += channels[channel].height(gaps.track)
      guard channel < rowCount else { break }
      rows.append(height + below[channel])
      height += below[channel] + above[channel]
    }
    extent = (0, height)
    func line(_ channel: Int, _ level: Int) -> Double {
      let this = channels[channel]
      return floors[channel] + this.below + this.share + Double(level) * (gaps.track + this.share)
    }
    for (index, segment) in nets.segments.enumerated() {
      segments[index] = line(segment.channel, tracks.levelOf[index])
    }
    for node in grid.graph.nodes.indices {
      guard let range = grid.rowsOf[node] else { continue }
      nodes[node] = (rows[range.lowerBound] + rows[range.upperBound]) / 2
    }
    for (cell, range) in boxed {
      let floor =
        channels[range.lowerBound].tracks > 0
        ? line(range.lowerBound, 0) : rows[range.lowerBound] - below[range.lowerBound]
      boxes[cell] = (
        floor - gaps.inset, rows[range.upperBound] + above[range.upperBound] + gaps.inset
      )
    }
    placeConstants(order, wish, chips, gaps, floors, channels.map { $0.height(gaps.track) }, nets)
    for box in boxes.values {
      extent.bottom = min(extent.bottom, box.bottom)
      extent.top = max(extent.top, box.top + (measures.timeLabel?.height ?? 0) + 3)
    }
  }

  private static func channel(
    _ index: Int, rowCount: Int, tracks: Int, _ measures: Layout.Measures,
    _ boxed: [(cell: Int, rows: ClosedRange<Int>)], _ stretch: Double
  ) -> Channel {
    let gaps = measures.gaps
    let isInner = index > 0 && index < rowCount
    let isUnderBox = boxed.contains { $0.rows.lowerBound == index }
    let isOverBox = boxed.contains { $0.rows.upperBound == index - 1 }
    var channel = Channel(tracks: tracks)
    channel.below = index == 0 ? 2 : gaps.line
    if isOverBox {
      channel.below = gaps.inset + (measures.timeLabel?.height ?? 0) + 3 + gaps.line
    }
    if isUnderBox { channel.below += gaps.inset + (isOverBox ? 0 : 3) }
    channel.above = gaps.riser
    let needed = (isOverBox ? channel.below : 0) + (isUnderBox ? gaps.inset + 3 : 0)
    channel.least = isInner ? max(gaps.arrow, needed + gaps.line) : isUnderBox ? gaps.inset : 0
    guard isInner else { return channel }
    channel.least += stretch
    channel.share = stretch / Double(tracks + 1)
    return channel
  }

  /// Makes a folded cell's box at least as high as it needs.
  private static func makeRoom(
    forFolded grid: Grid, _ chips: [Chips], _ gaps: Layout.Gaps, _ above: inout [Double],
    _ below: inout [Double]
  ) {
    for (node, range) in grid.rowsOf.enumerated() {
      guard let range, range.count > 1 else { continue }
      let half = max(leastFolded / 2, chips[node].above / Double(range.count))
      for row in range {
        above[row] = max(above[row], half)
        below[row] = max(below[row], half)
      }
    }
  }

  private mutating func placeConstants(
    _ order: [Int], _ wish: [Int: Double], _ chips: [Chips], _ gaps: Layout.Gaps,
    _ floors: [Double], _ heights: [Double], _ nets: Nets
  ) {
    var own: [Int: [Double]] = [:]
    for trunk in nets.trunks { own[trunk.node] = trunk.segments.map { segments[$0] } }
    let items = order.reversed().map { node in
      let channel = min(max(0, Int(wish[node, default: 0].rounded())), floors.count - 1)
      let lines = own[node] ?? [floors[channel] + heights[channel] / 2]
      return Packing.Item(
        node: node, wish: lines.reduce(0, +) / Double(max(1, lines.count)),
        left: chips[node].below, right: chips[node].above)
    }
    // A line that leaves a constant must not look like one that passes.
    let lines = nets.segments.indices.filter { !nets.segments[$0].trunks.isEmpty }
      .map { segments[$0] }.sorted()
    var shift = 0.0
    for (node, packed) in Packing.packed(items, apart: gaps.block) {
      var y = packed + shift
      for line in lines
      where abs(y - line) < gaps.line && !(own[node]?.contains { abs($0 - y) < 0.01 } ?? false) {
        y = line + (own[node]?.contains(line) ?? false ? 0 : gaps.line)
      }
      y = max(y, packed + shift)
      shift = y - packed
      nodes[node] = y
      extent.bottom = min(extent.bottom, y - chips[node].below)
      extent.top = max(extent.top, y + chips[node].above)
    }
  }
}
