/// The row, column and slot of each node.
struct Grid {
  let graph: Layout.Graph
  let structure: Layout.Structure
  let rows: Rows
  let columns: Columns
  /// The rows of each node: several for a folded cell, none for constants.
  private(set) var rowsOf: [ClosedRange<Int>?] = []
  /// The nodes of each row, from left to right; those without a column in the graph's order.
  private(set) var inRow: [[Int]]
  /// The place of each node in each of its rows.
  private var places: [[Int]]

  init(of graph: Layout.Graph) {
    self.graph = graph
    structure = Layout.Structure(of: graph.quantities)
    rows = Rows(of: graph, structure)
    columns = Columns(of: graph, structure, rows)
    inRow = [[Int]](repeating: [], count: rows.count)
    places = graph.nodes.map { _ in [] }
    rowsOf = graph.nodes.map { [rows, structure] node in rows.range(of: node, structure) }
    let aggregates = graph.nodes.indices.filter { columns.columnOf[$0] == nil }
    for node in columns.all.flatMap(\.nodes) + aggregates {
      for row in rowsOf[node].map({ Array($0) }) ?? [] {
        places[node].append(inRow[row].count)
        inRow[row].append(node)
      }
    }
  }

  /// The number of rows.
  var rowCount: Int { rows.count }

  func column(_ node: Int) -> Int? { columns.columnOf[node] }

  func slot(_ node: Int) -> Int { columns.slotOf[node] }

  func low(_ node: Int) -> Int { rowsOf[node]?.lowerBound ?? 0 }

  func high(_ node: Int) -> Int { rowsOf[node]?.upperBound ?? 0 }

  /// Whether a node is a parameter, or computed only from parameters.
  func isConstant(_ node: Int) -> Bool { rowsOf[node] == nil }

  func cell(of node: Int) -> Int? {
    if case .cell(let cell) = structure.roles[graph.nodes[node].quantity] { cell } else { nil }
  }

  private func place(of node: Int, inRow row: Int) -> Int? {
    guard let range = rowsOf[node], range.contains(row) else { return nil }
    return places[node][row - range.lowerBound]
  }

  /// Returns 1 if the second node is the right neighbor of the first in a row, −1 if the left one.
  func neighborhood(_ first: Int, _ second: Int, inRow row: Int) -> Int? {
    guard column(first) != nil, column(second) != nil,
      let one = place(of: first, inRow: row), let other = place(of: second, inRow: row)
    else { return nil }
    return abs(other - one) == 1 ? other - one : nil
  }

  /// Returns whether there is nothing between two nodes in the same column and slot.
  func isClear(between lower: Int, and upper: Int) -> Bool {
    guard let column = column(lower), column == self.column(upper), slot(lower) == slot(upper),
      high(lower) < low(upper)
    else { return false }
    return !columns.all[column].nodes.contains { node in
      slot(node) == slot(lower) && node != lower && node != upper
        && high(node) > high(lower) && low(node) < low(upper)
    }
  }

  /// Returns whether a node's column has nothing in these rows.
  func isEmpty(_ rows: Range<Int>, above node: Int) -> Bool {
    guard let column = column(node) else { return false }
    return !columns.all[column].nodes.contains {
      rowsOf[$0].map { Range($0).overlaps(rows) } ?? false
    }
  }

  /// Returns the next node below in the same slot.
  func underneath(_ node: Int) -> Int? {
    guard let column = column(node) else { return nil }
    let below = columns.all[column].nodes.filter {
      slot($0) == slot(node) && high($0) < low(node)
    }
    return below.max { high($0) < high($1) }
  }

  /// Returns whether a node is the last of its row in its column.
  func isLastInRow(_ node: Int) -> Bool {
    guard let column = column(node) else { return false }
    return !columns.all[column].nodes.contains {
      rowsOf[$0]?.contains(low(node)) == true && slot($0) > slot(node)
    }
  }
}
