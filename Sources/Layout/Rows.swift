/// The row of each quantity; 0 is the lowest.
struct Rows {
  /// The row of each quantity with time and of each aggregate, `nil` for constants.
  private(set) var rowOf: [Int?]
  /// The number of rows.
  private(set) var count = 0
  /// Whether a row contains the gates of a cell.
  private(set) var hasGates: [Bool] = []

  private let graph: Layout.Graph
  private let structure: Layout.Structure
  /// The quantities that each quantity must be above: all its operands, except those in earlier
  /// columns.
  private var below: [[Int]] = []
  /// Rows of aggregates that are read by something with time are between the rows with time.
  private var rows: [Double?]

  init(of graph: Layout.Graph, _ structure: Layout.Structure) {
    self.graph = graph
    self.structure = structure
    rowOf = graph.quantities.map { _ in nil }
    rows = graph.quantities.map { _ in nil }
    var drawn = Set(graph.nodes.filter { $0.kind != .foldedCell }.map(\.quantity))
    let open = Set(
      graph.nodes.filter { $0.kind == .computed }.compactMap { cell(of: $0.quantity) })
    for node in graph.nodes where node.kind == .foldedCell {
      guard let cell = cell(of: node.quantity) else { continue }
      // A cell that is never open has lines for what it passes on, and no row of gates.
      let all = structure.cells[cell].quantities
      let carried = all.filter { structure.isCarried[$0] }
      drawn.formUnion(open.contains(cell) || carried.isEmpty ? all : carried)
    }
    below = graph.quantities.indices.map { reader in
      graph.quantities[reader].readings.filter { standsAbove(reader, $0) }.map(\.quantity)
    }
    for stage in Set(structure.stages).sorted() { place(stage, drawn) }
    placeAggregates(drawn)
    let distinct = Set(rows.compactMap { $0 }).sorted()
    let index = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, $0) })
    rowOf = rows.map { $0.flatMap { index[$0] } }
    count = distinct.count
    hasGates = [Bool](repeating: false, count: count)
    for (index, cell) in structure.cells.enumerated() where open.contains(index) {
      for gate in cell.gates { if let row = rowOf[gate] { hasGates[row] = true } }
    }
  }

  /// Returns the rows of a node: several for a folded cell, `nil` for a constant.
  func range(of node: Layout.Graph.Node, _ structure: Layout.Structure) -> ClosedRange<Int>? {
    guard node.kind == .foldedCell, case .cell(let cell) = structure.roles[node.quantity] else {
      return rowOf[node.quantity].map { $0...$0 }
    }
    let all = structure.cells[cell].quantities.compactMap { rowOf[$0] }
    guard let lowest = all.min(), let highest = all.max() else { return nil }
    return lowest...highest
  }

  private func cell(of quantity: Int) -> Int? {
    if case .cell(let cell) = structure.roles[quantity] { cell } else { nil }
  }

  private func standsAbove(_ reader: Int, _ reading: Layout.Graph.Reading) -> Bool {
    let source = reading.quantity
    guard source != reader else { return false }
    if let own = cell(of: reader), own == cell(of: source) { return false }
    switch structure.roles[source] {
    case .constant, .derivedConstant: return false
    default: break
    }
    guard graph.quantities[reader].isTimed else { return true }
    let isLater = structure.stages[source] != structure.stages[reader]
    return !isLater || cell(of: reader) == nil && graph.quantities[source].isTimed
  }

  /// The height above which the readers of a quantity may be placed.
  private func top(_ quantity: Int) -> Double? {
    if let cell = cell(of: quantity) {
      return structure.cells[cell].quantities.compactMap { rows[$0] }.max().map { $0 + 1 }
    }
    return rows[quantity].map { $0.rounded(.down) + 1 }
  }

  /// Places the quantities with time in one stage: cell above cell, each above the operands that
  /// only it reads, then the readers of cells.
  private mutating func place(_ stage: Int, _ drawn: Set<Int>) {
    var next = 0.0
    let cells = structure.cells.indices.filter {
      structure.stages[structure.cells[$0].quantities[0]] == stage
    }
    for index in cells {
      let cell = structure.cells[index]
      let members = cell.quantities.filter(drawn.contains)
      guard !members.isEmpty else { continue }
      let feeders = placeFeeders(of: cell.quantities, from: next, stage, drawn)
      let least = cell.quantities.flatMap { below[$0] }.compactMap { top($0) }.max() ?? 0
      var row = max(next, least)
      if !cell.gates.filter(drawn.contains).isEmpty {
        for gate in cell.gates { rows[gate] = row }
        row += 1
      }
      for belt in cell.belts {
        rows[belt] = row
        row += drawn.contains(belt) ? 1 : 0
      }
      lowerLeaves(feeders)
      next = row
    }
    let rest = graph.quantities.indices.filter {
      graph.quantities[$0].isTimed && structure.stages[$0] == stage && rows[$0] == nil
        && cell(of: $0) == nil && drawn.contains($0)
    }
    let placed = placeFeeders(of: rest, from: next, stage, drawn, including: true)
    lowerLeaves(placed)
  }

  /// Places the unplaced ones of these and everything they read, directly or not, above a row.
  private mutating func placeFeeders(
    of readers: [Int], from row: Double, _ stage: Int, _ drawn: Set<Int>, including: Bool = false
  ) -> [Int] {
    var seen = Set(readers)
    var pending = readers
    var found = including ? readers : []
    while let reader = pending.popLast() {
      for source in below[reader]
      where structure.stages[source] == stage && rows[source] == nil && cell(of: source) == nil
        && seen.insert(source).inserted
      {
        found.append(source)
        pending.append(source)
      }
    }
    // An acyclic set settles in as many rounds as its longest path has quantities.
    let isFound = Set(found)
    found.sort()
    var hasChanged = true
    var rounds = 0
    while hasChanged, rounds <= found.count {
      hasChanged = false
      rounds += 1
      for quantity in found {
        let least = max(row, below[quantity].compactMap { top($0) }.max() ?? row)
        let isBetween = !graph.quantities[quantity].isTimed
        let place = isBetween ? least - 0.5 : least
        if rows[quantity] != place, isFound.contains(quantity) {
          rows[quantity] = place
          hasChanged = true
        }
      }
    }
    let undrawn = found.filter { !drawn.contains($0) }
    for quantity in undrawn { rows[quantity] = nil }
    return found.filter { drawn.contains($0) }
  }

  /// Puts leaves directly under their lowest reader.
  private mutating func lowerLeaves(_ placed: [Int]) {
    for leaf in placed where graph.quantities[leaf].readings.isEmpty {
      let readers = graph.quantities.indices.filter { below[$0].contains(leaf) }
      guard let lowest = readers.compactMap({ rows[$0] }).min(), let row = rows[leaf] else {
        continue
      }
      rows[leaf] = max(row, lowest - 1)
    }
  }

  /// Quantities without time are above all those with time, and the outcome is above everything.
  private mutating func placeAggregates(_ drawn: Set<Int>) {
    let aggregates = graph.quantities.indices.filter {
      structure.roles[$0] == .aggregate && rows[$0] == nil && drawn.contains($0)
    }
    let floor = (rows.compactMap { $0 }.max() ?? -1).rounded(.down) + 1
    for _ in aggregates {
      for quantity in aggregates {
        let least = below[quantity].compactMap { top($0) }.max() ?? floor
        rows[quantity] = max(floor, min(least, floor + Double(aggregates.count)))
      }
    }
    let outcomes = Set(graph.nodes.filter(\.isOutcome).map(\.quantity))
    let others = rows.indices.filter { !outcomes.contains($0) }.compactMap { rows[$0] }.max() ?? -1
    for quantity in aggregates where outcomes.contains(quantity) {
      rows[quantity] = others.rounded(.down) + 1
    }
  }
}
