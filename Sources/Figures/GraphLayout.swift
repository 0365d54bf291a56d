import Graphviz
import Storyboards
import Unrolling

/// The places of a graph's quantities: time steps in columns, ranks in rows; a circuit without time
/// runs from left to right.
struct GraphLayout {
  /// The middle of each gap's column.
  private(set) var gapPositions: [Double] = []
  /// The centre of each drawn node.
  private(set) var centers: [Int: Point] = [:]
  /// The radius of a node.
  private(set) var radius = 26.0
  /// The distance between two columns.
  private(set) var pitch = 0.0
  /// The width of the graph.
  private(set) var width = 0.0
  /// Whether columns are so close together that letters and chips are smaller.
  var isDense: Bool { pitch / Double(siblings) < 120 }
  /// The number of columns.
  private(set) var columnCount = 1
  /// Whether the graph has time steps.
  let isTimed: Bool
  /// The shared parameters, to the left of a graph over time.
  private(set) var parameters: ParameterColumn
  /// Whether the rows are so close together that letters and chips would touch.
  private(set) var isLow = false

  /// The nodes of rows with several nodes per column, so close together that no chip fits between.
  private(set) var tightNodes: Set<Int> = []

  /// Whether both chips of a node fit between it and its neighbour.
  private(set) var stacksChips = false

  /// The greatest number of quantities of one rank that are side by side in a column.
  private var siblings = 1
  /// The distance of the columns, as a multiple of the usual one.
  private let stretch: Double

  /// The smallest distance between columns, which chips and arrows need.
  static let leastPitch = 93.0
  private static let siblingPitch = 60.0
  private static let greatestPitch = 150.0
  private static let greatestSiblingPitch = 100.0
  private static let greatestVectorPitch = 190.0
  private static let narrowPitch = 106.0
  private static let firstShift = 14.0
  private static let widestTight = 140.0
  private static let leastStackedPitch = 89.0
  private static let stackShift = 24.0
  private static let leastRowPitch = 60.0
  /// The distance between the lowest lane and the middle of the row below it.
  private static let laneClearance = 43.0

  /// Places the drawn nodes in an area, which grows to the right if necessary.
  init(
    of storyboard: Storyboard, nodes: [Int], parameters: ParameterColumn, x: Double, top: Double,
    bottom: Double, width: Double, stretch: Double
  ) {
    let graph = storyboard.trace.graph
    self.parameters = parameters
    isTimed = graph.network.stepCount > 0
    self.stretch = stretch
    if isTimed {
      placeTimed(storyboard, nodes, x: x, top: top, bottom: bottom, width: width)
    } else {
      placeCircuit(graph, nodes, x: x, top: top, bottom: bottom, width: width)
    }
  }

  private mutating func placeTimed(
    _ board: Storyboard, _ drawn: [Int], x: Double, top: Double, bottom: Double, width: Double
  ) {
    let graph = board.trace.graph
    let nodes = drawn.filter { !parameters.contains($0) }
    let ranks = GraphLayout.ranks(of: graph)
    let rows = Set(nodes.map { ranks[graph.nodes[$0].quantity] ?? 0 }).sorted()
    let rowOf = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1, $0) })
    func row(_ node: Int) -> Int { rowOf[ranks[graph.nodes[node].quantity] ?? 0] ?? 0 }
    parameters.findLanes(graph, nodes: nodes, row: row)
    let heights = placeRows(rows.count, top: top, bottom: bottom)
    parameters.place(
      x: x, span: top - 20...max(top, bottom) + 34,
      floors: [bottom] + heights.map { $0 - Self.laneClearance })
    let (x, width) = (x + parameters.width, width - parameters.width)
    // States before time 0 are to the left of it; without a state at time 0 it has no column.
    let firstColumn = nodes.compactMap { graph.nodes[$0].time }.min() ?? 0
    var columnOfTime: [Int: Int] = [:]
    var gapColumns: [Int] = []
    for column in board.columns.all {
      switch column {
      case .time(let time) where time < firstColumn: break
      case .time(let time):
        columnOfTime[time] = columnOfTime.count + gapColumns.count - min(0, firstColumn)
      case .gap: gapColumns.append(columnOfTime.count + gapColumns.count - min(0, firstColumn))
      }
    }
    for time in stride(from: firstColumn, to: 0, by: 1) { columnOfTime[time] = time - firstColumn }
    let columns = columnOfTime.count + gapColumns.count
    columnCount = columns
    siblings = GraphLayout.mostSiblings(ranks, graph)
    // Dots, and a column that has only initial states, need little space.
    let first = columnOfTime[1, default: 0]
    let holdsVectors = nodes.contains { graph.nodes[$0].shape != .scalar }
    let isCompact = siblings > 1 || !parameters.centers.isEmpty || holdsVectors
    let narrow = Set(gapColumns + (isCompact ? Array(0..<first) : []))
    // Vectors need space on both sides of their nodes.
    let most = max(
      Self.greatestPitch, Self.greatestSiblingPitch * Double(siblings),
      holdsVectors ? Self.greatestVectorPitch : 0)
    setPitch(columns: columns, narrow: narrow.count, width: width, most: most)
    radius = isDense ? (siblings > 1 ? 18 : 20) : holdsVectors ? 24 : 26
    stacksChips =
      siblings > 1 && !holdsVectors && pitch / Double(siblings) >= Self.leastStackedPitch
    let widths = (0..<columns).map { narrow.contains($0) ? min(pitch, Self.narrowPitch) : pitch }
    let taken = widths.reduce(0, +)
    self.width = max(width, taken) + parameters.width
    var edge = x + max(0, width - taken) / 2
    var positions = widths.map { width in
      defer { edge += width }
      return edge + width / 2
    }
    // Initial states have chips on their left.
    if isCompact { for column in 0..<first { positions[column] += Self.firstShift } }
    for node in nodes {
      let this = graph.nodes[node]
      // Quantities without time are above the middle of all time steps.
      let column =
        this.time.map { positions[columnOfTime[$0, default: 0]] }
        ?? (positions[first] + positions[columns - 1]) / 2
      let shift = GraphLayout.shift(of: this.quantity, ranks, graph, nodes) * pitch
      let isAlone = GraphLayout.names(ofRank: ranks[this.quantity] ?? 0, ranks, graph).count == 1
      let isTight = !isAlone && pitch / Double(siblings) < Self.widestTight
      if isTight { tightNodes.insert(node) }
      // A node and the chips on its right are centred together.
      let room = isTight && stacksChips ? Self.stackShift : 0
      centers[node] = Point(column + shift - room, heights[row(node)])
    }
    centers.merge(parameters.centers) { $1 }
    gapPositions = gapColumns.map { positions[$0] }
  }

  /// Divides the available width among the columns, of which narrow ones take little.
  private mutating func setPitch(columns: Int, narrow: Int, width: Double, most: Double) {
    let even = width / Double(columns)
    let rest = (width - Self.narrowPitch * Double(narrow)) / Double(max(1, columns - narrow))
    let least = max(Self.leastPitch, Self.siblingPitch * Double(siblings))
    pitch = max(stretch * least, min(most, even > Self.narrowPitch ? rest : even))
  }

  /// The heights of the rows from the bottom up, with space for the lanes of parameters in between.
  private mutating func placeRows(_ count: Int, top: Double, bottom: Double) -> [Double] {
    let lanes = (0..<count).map { parameters.room(belowRow: $0) }
    let room = bottom - top - lanes.reduce(0, +)
    let rowPitch = min(130, room / Double(max(1, count - 1)))
    isLow = lanes.contains { $0 > 0 } && rowPitch < Self.leastRowPitch
    var height = bottom - max(0, room - rowPitch * Double(count - 1)) / 2
    return (0..<count).map { row in
      if row > 0 { height -= rowPitch + lanes[row] }
      return height
    }
  }

  /// The row of each quantity: one above the highest quantity it reads at the same time step.
  private static func ranks(of graph: UnrolledGraph) -> [String: Int] {
    let equations = graph.network.equations
    var ranks: [String: Int] = [:]
    // Each round settles at least one quantity of an acyclic network.
    for _ in 0...equations.count {
      for equation in equations {
        let below = equation.expression.symbols.map { symbol, _ -> Int in
          switch symbol.time {
          case nil: ranks[symbol.name] ?? 0
          case .relative(let offset) where offset != 0 && equation.isTimed: 0
          case .relative, .absolute: ranks[symbol.name + "[t]"] ?? 0
          }
        }
        ranks[equation.quantity] = 1 + (below.max() ?? 0)
      }
    }
    return ranks
  }

  private static func names(
    ofRank rank: Int, _ ranks: [String: Int], _ graph: UnrolledGraph
  ) -> [String] {
    let names = graph.network.equations.map(\.quantity).filter { ranks[$0] == rank }
    guard rank == 0 else { return names }
    return names + graph.network.series.filter { !$0.isTarget }.map { $0.name + "[t]" }
  }

  private static func mostSiblings(_ ranks: [String: Int], _ graph: UnrolledGraph) -> Int {
    Set(ranks.values).union([0]).map { names(ofRank: $0, ranks, graph).count }.max() ?? 1
  }

  /// Whether a graph over time has several quantities side by side in a column, or parameters, so
  /// that fewer columns fit.
  static func isWide(_ board: Storyboard) -> Bool {
    let graph = board.trace.graph
    guard graph.network.stepCount > 0 else { return false }
    let hasParameters = graph.network.parameters.indices.contains { board.spans[.node($0)] != nil }
    return hasParameters || mostSiblings(ranks(of: graph), graph) > 1
  }

  /// The offset of a quantity within the column, where quantities of one rank are side by side.
  private static func shift(
    of name: String, _ ranks: [String: Int], _ graph: UnrolledGraph, _ nodes: [Int]
  ) -> Double {
    let rank = ranks[name] ?? 0
    let names = names(ofRank: rank, ranks, graph)
    guard names.count > 1, let index = names.firstIndex(of: name) else { return 0 }
    return (Double(index) - Double(names.count - 1) / 2) / Double(names.count)
  }

  private mutating func placeCircuit(
    _ graph: UnrolledGraph, _ nodes: [Int], x: Double, top: Double, bottom: Double, width: Double
  ) {
    let drawn = Set(nodes)
    var column: [Int: Int] = [:]
    var row: [Int: Double] = [:]
    var taken: [Int: [Double]] = [:]
    var leaves = 0.0
    for node in nodes {
      let operands = graph.operands(of: node).filter { drawn.contains($0) }
      column[node] = operands.isEmpty ? 0 : 1 + (operands.compactMap { column[$0] }.max() ?? 0)
      if operands.isEmpty {
        row[node] = leaves
        leaves += 1
        continue
      }
      var wanted = operands.compactMap { row[$0] }.reduce(0, +) / Double(operands.count)
      while taken[column[node] ?? 0, default: []].contains(where: { abs($0 - wanted) < 1 }) {
        wanted += 0.5
      }
      row[node] = wanted
      taken[column[node] ?? 0, default: []].append(wanted)
    }
    let columns = Double(1 + (column.values.max() ?? 0))
    let rows = max(1, row.values.max() ?? 0)
    pitch = max(stretch * Self.leastPitch, min(210, width / columns))
    self.width = max(width, pitch * columns)
    let left = x + (self.width - pitch * columns) / 2
    let rowPitch = min(120, (bottom - top - 80) / rows)
    let ceiling = (top + bottom - rowPitch * rows) / 2
    for node in nodes {
      centers[node] = Point(
        left + (Double(column[node] ?? 0) + 0.5) * pitch, ceiling + (row[node] ?? 0) * rowPitch)
    }
  }
}

extension UnrolledGraph.Node {
  /// The quantity that the node belongs to: `Loss[t]` and `Loss` are two quantities.
  fileprivate var quantity: String { time == nil ? name : name + "[t]" }
}

extension Equation {
  fileprivate var quantity: String { isTimed ? name + "[t]" : name }
}
