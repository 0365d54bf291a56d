import Unrolling

extension Storyboard {
  /// What a step is about; figures fade everything else, so that the eye is led.
  public struct Focus: Sendable {
    private struct Line: Hashable {
      let operand, reader: Int
    }

    private var nodes: Set<Int> = []
    private var lines: Set<Line> = []
    /// Folded time steps and those left out, and what belongs to them.
    private var rest: Set<Item> = []

    fileprivate init() {}

    /// Returns whether a step is about an item. A title, the given quantities and the strip are never
    /// faded.
    public func contains(_ item: Item) -> Bool {
      switch item {
      case .title, .definitions, .strip, .losses: true
      case .node(let node), .token(let node), .value(let node), .gradient(let node),
        .otherValue(let node), .otherGradient(let node), .valueBlank(let node),
        .gradientBlank(let node), .question(let node):
        nodes.contains(node)
      case .edge(let slot), .flow(let slot), .contribution(let slot):
        lines.contains(Line(operand: slot.from, reader: slot.to))
      case .gap, .gapFlow, .fold, .foldFlow, .totalDerivative: rest.contains(item)
      }
    }

    fileprivate var isEmpty: Bool { nodes.isEmpty && lines.isEmpty && rest.isEmpty }

    fileprivate mutating func add(_ node: Int, in board: Storyboard) {
      if let box = board.folds.box(of: node) {
        add(box: box, in: board)
      } else if let gap = board.trace.graph.nodes[node].time.flatMap(board.columns.gap(of:)) {
        rest.formUnion([.gap(gap), .gapFlow(gap)])
      } else {
        nodes.insert(node)
      }
    }

    private mutating func add(box: Int, in board: Storyboard) {
      rest.formUnion([.fold(box), .foldFlow(box)])
      for state in board.folds.boxes[box].states {
        guard let before = state.before else { continue }
        rest.insert(.totalDerivative(.init(from: before, to: state.node, slot: 0)))
      }
    }

    fileprivate mutating func add(from operand: Int, to reader: Int, in board: Storyboard) {
      add(operand, in: board)
      add(reader, in: board)
      lines.insert(Line(operand: operand, reader: reader))
    }

    fileprivate mutating func add(_ item: Item, in board: Storyboard) {
      switch item {
      case .title, .definitions, .strip, .losses: break
      case .node(let node), .token(let node), .value(let node), .gradient(let node),
        .otherValue(let node), .otherGradient(let node), .valueBlank(let node),
        .gradientBlank(let node), .question(let node):
        add(node, in: board)
      case .edge(let slot), .flow(let slot), .contribution(let slot):
        add(from: slot.from, to: slot.to, in: board)
      case .gap(let gap), .gapFlow(let gap): rest.formUnion([.gap(gap), .gapFlow(gap)])
      case .fold(let box), .foldFlow(let box): add(box: box, in: board)
      case .totalDerivative: rest.insert(item)
      }
    }
  }

  /// Returns what a step is about: what it emphasizes, what it computes that from and, at the answer,
  /// the paths of the gradient that is asked for; `nil` for a step about the whole drawing.
  ///
  ///     board.focus(of: step)?.contains(.value(node)) ?? true  // false: the chip is faded
  ///
  /// - Complexity: O(n), n the number of nodes and edges of the unrolled graph.
  public func focus(of step: Step) -> Focus? {
    switch step.kind {
    case .title, .definitions, .target, .question, .cell, .flow, .samples, .update, .comparison,
      .worksheet, .solution:
      return nil
    case .forward, .loss, .output, .state, .derivative, .local, .upstream, .braces, .sum, .ledger,
      .say, .answer, .recap:
      break
    }
    var focus = Focus()
    for item in step.hot { focus.add(item, in: self) }
    for item in step.touched { focus.add(item, in: self) }
    if step.isForward { addOperands(of: step.hot, to: &focus) }
    if step.kind == .answer { addPaths(to: &focus) }
    return focus.isEmpty ? nil : focus
  }

  /// What the values that a step shows are computed from.
  private func addOperands(of hot: Set<Item>, to focus: inout Focus) {
    for item in hot {
      guard case .value(let node) = item else { continue }
      for operand in trace.graph.operands(of: node) { focus.add(from: operand, to: node, in: self) }
    }
  }

  /// All edges along which the gradients asked for flow back from the loss.
  private func addPaths(to focus: inout Focus) {
    let graph = trace.graph
    var depends = [Bool](repeating: false, count: graph.nodes.count)
    for node in asked { depends[node] = true }
    for node in graph.nodes.indices where !depends[node] {
      depends[node] = graph.gradientOperands(of: node).contains { depends[$0] }
    }
    var reaches = [Bool](repeating: false, count: graph.nodes.count)
    reaches[graph.outcome] = true
    for node in graph.nodes.indices.reversed() where reaches[node] && depends[node] {
      focus.add(node, in: self)
      for operand in graph.gradientOperands(of: node) where depends[operand] {
        reaches[operand] = true
        focus.add(from: operand, to: node, in: self)
      }
    }
  }
}
