/// Parameters and what depends only on them: at the left of the drawing, one per row.
struct ConstantBlock {
  /// An edge's vertical line between two columns of constants.
  struct Line: Hashable {
    let reader: Int
  }

  /// The width of the block with its trunks; 0 without constants.
  private(set) var width = 0.0
  /// The constants from top to bottom.
  private(set) var order: [Int] = []
  /// The preferred channel of each constant.
  private(set) var wish: [Int: Double] = [:]
  private var distanceOf: [Int: Double] = [:]
  private var trunkDistance: [Double] = []
  private var lineDistance: [Int: Double] = [:]

  init(_ grid: Grid, _ nets: Nets, _ chips: [Chips], _ measures: Layout.Measures) {
    let graph = grid.graph
    let constants = graph.nodes.indices.filter { grid.isConstant($0) }
    guard !constants.isEmpty else { return }
    let gaps = measures.gaps
    var readers: [Int: [Int]] = [:]
    var depth: [Int: Int] = [:]
    for edge in graph.edges where grid.isConstant(edge.reader) {
      readers[edge.source, default: []].append(edge.reader)
    }
    // Each round settles one more step of the longest path.
    for _ in constants {
      for source in constants {
        for reader in readers[source, default: []] {
          depth[reader] = min(
            constants.count, max(depth[reader, default: 0], depth[source, default: 0] + 1))
        }
      }
    }
    for trunk in nets.trunks {
      let channels = trunk.segments.map { Double(nets.segments[$0].channel) }
      wish[trunk.node] = channels.reduce(0, +) / Double(max(1, channels.count))
    }
    for _ in constants {
      for node in constants where wish[node] == nil {
        let known = readers[node, default: []].compactMap { wish[$0] }
        if let first = known.first { wish[node] = first }
      }
    }
    order = constants.sorted {
      let (one, other) = (wish[$0, default: 0], wish[$1, default: 0])
      return one != other ? one > other : $0 < $1
    }
    trunkDistance = distances(ofTrunks: nets, gaps)
    var left = trunkDistance.max().map { $0 + gaps.block } ?? gaps.block
    for column in (0...(depth.values.max() ?? 0)).reversed() {
      let members = constants.filter { depth[$0, default: 0] == column }
      let right = members.map { chips[$0].right }.max() ?? 0
      for member in members { distanceOf[member] = left + right }
      left += right + (members.map { chips[$0].left }.max() ?? 0)
      guard column > 0 else { break }
      // The lines into this column.
      left += gaps.arrow
      for member in members {
        lineDistance[member] = left
        left += gaps.track
      }
    }
    width = left
  }

  /// Lines nearer to their channel turn first.
  private func distances(ofTrunks nets: Nets, _ gaps: Layout.Gaps) -> [Double] {
    let ranks = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, Double($0)) })
    func reach(_ trunk: Int) -> Double {
      let node = nets.trunks[trunk].node
      let same = order.filter { wish[$0] == wish[node] }.compactMap { ranks[$0] }
      let middle = same.reduce(0, +) / Double(max(1, same.count))
      return abs(ranks[node, default: 0] - middle)
    }
    let sorted = nets.trunks.indices.sorted {
      let (one, other) = (reach($0), reach($1))
      return one != other ? one > other : $0 < $1
    }
    var distances = nets.trunks.map { _ in 0.0 }
    for (index, trunk) in sorted.enumerated() {
      distances[trunk] = gaps.block + gaps.line + Double(index) * gaps.track
    }
    return distances
  }

  /// The distance of a constant's middle to the left of the drawing over time.
  func distance(of node: Int) -> Double { distanceOf[node, default: 0] }

  /// The distance of a trunk to the left of it.
  func distance(ofTrunk trunk: Int) -> Double { trunkDistance[trunk] }

  /// The distance of the line into a derived constant to the left of it.
  func distance(ofLineInto reader: Int) -> Double { lineDistance[reader, default: 0] }
}
