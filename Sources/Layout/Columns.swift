/// The columns of a drawing over time, and the slot of each node in its column.
struct Columns {
  /// What a column holds.
  enum Kind: Hashable {
    /// A time step.
    case step
    /// States before the first time step, or after the last if time runs backwards.
    case initial
    /// Dots in place of time steps.
    case dots
    /// A time step whose cells are all folded.
    case folded
  }

  struct Column {
    let stage: Int
    let time: Int
    let kind: Kind
    /// The nodes, by row and slot.
    var nodes: [Int] = []
  }

  private(set) var all: [Column] = []
  /// The column of each node, `nil` for a node without one.
  private(set) var columnOf: [Int?]
  /// The slot of each node, 0 the leftmost.
  private(set) var slotOf: [Int]

  init(of graph: Layout.Graph, _ structure: Layout.Structure, _ rows: Rows) {
    columnOf = graph.nodes.map { _ in nil }
    slotOf = graph.nodes.map { _ in 0 }
    let timed = graph.nodes.indices.filter { graph.nodes[$0].time != nil }
    func key(_ node: Int) -> (stage: Int, time: Int, node: Int) {
      (structure.stages[graph.nodes[node].quantity], graph.nodes[node].time ?? 0, node)
    }
    let slots = Slots(of: graph, structure, rows)
    /// The lowest row: a folded cell may have none in that of its first quantity.
    let lowest = graph.nodes.map { rows.range(of: $0, structure)?.lowerBound }
    for node in timed.sorted(by: { key($0) < key($1) }) {
      let (stage, time, _) = key(node)
      if let last = all.last, last.stage == stage, last.time == time {
        all[all.count - 1].nodes.append(node)
      } else {
        all.append(Column(stage: stage, time: time, kind: .step, nodes: [node]))
      }
    }
    for (index, column) in all.enumerated() {
      let kind = Columns.kind(of: column, graph, structure)
      var nodes = column.nodes.sorted {
        (lowest[$0] ?? 0, slots.slotOf[graph.nodes[$0].quantity], $0)
          < (lowest[$1] ?? 0, slots.slotOf[graph.nodes[$1].quantity], $1)
      }
      if kind == .step {
        for node in nodes { slotOf[node] = slots.slotOf[graph.nodes[node].quantity] }
        // A folded cell stands over the last slot of those that are open, as their belts do.
        let last = nodes.filter { graph.nodes[$0].kind == .computed }.map { slotOf[$0] }.max() ?? 0
        for node in nodes where graph.nodes[node].kind == .foldedCell { slotOf[node] = last }
      } else {
        // States and dots that are alone in a column do not need the slots of others.
        var previous: (row: Int?, slot: Int) = (nil, 0)
        for node in nodes {
          let row = lowest[node]
          let slot = row == previous.row ? previous.slot + 1 : 0
          slotOf[node] = slot
          previous = (row, slot)
        }
      }
      nodes.sort {
        (lowest[$0] ?? 0, slotOf[$0]) < (lowest[$1] ?? 0, slotOf[$1])
      }
      for node in nodes { columnOf[node] = index }
      all[index] = Column(stage: column.stage, time: column.time, kind: kind, nodes: nodes)
    }
  }

  private static func kind(
    of column: Column, _ graph: Layout.Graph, _ structure: Layout.Structure
  ) -> Kind {
    let nodes = column.nodes.map { graph.nodes[$0] }
    if nodes.allSatisfy({ $0.kind == .dots }) { return .dots }
    if nodes.contains(where: { $0.kind == .foldedCell }) {
      let hasOpenCell = nodes.contains { node in
        if case .cell = structure.roles[node.quantity] { node.kind == .computed } else { false }
      }
      return hasOpenCell ? .step : .folded
    }
    let areStates = nodes.allSatisfy {
      $0.kind == .leaf && !graph.quantities[$0.quantity].readings.isEmpty
    }
    return areStates ? .initial : .step
  }
}

/// The slot of each quantity in its columns.
private struct Slots {
  private(set) var slotOf: [Int]
  private let graph: Layout.Graph
  private var isPlaced: [Bool]
  private var sources: [[Int]]
  private var readers: [[Int]]

  init(of graph: Layout.Graph, _ structure: Layout.Structure, _ rows: Rows) {
    self.graph = graph
    slotOf = graph.quantities.map { _ in 0 }
    isPlaced = graph.quantities.map { _ in false }
    readers = graph.quantities.map { _ in [] }
    sources = graph.quantities.map { quantity in
      quantity.readings.filter { $0.moment == .offset(0) }.map(\.quantity)
    }
    for (reader, sources) in sources.enumerated() {
      for source in sources { readers[source].append(reader) }
    }
    for stage in Set(structure.stages).sorted() {
      let members = graph.quantities.indices.filter {
        graph.quantities[$0].isTimed && structure.stages[$0] == stage && rows.rowOf[$0] != nil
      }
      place(members, structure, rows)
    }
  }

  private mutating func place(_ members: [Int], _ structure: Layout.Structure, _ rows: Rows) {
    var inRow = [[Int]](repeating: [], count: rows.count)
    for member in members { if let row = rows.rowOf[member] { inRow[row].append(member) } }
    let count = inRow.map(\.count).max() ?? 1
    let gateRows = structure.cells.map(\.gates).filter { gates in
      gates.contains { members.contains($0) }
    }
    for gates in gateRows {
      let drawn = gates.filter { members.contains($0) }
      for (index, gate) in drawn.enumerated() { set(gate, count - drawn.count + index) }
    }
    for cell in structure.cells {
      guard let last = cell.gates.last, isPlaced[last] else { continue }
      for belt in cell.belts where members.contains(belt) { set(belt, slotOf[last]) }
    }
    let feeders = Set(
      members.filter { member in
        readers[member].contains { isPlaced[$0] || rows.rowOf[$0] ?? 0 > 0 }
          && sources[member].isEmpty
      })
    for row in inRow {
      let members = row.filter { !isPlaced[$0] && !feeders.contains($0) }
      placeRow(members, of: row, count, members.map { slotOfSource(of: $0, rows.rowOf) })
    }
    for row in inRow.reversed() {
      let inputs = row.filter { !isPlaced[$0] }
      placeRow(inputs, of: row, count, inputs.map { slotOfReaders(of: $0, among: members) })
    }
  }

  private mutating func set(_ quantity: Int, _ slot: Int) {
    slotOf[quantity] = slot
    isPlaced[quantity] = true
  }

  /// The slot of the highest operand.
  private func slotOfSource(of reader: Int, _ rowOf: [Int?]) -> Int? {
    let placed = sources[reader].filter { isPlaced[$0] }
    return placed.max { (rowOf[$0] ?? 0, -$0) < (rowOf[$1] ?? 0, -$1) }.map { slotOf[$0] }
  }

  /// The slot in the middle of all readers.
  private func slotOfReaders(of source: Int, among members: [Int]) -> Int? {
    let slots = readers[source].filter { isPlaced[$0] && members.contains($0) }.map { slotOf[$0] }
    guard let least = slots.min(), let most = slots.max() else { return nil }
    return (least + most) / 2
  }

  /// Gives each of some quantities of a row a free slot, close to the preferred one.
  private mutating func placeRow(
    _ members: [Int], of row: [Int], _ count: Int, _ wishes: [Int?]
  ) {
    guard !members.isEmpty else { return }
    let taken = Set(row.filter { isPlaced[$0] }.map { slotOf[$0] })
    let free = (0..<count).filter { !taken.contains($0) }
    func place(nearest slot: Int) -> Int {
      free.indices.min { abs(free[$0] - slot) < abs(free[$1] - slot) } ?? 0
    }
    let middle = members.count == 1 ? (count - 1) / 2 : nil
    let wanted = members.enumerated().map { index, member in
      (place: place(nearest: wishes[index] ?? middle ?? index), member: member)
    }.sorted { ($0.place, $0.member) < ($1.place, $1.member) }
    var places: [Int] = []
    for (place, _) in wanted { places.append(max(place, (places.last ?? -1) + 1)) }
    for index in places.indices.reversed() {
      let most = index + 1 < places.count ? places[index + 1] - 1 : free.count - 1
      places[index] = min(places[index], most)
    }
    for (index, (_, member)) in wanted.enumerated() { set(member, free[places[index]]) }
  }
}
