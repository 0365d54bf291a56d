import Formulas
import Graphviz
import Storyboards
import Unrolling

/// The shared parameters of a graph over time: a column of nodes to its left, each with its chips.
///
/// A line leads from each parameter to the nodes that read it: right to its turn, up or down to its
/// lane, which runs below their row, and from there up into each of them. No two lanes have the
/// same height, so lines may cross but never overlap.
struct ParameterColumn {
  /// The line below a row of nodes that read a parameter.
  struct Lane: Hashable {
    let parameter: Int
    let row: Int
  }

  /// A value or gradient to the left of its parameter.
  struct Chip {
    let item: Item
    let text: Label
    /// The second lesson's number, if two lessons are compared.
    let other: (item: Item, text: Label)?
    let leastWidth: Double
    private var texts: [Label] { [text] + [other?.text].compactMap { $0 } }
    var width: Double { max(leastWidth, (texts.map(\.width).max() ?? 0) + 8) }
    var height: Double {
      texts.map { max(20, $0.height + ($0.marks.isEmpty ? 0 : 8)) }.max() ?? 20
    }
    /// The offset of its centre from the parameter's.
    fileprivate(set) var offset = Point(0, 0)
  }

  /// The distance between two lanes, which leaves space for the curve of the gradient.
  static let laneDistance = 11.0
  static let flowDistance = 4.5
  private static let turnDistance = 10.0
  private static let leastDistance = 26.0
  private static let questionWidth = 16.0
  // Space for handwriting.
  private static let blankWidth = 48.0
  private static let leastWidth = 20.0

  /// The centre of each parameter.
  private(set) var centers: [Int: Point] = [:]
  /// The radius of each parameter's node, which depends on the width of its name.
  private(set) var radii: [Int: Double] = [:]
  /// The chips of each parameter.
  private(set) var chips: [Int: [Chip]] = [:]
  /// The width of the column, including the turns of its lines.
  private(set) var width = 0.0
  /// Whether there are too many parameters for the height.
  private(set) var isCrowded = false
  /// The lanes from top to bottom, which is also the order of their parameters.
  private(set) var lanes: [Lane] = []
  private var levels: [Lane: Double] = [:]
  private var turns: [Lane: Double] = [:]
  private var rowOfReader: [Int: Int] = [:]
  private var heights: [Int: Double] = [:]
  private var isAsked = false
  /// Whether every second parameter is further to the left, with its line between the others.
  private var isStaggered = false

  /// The parameters, each once, from top to bottom.
  private var order: [Int] {
    var seen: Set<Int> = []
    return lanes.map(\.parameter).filter { seen.insert($0).inserted }
  }

  /// Measures the drawn parameters of a storyboard.
  init(of board: Storyboard, nodes: [Int], label: (Notation, Double) -> Label) {
    let graph = board.trace.graph
    guard graph.network.stepCount > 0 else { return }
    for node in nodes where graph.nodes[node].role == .parameter {
      let name = label(.symbol(graph.nodes[node].symbol), Composer.parameterSize)
      radii[node] = max(18, name.width / 2 + 5)
      isAsked = isAsked || board.spans[.question(node)] != nil
      func chip(
        _ item: Item, _ other: Item, blank: Item, _ number: (Trace) -> Value
      ) -> Chip? {
        guard board.spans[item] != nil else { return nil }
        func text(_ trace: Trace) -> Label { label(board.style.brief(number(trace)), 14) }
        return Chip(
          item: item, text: text(board.trace), other: board.other.map { (other, text($0)) },
          leastWidth: board.spans[blank] == nil ? Self.leastWidth : Self.blankWidth)
      }
      chips[node] = [
        chip(.value(node), .otherValue(node), blank: .valueBlank(node)) { $0.value(of: node) },
        chip(.gradient(node), .otherGradient(node), blank: .gradientBlank(node)) {
          $0.gradient(of: node)
        },
      ].compactMap { $0 }
    }
  }

  /// Whether a node is in the column.
  func contains(_ node: Int) -> Bool { radii[node] != nil }

  /// Finds the lanes: one for each parameter and row of nodes that read it.
  mutating func findLanes(_ graph: UnrolledGraph, nodes: [Int], row: (Int) -> Int) {
    guard !radii.isEmpty else { return }
    var found: Set<Lane> = []
    for node in nodes where !contains(node) {
      for operand in graph.operands(of: node) where contains(operand) {
        rowOfReader[node] = row(node)
        found.insert(Lane(parameter: operand, row: row(node)))
      }
    }
    lanes = found.sorted { ($1.row, $0.parameter) < ($0.row, $1.parameter) }
  }

  /// The height of the lanes below a row.
  func room(belowRow row: Int) -> Double {
    let count = lanes.count { $0.row == row }
    return count == 0 ? 0 : Double(count) * Self.laneDistance + 18
  }

  /// Places the parameters and lanes.
  ///
  /// - Parameters:
  ///   - x: the column's left edge.
  ///   - span: the vertical range that the column may use.
  ///   - floors: the height of the lowest lane of each row.
  mutating func place(x: Double, span: ClosedRange<Double>, floors: [Double]) {
    guard !radii.isEmpty else { return }
    for lane in lanes {
      let row = lanes.filter { $0.row == lane.row }
      let fromBelow = row.count - 1 - (row.firstIndex(of: lane) ?? 0)
      levels[lane] = floors[lane.row] - Double(fromBelow) * Self.laneDistance
    }
    arrangeChips(span.upperBound - span.lowerBound)
    let order = order
    let wanted = order.map { node in
      lanes.first { $0.parameter == node }.flatMap { levels[$0] } ?? 0
    }
    let heights = order.map { self.heights[$0] ?? 0 }
    let middles = Self.spread(wanted, heights, in: span)
    let left =
      order.map { node in
        (chips[node] ?? []).map { $0.width / 2 - $0.offset.x }.max() ?? 0
      }.max() ?? 0
    let radius = radii.values.max() ?? 0
    let further = isStaggered ? max(left, radius) + radius + 6 : 0
    let center = x + max(left, radius) + further
    for (index, (node, middle)) in zip(order, middles).enumerated() {
      centers[node] = Point(center - (index % 2 == 1 ? further : 0), middle)
    }
    turn(from: center + radius + (isAsked ? Self.questionWidth : 4))
    width = (turns.values.max() ?? center + radius) + 14 - x
  }

  /// Stacks each parameter's chips to its left; if space is short puts them side by side, and if
  /// that is not enough, puts the parameters in two columns.
  private mutating func arrangeChips(_ room: Double) {
    for (isStacked, isStaggered) in [(true, false), (false, false), (false, true)] {
      self.isStaggered = isStaggered
      for node in order { arrangeChips(of: node, isStacked: isStacked) }
      isCrowded = order.reduce(0) { $0 + (heights[$1] ?? 0) } > room
      if !isCrowded { return }
    }
  }

  private mutating func arrangeChips(of node: Int, isStacked: Bool) {
    guard var all = chips[node], let radius = radii[node] else { return }
    let tallest = all.map(\.height).max() ?? 0
    let isStacked = isStacked && all.count > 1 && tallest <= 24
    var right = -radius - 4
    for index in all.indices {
      let middle = isStacked ? (index == 0 ? -1.0 : 1) * (all[index].height / 2 + 1) : 0
      all[index].offset = Point(right - all[index].width / 2, middle)
      if !isStacked { right -= all[index].width + 3 }
    }
    chips[node] = all
    heights[node] =
      isStaggered
      ? max(Self.leastDistance, (tallest + 12) / 2)
      : max(2 * radius, isStacked ? 2 * tallest + 2 : tallest) + 5
  }

  /// Returns heights as close to the wanted ones as the boxes allow, in the same order: runs of
  /// boxes that would overlap are pooled around their mean.
  private static func spread(
    _ wanted: [Double], _ heights: [Double], in span: ClosedRange<Double>
  ) -> [Double] {
    var offsets: [Double] = []
    var total = 0.0
    for height in heights {
      offsets.append(total + height / 2)
      total += height
    }
    var pools: [(sum: Double, count: Int)] = []
    for (wanted, offset) in zip(wanted, offsets) {
      pools.append((wanted - offset, 1))
      while pools.count > 1,
        case let (last, before) = (pools[pools.count - 1], pools[pools.count - 2]),
        before.sum / Double(before.count) > last.sum / Double(last.count)
      {
        pools.removeLast(2)
        pools.append((before.sum + last.sum, before.count + last.count))
      }
    }
    let highest = max(span.lowerBound, span.upperBound - total)
    let starts = pools.flatMap { pool in
      Array(
        repeating: min(highest, max(span.lowerBound, pool.sum / Double(pool.count))),
        count: pool.count)
    }
    return zip(starts, offsets).map { $0 + $1 }
  }

  /// Determines where each line turns: among lines with overlapping heights, one that goes down
  /// turns before those from above it, and one that goes up before those from below it.
  private mutating func turn(from x: Double) {
    var placed: [(span: ClosedRange<Double>, track: Int)] = []
    func goesDown(_ lane: Lane) -> Bool {
      (levels[lane] ?? 0) > (centers[lane.parameter]?.y ?? 0)
    }
    for lane in lanes.reversed().filter(goesDown) + lanes.filter({ !goesDown($0) }) {
      guard let level = levels[lane], let start = centers[lane.parameter]?.y else { continue }
      let span = min(level, start) - Self.laneDistance...max(level, start) + Self.laneDistance
      let track = placed.filter { $0.span.overlaps(span) }.map { $0.track + 1 }.max() ?? 0
      placed.append((span, track))
      turns[lane] = x + Double(track) * Self.turnDistance + 8
    }
  }

  /// Returns the corners of the line from a parameter to a reader.
  ///
  /// - Parameter end: where it enters the reader, from below.
  func corners(from parameter: Int, to reader: Int, end: Point) -> [Point] {
    let lane = Lane(parameter: parameter, row: rowOfReader[reader] ?? 0)
    guard let center = centers[parameter], let level = levels[lane], let turn = turns[lane] else {
      return []
    }
    return [
      Point(center.x + (radii[parameter] ?? 0), center.y), Point(turn, center.y),
      Point(turn, level), Point(end.x, level), end,
    ]
  }

  /// The parameters that a node reads, those with upper lanes first.
  func parameters(of reader: Int, in graph: UnrolledGraph) -> [Int] {
    guard let row = rowOfReader[reader] else { return [] }
    let operands = graph.operands(of: reader)
    return lanes.filter { $0.row == row && operands.contains($0.parameter) }.map(\.parameter)
  }
}
