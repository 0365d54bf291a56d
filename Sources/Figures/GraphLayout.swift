import Graphviz
import Storyboards
import Unrolling

/// Where the quantities of a graph stand: time in columns, roles in rows; a circuit without time
/// runs from left to right.
struct GraphLayout {
  /// The middle of each gap's column.
  private(set) var gapPositions: [Double] = []
  /// The centre of each drawn node.
  private(set) var centers: [Int: Point] = [:]
  /// The radius of a node.
  private(set) var radius = 26.0
  /// The distance of two columns.
  private(set) var pitch = 0.0
  /// The width the graph takes.
  private(set) var width = 0.0
  /// Whether columns are so near that letters and chips are smaller.
  var isDense: Bool { pitch / Double(siblings) < 120 }
  /// How many columns there are.
  private(set) var columnCount = 1
  /// Whether the graph has time.
  let isTimed: Bool

  /// How many quantities of one rank stand side by side in a column.
  private var siblings = 1
  /// How much further apart than usual the columns are.
  private let stretch: Double

  /// Columns are never nearer than this: chips and arrows need it.
  static let leastPitch = 93.0
  private static let siblingPitch = 66.0
  private static let greatestPitch = 150.0

  /// Places the drawn nodes into an area, which grows to the right where it must.
  init(
    of storyboard: Storyboard, nodes: [Int], x: Double, top: Double, bottom: Double, width: Double,
    stretch: Double
  ) {
    let graph = storyboard.trace.graph
    isTimed = graph.network.stepCount > 0
    self.stretch = stretch
    if isTimed {
      placeTimed(storyboard, nodes, x: x, top: top, bottom: bottom, width: width)
    } else {
      placeCircuit(graph, nodes, x: x, top: top, bottom: bottom, width: width)
    }
  }

  private mutating func placeTimed(
    _ board: Storyboard, _ nodes: [Int], x: Double, top: Double, bottom: Double, width: Double
  ) {
    let graph = board.trace.graph
    let ranks = GraphLayout.ranks(of: graph)
    let rows = Set(nodes.map { ranks[graph.nodes[$0].quantity] ?? 0 }).sorted()
    let rowOf = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1, $0) })
    // States before time 0 stand left of it, and where there is no state at 0 nor does a column.
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
    let least = max(Self.leastPitch, Self.siblingPitch * Double(siblings))
    pitch = max(stretch * least, min(Self.greatestPitch, width / Double(columns)))
    radius = isDense ? 20 : 26
    // A column of first states alone needs no room for siblings.
    let first = Double(columnOfTime[1, default: 0])
    let firstPitch = siblings > 1 ? min(pitch, Self.greatestPitch) : pitch
    let taken = firstPitch * first + pitch * (Double(columns) - first)
    self.width = max(width, taken)
    let left = x + (self.width - taken) / 2
    let pitch = self.pitch
    func position(_ column: Double) -> Double {
      let middle = column + 0.5
      return left + min(middle, first) * firstPitch + max(0, middle - first) * pitch
    }
    let rowPitch = min(130, (bottom - top) / Double(max(1, rows.count - 1)))
    let floor = bottom - max(0, (bottom - top) - rowPitch * Double(rows.count - 1)) / 2
    for node in nodes {
      let this = graph.nodes[node]
      let row = Double(rowOf[ranks[this.quantity] ?? 0] ?? 0)
      // What has no time stands over the middle of all time steps.
      let middle = Double(columnOfTime[1, default: 0] + columns - 1) / 2
      let column =
        this.time.map { Double(columnOfTime[$0, default: 0]) }
        ?? (this.role == .parameter ? 0 : middle)
      let shift = GraphLayout.shift(of: this.quantity, ranks, graph, nodes) * pitch
      centers[node] = Point(position(column) + shift, floor - row * rowPitch)
    }
    gapPositions = gapColumns.map { position(Double($0)) }
  }

  /// The row of each quantity: one above what it reads at the same time step.
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

  /// Quantities of one rank stand side by side within the column.
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
  /// What the node is one time step of: `Loss[t]` and `Loss` are two quantities.
  fileprivate var quantity: String { time == nil ? name : name + "[t]" }
}

extension Equation {
  fileprivate var quantity: String { isTimed ? name + "[t]" : name }
}
