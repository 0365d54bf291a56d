/// A network without time, placed from left to right; y grows downwards.
struct Circuit {
  typealias Place = CircuitColumns.Place
  typealias Point = Layout.Point

  let columns: CircuitColumns
  let chips: [Chips]
  private(set) var centers: [Point]
  /// The height of each passage.
  private(set) var passages: [Place: Double] = [:]
  /// The left and right edges of the content of each column.
  private(set) var edges: [(left: Double, right: Double)] = []
  private(set) var size = Layout.Size.zero

  private let graph: Layout.Graph
  private let measures: Layout.Measures

  private static let sweeps = 10
  /// A slanted edge needs this much space between two columns.
  private static let slant = 44.0
  private static let passageHeight = 6.0
  /// A first column with more nodes has its chips at the left, where no line is: above and below the
  /// nodes, they would make it twice as high.
  private static let mostAboveAndBelow = 6

  init(
    of graph: Layout.Graph, _ columns: CircuitColumns, _ measures: Layout.Measures,
    stretch: (Double, Double)
  ) {
    self.graph = graph
    self.measures = measures
    self.columns = columns
    let first = columns.columns.first?.count ?? 0
    chips = measures.nodes.enumerated().map { node, measure in
      columns.columnOf[node] == 0 && first > Self.mostAboveAndBelow
        ? Chips(
          of: measure, .outside(isLeft: true, isLevel: true), lines: 0...0, isReader: false,
          gaps: measures.gaps)
        : Chips(aboveAndBelow: measure, gaps: measures.gaps)
    }
    centers = graph.nodes.map { _ in Point(0, 0) }
    placeColumns(stretch.0)
    placeRows(stretch.1)
  }

  private mutating func placeColumns(_ stretch: Double) {
    var x = 0.0
    for (index, column) in columns.columns.enumerated() {
      let nodes = column.compactMap { if case .node(let node) = $0 { node } else { nil } }
      let left = nodes.map { chips[$0].left }.max() ?? 0
      let right = nodes.map { chips[$0].right }.max() ?? 0
      if index > 0 { x += Self.slant + stretch }
      for node in nodes { centers[node].x = x + left }
      edges.append((x, x + left + right))
      x += left + right
    }
    size.width = x
  }

  private mutating func placeRows(_ stretch: Double) {
    var heights: [Place: Double] = [:]
    let gap = measures.gaps.block + stretch
    for column in columns.columns {
      var y = 0.0
      for place in column {
        let (above, below) = reach(of: place)
        heights[place] = y + above
        y += above + below + gap
      }
    }
    for sweep in 0..<Self.sweeps {
      let indices = columns.columns.indices
      for index in sweep % 2 == 0 ? Array(indices) : indices.reversed() {
        let column = columns.columns[index]
        let items = column.enumerated().map { rank, place -> Packing.Item in
          // Operands decide in one sweep, readers in the next, both in the last.
          let isLast = sweep >= Self.sweeps - 2
          let before = sweep % 2 == 0 || isLast ? columns.before[place, default: []] : []
          let after = sweep % 2 == 1 || isLast ? columns.after[place, default: []] : []
          let others = (before + after).compactMap { heights[$0] }
          let wish =
            others.isEmpty
            ? heights[place, default: 0] : others.reduce(0, +) / Double(others.count)
          let (above, below) = reach(of: place)
          return Packing.Item(node: rank, wish: wish, left: above, right: below)
        }
        for (rank, y) in Packing.packed(items, apart: gap) {
          heights[column[rank]] = y
        }
      }
    }
    var (top, bottom) = (Double.infinity, -Double.infinity)
    for (place, y) in heights {
      let (above, below) = reach(of: place)
      top = min(top, y - above)
      bottom = max(bottom, y + below)
    }
    for (place, y) in heights {
      switch place {
      case .node(let node): centers[node].y = y - top
      case .passage: passages[place] = y - top
      }
    }
    size.height = heights.isEmpty ? 0 : bottom - top
  }

  private func reach(of place: Place) -> (above: Double, below: Double) {
    switch place {
    case .node(let node): (chips[node].above, chips[node].below)
    case .passage: (Self.passageHeight / 2, Self.passageHeight / 2)
    }
  }
}
