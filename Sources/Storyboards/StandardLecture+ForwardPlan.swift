import Unrolling

/// What the steps of the forward pass are about, before any is made.
extension StandardLecture {
  /// A step of the forward pass.
  enum Forward {
    /// One value, with those that only repeat it, such as Loss_1 where it is y_1.
    case value(Int, copies: [Int])
    /// Values computed in the same way as the one before: the other gates of a cell.
    case alike([Int])
    /// All values of one or more time steps.
    case timeSteps([Int])
    /// Time steps that are left out of the drawing.
    case gap(Int)
    /// Folded time steps.
    case folds([Int])

    /// The values that it tells.
    var nodes: [Int] {
      switch self {
      case .value(let node, let copies): [node] + copies
      case .alike(let nodes), .timeSteps(let nodes): nodes
      case .gap, .folds: []
      }
    }

    fileprivate var wholeTimeSteps: [Int]? {
      if case .timeSteps(let nodes) = self { nodes } else { nil }
    }
  }

  /// Returns the steps of the forward pass without its beginning and end.
  ///
  /// - Parameters:
  ///   - detail: 0 to tell each value by itself; 1 to tell those whose quantity was told before by
  ///     their time steps; 2 to tell such time steps together; 3 to tell no value by itself.
  ///   - most: the greatest number of steps; the last one tells all that is left.
  ///   - joins: whether the gates of a cell after the first are told together.
  /// - Complexity: O(n), n the number of nodes.
  func forwardPlan(_ detail: Int, most: Int = .max, joins: Bool) -> [Forward] {
    var plan: [Forward] = []
    var known: Set<Int> = []
    var toldGap = -1
    var toldBoxes: Set<Int> = []
    for group in untoldTimeSteps {
      if let box = group.lazy.compactMap(folds.box).first, !toldBoxes.contains(box) {
        let run = folds.run(around: box)
        plan.append(.folds(run))
        toldBoxes.formUnion(run)
      }
      let nodes = group.filter { folds.box(of: $0) == nil }
      guard let first = nodes.first else { continue }
      if let gap = gap(of: first) {
        if gap != toldGap { plan.append(.gap(gap)) }
        toldGap = gap
        continue
      }
      // Values that are told alike, in the order in which they are computed.
      var parts: [(isSingle: Bool, nodes: [Int])] = []
      for node in nodes {
        let isNew = quantities.index(of: graph.nodes[node]).map { known.insert($0).inserted }
        let isSingle = detail == 0 || detail < 3 && isNew != false
        if parts.last?.isSingle != isSingle { parts.append((isSingle, [])) }
        parts[parts.count - 1].nodes.append(node)
      }
      for part in parts {
        if part.isSingle {
          plan += singleValues(part.nodes, joins: joins)
        } else if detail > 1, let earlier = plan.last?.wholeTimeSteps {
          plan[plan.count - 1] = .timeSteps(earlier + part.nodes)
        } else {
          plan.append(.timeSteps(part.nodes))
        }
      }
    }
    guard plan.count > most else { return plan }
    let rest = plan[(most - 1)...].flatMap(\.nodes)
    return plan.prefix(most - 1) + [.timeSteps(rest)]
  }

  /// A step for each value, except for those that repeat another one and for the other gates.
  private func singleValues(_ nodes: [Int], joins: Bool) -> [Forward] {
    var values: [(node: Int, copies: [Int])] = []
    for node in nodes {
      if let original = original(of: node),
        let place = values.firstIndex(where: { $0.node == original || $0.copies.contains(original) }
        )
      {
        values[place].copies.append(node)
      } else {
        values.append((node, []))
      }
    }
    var plan: [Forward] = []
    var rest = values[...]
    while let first = rest.popFirst() {
      plan.append(.value(first.node, copies: first.copies))
      guard joins, let cell = cell(ofGate: first.node), first.copies.isEmpty else { continue }
      var alike: [Int] = []
      while let next = rest.first, next.copies.isEmpty, self.cell(ofGate: next.node) == cell,
        !graph.operands(of: next.node).contains(where: { ($0 == first.node) || alike.contains($0) })
      {
        alike.append(next.node)
        rest.removeFirst()
      }
      // Of two gates, each has a step: one for the second alone would save none.
      plan += alike.count > 1 ? [.alike(alike)] : alike.map { .value($0, copies: []) }
    }
    return plan
  }

  /// The quantity whose value a node repeats, as when Loss_1 is y_1.
  func original(of node: Int) -> Int? {
    guard case .symbol = graph.expression(of: node)?.kind else { return nil }
    return graph.operands(of: node).first
  }

  /// The cell that a node is a gate of.
  func cell(ofGate node: Int) -> Int? {
    guard let quantity = quantities.index(of: graph.nodes[node]),
      case .cell(let cell) = quantities.structure.roles[quantity],
      !quantities.structure.isCarried[quantity]
    else { return nil }
    return cell
  }

  /// The part of the forward pass that a computed node belongs to: a recurrence that runs backwards is
  /// one of its own.
  private func pass(of node: Int) -> Int {
    guard case .computed(let equation) = graph.nodes[node].role,
      graph.times.stages.indices.contains(equation)
    else { return 0 }
    return graph.times.stages[equation]
  }

  /// The computed values that are not shown yet, one group for each time step and part.
  private var untoldTimeSteps: [[Int]] {
    var groups: [[Int]] = []
    for node in graph.nodes.indices.prefix(upTo: outcome)
    where !graph.operands(of: node).isEmpty && !isShown(.value(node)) {
      if let last = groups.last?.last, graph.nodes[last].time == graph.nodes[node].time,
        pass(of: last) == pass(of: node)
      {
        groups[groups.count - 1].append(node)
      } else {
        groups.append([node])
      }
    }
    return groups
  }
}
