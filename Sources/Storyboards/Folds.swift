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

  /// The boxes, by time step and cell.
  public private(set) var boxes: [Box] = []
  private var boxOfNode: [Int: Int] = [:]

  /// No time step is folded.
  init() {}

  /// Folds time steps; what has nothing to do with a cell stays as it is.
  ///
  /// - Complexity: O(n log n), n the number of nodes and edges.
  init(_ times: Set<Int>, of graph: UnrolledGraph, _ quantities: Quantities) {
    guard !times.isEmpty, !quantities.structure.cells.isEmpty else { return }
    let structure = quantities.structure
    var cellOf: [Int: Int] = [:]
    var folded: [Int] = []
    // The states, by quantity and time step.
    var states: [[Int]: Int] = [:]
    for (node, this) in graph.nodes.enumerated() {
      guard let time = this.time, let quantity = quantities.index(of: this) else { continue }
      if structure.isCarried[quantity] { states[[quantity, time]] = node }
      guard times.contains(time), this.role != .initial else { continue }
      folded.append(node)
      if case .cell(let cell) = structure.roles[quantity] {
        cellOf[node] = cell
      } else {
        // An output belongs to the highest of the cells that it reads.
        cellOf[node] = graph.operands(of: node).filter { graph.nodes[$0].time == time }
          .compactMap { cellOf[$0] }.max()
      }
    }
    // What reads no cell, such as an input, belongs to the lowest of the cells that read it.
    let feeding = Set(folded.filter { cellOf[$0] == nil })
    for node in folded.reversed() {
      guard let cell = cellOf[node] else { continue }
      for operand in graph.operands(of: node) where feeding.contains(operand) {
        cellOf[operand] = min(cell, cellOf[operand] ?? cell)
      }
    }
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

  /// Returns a box with all boxes beside it: those of the same stage, without an unfolded time step
  /// in between, in the order of time.
  func run(around box: Int) -> [Int] {
    var range = boxes[box].time...boxes[box].time
    let alike = boxes.indices.filter {
      boxes[$0].stage == boxes[box].stage && boxes[$0].isBackward == boxes[box].isBackward
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
