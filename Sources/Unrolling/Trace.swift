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
  /// The edge from an operand to its reader, for all that the reader reads of the operand; for one
  /// reading where the network separates its readings.
  public struct Edge: Hashable, Sendable {
    /// The operand's node.
    public let from: Int
    /// The reader's node.
    public let to: Int
    /// Its place among the reader's edges.
    public let slot: Int
    /// Whether truncation cuts the edge: it carries a value forward and no gradient back.
    public let isCut: Bool
  }

  /// What was traced.
  public private(set) var graph: UnrolledGraph
  /// The values of all nodes, one node after another.
  let values: [Double]
  /// ∂Loss/∂component, at the same places.
  let gradients: [Double]
  private var memory = EdgeMemory()

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

  /// The trace with an edge for each reading of a quantity, as if the network separated them.
  var separatingReadings: Trace {
    var trace = self
    trace.graph.separateReadings()
    trace.memory = EdgeMemory()
    return trace
  }

  /// Returns the edges into a node, in the order of their first readings.
  public func edges(into node: Int) -> [Edge] {
    let count = graph.sharedSlots[node]?.count ?? graph.slotRange(of: node).count
    return (0..<count).map { edge(into: node, slot: $0) }
  }

  /// Returns one of the edges into a node.
  ///
  /// - Parameter slot: its place among them.
  /// - Complexity: O(1), also for one of the 10,000 terms of a sum.
  public func edge(into node: Int, slot: Int) -> Edge {
    // What is read of one operand is cut together.
    let place =
      graph.slotRange(of: node).lowerBound + (graph.sharedSlots[node].map { $0[slot][0] } ?? slot)
    return Edge(
      from: Int(graph.operandNodes[place]), to: node, slot: slot,
      isCut: graph.isSlotCut.indices.contains(place) && graph.isSlotCut[place])
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

  /// The local gradients and contributions of all edges into a node, ignoring truncation.
  func edgeGradients(into node: Int) -> (locals: [Value?], contributions: [Value]) {
    memory.gradients(into: node, count: graph.slotRange(of: node).count) {
      computedGradients(into: node)
    }
  }

  private func computedGradients(into node: Int) -> EdgeMemory.Gradients {
    guard let program = graph.program(of: node) else { return ([], []) }
    var workspace = Workspace(program, graph.operands(of: node).map(value(of:)))
    let locals = workspace.jacobians()
    let contributions = workspace.contributions(upstream: gradients[graph.range(of: node)])
    guard let groups = graph.sharedSlots[node] else { return (locals, contributions) }
    return (
      groups.map { slots in
        let parts = slots.compactMap { locals[$0] }
        return parts.count == slots.count ? Value.sum(of: parts) : nil
      }, groups.compactMap { slots in Value.sum(of: slots.map { contributions[$0] }) }
    )
  }

  /// The local gradient that all edges of a node share, where it only sums numbers, each once.
  func uniformLocal(of node: Int) -> Double? {
    graph.sharedSlots[node] == nil ? graph.program(of: node)?.code.uniformLocalGradient : nil
  }

  /// Returns the edges along which the gradient arrives at each node, in the forward pass's order:
  /// those of the same time step first. Cut edges are not included.
  ///
  /// - Complexity: O(n), n the number of edges; call it once for many nodes.
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

  /// Returns ∂node/∂operand of an edge as a person would write it: `W_h`, `(1 − h_2^2) · W_h`, of
  /// vectors `diag(1 − h_2 ⊙ h_2) · W_h`; of an operand that is read several times the whole
  /// derivative, `h_1 − n_2` of `(1 − z_2) · n_2 + z_2 · h_1` with respect to `z_2`.
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

  /// Returns the derivative with times relative to the reader's, the same for all time steps: `h[t-1]`
  /// of the lecture's state with respect to `W_h`; `nil` if no formula is known.
  public func relativeDerivative(of edge: Edge) -> Expression? {
    if let local = uniformLocal(of: edge.to) { return .number(local) }
    return relativeDerivatives(of: edge.to)?.jacobian(
      withRespectToSlots: occurrences(ofEdgesInto: edge.to)[edge.slot])
  }

  /// Returns the derivatives of a node's formula, `nil` for a leaf.
  func relativeDerivatives(of reader: Int) -> Derivatives? {
    let program = Int(graph.programOfNode[reader])
    guard program >= 0 else { return nil }
    let node = graph.nodes[reader]
    let shapes = graph.shapes
    return memory.derivatives(of: reader, count: graph.slotRange(of: reader).count) {
      Derivatives(
        of: graph.expressions[program],
        own: Symbol(node.name, time: node.time == nil ? nil : .relative(0))
      ) { shapes.shape(of: $0) }
    }
  }

  /// The occurrences of symbols in the formula of a computed node that each edge into it stands for.
  func occurrences(ofEdgesInto reader: Int) -> [[Int]] {
    let slots = graph.slotsOfOccurrences[Int(graph.programOfNode[reader])]
    var occurrenceOfSlot = slots
    for (occurrence, slot) in slots.enumerated() { occurrenceOfSlot[slot] = occurrence }
    return graph.sharedSlots[reader].map { $0.map { $0.map { occurrenceOfSlot[$0] }.sorted() } }
      ?? occurrenceOfSlot.map { [$0] }
  }
}
