import Layout
import Unrolling

/// The time steps that are drawn folded, and what each box stands for.
///
/// A box holds a cell at one time step with all that only it reads and all that reads it there:
/// inputs, outputs, and losses. In a stack each layer has a box.
///
///     Storyboard(of: trace, asking: ["h_0"], title: nil, folding: .untold).folds.boxes.map(\.time)
///     // of a GRU over five time steps: [2, 3, 4]
public struct Folds: Sendable {
  /// One box.
  public struct Box: Hashable, Sendable {
    /// The time step.
    public let time: Int
    /// The cell, as an index into the structure's cells.
    public let cell: Int
    /// The first quantity of the cell.
    public let quantity: Int
    /// The states that it passes on to other time steps.
    public internal(set) var states: [State] = []
    /// The stage of the cell: an encoder and a decoder have different ones.
    let stage: Int
    /// The part of the forward pass that computes it: where time runs backwards, one of its own.
    let pass: Int
    /// Whether its time runs backwards.
    let isBackward: Bool
  }

  /// A state of a box.
  public struct State: Hashable, Sendable {
    /// Its node.
    public let node: Int
    /// The same quantity one time step before: after it, where time runs backwards.
    public let before: Int?
  }

  /// What is folded.
  struct Chosen: Hashable {
    /// For each cell, the time steps at which it is folded.
    var timesOfCell: [Set<Int>] = []

    func contains(_ cell: Int, at time: Int) -> Bool {
      timesOfCell.indices.contains(cell) && timesOfCell[cell].contains(time)
    }
  }

  /// The boxes, by time step and cell.
  public private(set) var boxes: [Box] = []
  private var boxOfNode: [Int: Int] = [:]
  private var openTimes: Set<Int> = []

  /// No time step is folded.
  init() {}

  /// Folds time steps; what has nothing to do with a cell stays as it is.
  ///
  /// - Complexity: O(n log n), n the number of nodes and edges.
  init(_ chosen: Chosen, of graph: UnrolledGraph, _ quantities: Quantities) {
    let times = chosen.timesOfCell.reduce(into: Set<Int>()) { $0.formUnion($1) }
    guard !times.isEmpty, !quantities.structure.cells.isEmpty else { return }
    let structure = quantities.structure
    let readBy = quantities.cellsReadByCells
    /// Whether two of some cells do not read each other, directly or not.
    func areParallel(_ cells: Set<Int>) -> Bool {
      cells.count > 1
        && cells.contains { one in cells.contains { one < $0 && !readBy[$0].contains(one) } }
    }
    var cellOf: [Int: Int] = [:]
    var folded: [Int] = []
    // What belongs to a cell that is not folded at its time step, too.
    var open = Set<Int>()
    // The states, by quantity and time step.
    var states: [[Int]: Int] = [:]
    for (node, this) in graph.nodes.enumerated() {
      guard let time = this.time, let quantity = quantities.index(of: this) else { continue }
      if structure.isCarried[quantity] { states[[quantity, time]] = node }
      guard times.contains(time), this.role != .initial else { continue }
      folded.append(node)
      if case .cell(let cell) = structure.roles[quantity] {
        cellOf[node] = cell
        if !chosen.contains(cell, at: time) {
          open.insert(node)
          openTimes.insert(time)
        }
      } else {
        // An output belongs to the highest of the cells that it reads.
        let read = graph.operands(of: node).filter {
          graph.nodes[$0].time == time && cellOf[$0] != nil
        }
        cellOf[node] = read.compactMap { cellOf[$0] }.max()
        // One of two directions, or of twins, is in the box of neither.
        let cells = Set(read.compactMap { cellOf[$0] })
        if read.contains(where: open.contains) || areParallel(cells) { open.insert(node) }
      }
    }
    // What reads no cell, such as an input, belongs to the lowest of the cells that read it.
    let feeding = Set(folded.filter { cellOf[$0] == nil })
    var fed: [Int: Set<Int>] = [:]
    for node in folded.reversed() {
      guard let cell = cellOf[node] else { continue }
      for operand in graph.operands(of: node) where feeding.contains(operand) {
        cellOf[operand] = min(cell, cellOf[operand] ?? cell)
        fed[operand, default: []].insert(cell)
        if open.contains(node) { open.insert(operand) }
      }
    }
    for (node, cells) in fed where areParallel(cells) { open.insert(node) }
    folded.removeAll(where: open.contains)
    func key(_ node: Int) -> [Int]? {
      cellOf[node].map { [graph.nodes[node].time ?? 0, $0] }
    }
    var placeOfBox: [[Int]: Int] = [:]
    for key in Set(folded.compactMap(key)).sorted(by: { ($0[0], $0[1]) < ($1[0], $1[1]) }) {
      placeOfBox[key] = boxes.count
      let first = structure.cells[key[1]].quantities[0]
      boxes.append(
        Box(
          time: key[0], cell: key[1], quantity: first, stage: structure.stages[first],
          pass: graph.network.equations.indices.contains(first) ? graph.times.stages[first] : 0,
          isBackward: isBackward(structure.cells[key[1]].quantities, graph, quantities)))
    }
    for node in folded {
      guard let box = key(node).flatMap({ placeOfBox[$0] }) else { continue }
      boxOfNode[node] = box
      guard let quantity = quantities.index(of: graph.nodes[node]),
        structure.isCarried[quantity], case .cell = structure.roles[quantity]
      else { continue }
      boxes[box].states.append(
        State(
          node: node,
          before: states[[quantity, boxes[box].time + (boxes[box].isBackward ? 1 : -1)]]))
    }
  }

  private func isBackward(
    _ cell: [Int], _ graph: UnrolledGraph, _ quantities: Quantities
  ) -> Bool {
    graph.times.hasBackward
      && graph.nodes.contains { node in
        graph.times.direction(of: node.name) == .backward
          && quantities.index(of: node).map(cell.contains) ?? false
      }
  }

  /// Returns the box that stands for a node, `nil` for a node that is not folded.
  public func box(of node: Int) -> Int? { boxes.isEmpty ? nil : boxOfNode[node] }

  /// Whether the cells of a time step are all folded.
  package func isWhole(_ time: Int) -> Bool {
    !openTimes.contains(time) && boxes.contains { $0.time == time }
  }

  /// Returns a box with all boxes beside it: those of the same stage and pass, without an unfolded time step
  /// in between, in the order of time.
  func run(around box: Int) -> [Int] {
    var range = boxes[box].time...boxes[box].time
    let alike = boxes.indices.filter {
      boxes[$0].stage == boxes[box].stage && boxes[$0].pass == boxes[box].pass
        && boxes[$0].isBackward == boxes[box].isBackward
    }
    for place in alike where boxes[place].time == range.upperBound + 1 {
      range = range.lowerBound...range.upperBound + 1
    }
    for place in alike.reversed() where boxes[place].time == range.lowerBound - 1 {
      range = range.lowerBound - 1...range.upperBound
    }
    return alike.filter { range.contains(boxes[$0].time) }
  }
}
