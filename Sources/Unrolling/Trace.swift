import Formulas

/// Every number of a lesson: values from the forward pass, gradients from the backward pass, and
/// the local gradient, upstream gradient and contribution of each edge, kept separate.
///
///     let trace = try Trace(of: UnrolledGraph(of: network))
///     trace.gradient(of: node)         // ∂Loss/∂node, summed over all paths
///     trace.contributions()[node]      // the edges that contribute the terms of that sum
///
/// Nothing is checked against finite differences here; `GradientCheck` does that.
public struct Trace: Sendable {
  /// One operand slot: the edge from an operand to its reader.
  public struct Edge: Hashable, Sendable {
    /// The operand's node.
    public let from: Int
    /// The reader's node.
    public let to: Int
    /// The reader's slot that the operand fills.
    public let slot: Int
    /// Whether truncation cuts the edge: it carries a value forward and no gradient back.
    public let isCut: Bool
  }

  /// What was traced.
  public let graph: UnrolledGraph
  /// The values of all nodes, one node after another.
  let values: [Double]
  /// ∂Loss/∂component, at the same places.
  let gradients: [Double]

  /// Computes all values forward and all gradients backward; no Jacobian is built.
  ///
  /// - Throws: `UnrollingError` naming the first node whose value or gradient is not finite, or for
  ///   which a norm, a local gradient or a sum in a ledger is not.
  /// - Complexity: O(n), n the number of operations of all nodes; no recursion.
  public init(of graph: UnrolledGraph) throws(UnrollingError) {
    self.graph = graph
    var forward = graph.forward(from: graph.leafValues, keepsTape: true)
    if let failure = forward.failure { throw graph.notFinite(at: failure, values: forward.values) }
    gradients = graph.backward(&forward)
    values = forward.values
    for node in graph.nodes.indices.reversed() {
      guard let bad = gradients[graph.range(of: node)].first(where: { !$0.isFinite }) else {
        continue
      }
      throw noGradient(of: node, isInfinite: !bad.isNaN)
    }
    if let error = firstBeyondNumbers { throw error }
  }

  /// Returns the edges into a node, slot by slot.
  public func edges(into node: Int) -> [Edge] {
    graph.slotRange(of: node).enumerated().map { slot, place in
      Edge(
        from: Int(graph.operandNodes[place]), to: node, slot: slot,
        isCut: graph.isSlotCut.indices.contains(place) && graph.isSlotCut[place])
    }
  }

  /// Returns the value of a node.
  public func value(of node: Int) -> Value {
    Value(graph.nodes[node].shape, values[graph.range(of: node)])
  }

  /// Returns ∂Loss/∂node, in the node's shape: the sum of its edges' contributions, 1 for the loss
  /// itself.
  public func gradient(of node: Int) -> Value {
    Value(graph.nodes[node].shape, gradients[graph.range(of: node)])
  }

  /// Returns ∂reader/∂operand of an edge: a number if both are scalars, otherwise the Jacobian,
  /// with a row for each component of the reader and a column for each of the operand's; `nil` for
  /// a matrix, whose derivative has more than two axes. A cut does not change it.
  ///
  /// - Complexity: O(m · n), m the reader's components, n the operations of its formula.
  public func local(of edge: Edge) -> Value? {
    if let local = uniformLocal(of: edge.to) { return .scalar(local) }
    return edgeGradients(into: edge.to).locals[edge.slot]
  }

  /// Returns `local(of:)` of several edges, computed once for neighbours with the same reader.
  public func locals(of edges: [Edge]) -> [Value?] {
    var known: (reader: Int, locals: [Value?])?
    return edges.map { edge in
      if let local = uniformLocal(of: edge.to) { return .scalar(local) }
      let locals =
        known?.reader == edge.to ? known?.locals : edgeGradients(into: edge.to).locals
      known = locals.map { (edge.to, $0) }
      return locals?[edge.slot]
    }
  }

  /// Returns ∂Loss/∂reader of an edge.
  public func upstream(of edge: Edge) -> Value { gradient(of: edge.to) }

  /// Returns what an edge adds to ∂Loss/∂operand, in the operand's shape: upstream · local, and
  /// zeros along a cut edge.
  public func contribution(of edge: Edge) -> Value {
    if edge.isCut { return .zeros(graph.nodes[edge.from].shape) }
    if let local = uniformLocal(of: edge.to) {
      return .scalar(local * gradients[graph.offsets[edge.to]])
    }
    return edgeGradients(into: edge.to).contributions[edge.slot]
  }

  /// The local gradients and contributions of all slots of a node, ignoring truncation.
  func edgeGradients(into node: Int) -> (locals: [Value?], contributions: [Value]) {
    guard let program = graph.program(of: node) else { return ([], []) }
    var workspace = Workspace(program, graph.operands(of: node).map(value(of:)))
    return (
      workspace.jacobians(), workspace.contributions(upstream: gradients[graph.range(of: node)])
    )
  }

  func uniformLocal(of node: Int) -> Double? { graph.program(of: node)?.code.uniformLocalGradient }

  /// Returns the edges along which the gradient arrives at each node, in the forward pass's order:
  /// those of the same time step first. Cut edges are not included.
  ///
  /// - Complexity: O(n), n the number of slots; call it once for many nodes.
  public func contributions() -> [[Edge]] {
    var arriving = [[Edge]](repeating: [], count: graph.nodes.count)
    for node in graph.nodes.indices where passesGradient(node) {
      for edge in edges(into: node) where !edge.isCut { arriving[edge.from].append(edge) }
    }
    return arriving
  }

  /// Whether a node passes a gradient on to its operands.
  func passesGradient(_ node: Int) -> Bool {
    node <= graph.outcome || gradients[graph.range(of: node)].contains { $0 != 0 }
  }

  /// Returns ∂node/∂operand of a slot as a person would write it: `W_h`, `(1 − h_2^2) · W_h`, of
  /// vectors `diag(1 − h_2 ⊙ h_2) · W_h`.
  ///
  /// If no formula is known it is the Jacobian's numbers; for a matrix, whose derivative has more
  /// than two axes, it is "…".
  public func derivative(of edge: Edge) -> Expression {
    let derivative = relativeDerivative(of: edge).map { derivative in
      graph.nodes[edge.to].time.map { derivative.at($0) } ?? derivative
    }
    return derivative ?? local(of: edge).map(Expression.literal)
      ?? Expression(.value(.scalar(0), name: "…"))
  }

  /// Returns the derivative with times relative to the reader's, the same for all time steps.
  func relativeDerivative(of edge: Edge) -> Expression? {
    if let local = uniformLocal(of: edge.to) { return .number(local) }
    return relativeDerivatives(of: edge.to)?.derivative(ofSlot: edge.slot)
  }

  /// The derivatives of a node's formula with respect to its slots.
  struct SlotDerivatives {
    fileprivate let derivatives: Derivatives
    /// One occurrence of the symbol that fills each slot.
    fileprivate let occurrences: [Int: Int]

    func derivative(ofSlot slot: Int) -> Expression? {
      derivatives.jacobian(withRespectToSlot: occurrences[slot] ?? 0)
    }
  }

  /// Returns the derivatives of a node's formula, `nil` for a leaf.
  func relativeDerivatives(of reader: Int) -> SlotDerivatives? {
    let program = Int(graph.programOfNode[reader])
    guard program >= 0 else { return nil }
    let node = graph.nodes[reader]
    let shapes = graph.shapes
    let slots = graph.slotsOfOccurrences[program]
    return SlotDerivatives(
      derivatives: Derivatives(
        of: graph.expressions[program],
        own: Symbol(node.name, time: node.time == nil ? nil : .relative(0))
      ) { shapes.shape(of: $0) },
      occurrences: Dictionary(zip(slots, slots.indices)) { first, _ in first })
  }
}
