import Formulas

/// Every number of a lesson: values from the forward pass, gradients from the backward pass, and
/// local, upstream and contribution of each edge, kept apart.
///
///     let trace = try Trace(of: UnrolledGraph(of: network))
///     trace.gradient(of: node)         // ∂Loss/∂node, summed over all paths
///     trace.contributions()[node]      // the edges that bring the terms of that sum
public struct Trace: Sendable {
  /// One operand slot: the edge from an operand to its reader.
  public struct Edge: Hashable, Sendable {
    /// The operand's node.
    public let from: Int
    /// The reader's node.
    public let to: Int
    /// The reader's slot that the operand fills.
    public let slot: Int
  }

  /// What one time step adds to the gradient of a shared parameter.
  public struct Term: Hashable, Sendable {
    /// The reading node's time step, `nil` without time.
    public let time: Int?
    /// The node that reads the parameter.
    public let node: Int
    /// local · upstream of that reading.
    public let contribution: Value
  }

  /// What was traced.
  public let graph: UnrolledGraph
  /// The value of each node.
  let values: [Double]
  /// ∂Loss/∂node for each node: the sum of its edges' contributions, 1 for the loss itself.
  let gradients: [Double]
  /// The local gradient of each slot, in the order of `graph.operandNodes`.
  let locals: [Double]

  /// Computes all values forward and all gradients backward.
  ///
  /// - Throws: `UnrollingError` naming the first node whose value or gradient is not finite.
  /// - Complexity: O(n), n the number of operand slots of all nodes; no recursion.
  public init(of graph: UnrolledGraph) throws(UnrollingError) {
    self.graph = graph
    let (values, failure) = graph.forwardValues()
    if let failure { throw graph.notFinite(at: failure, values: values) }
    self.values = values
    (gradients, locals) = graph.backward(values)
    for node in graph.nodes.indices.reversed() where !gradients[node].isFinite {
      let failed = graph.nodes[node]
      throw .gradientNotFinite(node: failed.id, time: failed.time)
    }
  }

  /// Returns the edges into a node, slot by slot.
  public func edges(into node: Int) -> [Edge] {
    graph.slotRange(of: node).enumerated().map { slot, place in
      Edge(from: Int(graph.operandNodes[place]), to: node, slot: slot)
    }
  }

  /// Returns the value of a node.
  public func value(of node: Int) -> Value { .scalar(values[node]) }

  /// Returns ∂Loss/∂node: the sum of its edges' contributions, 1 for the loss itself.
  public func gradient(of node: Int) -> Value { .scalar(gradients[node]) }

  /// Returns ∂reader/∂operand of an edge: a number if both are scalars, else the Jacobian; `nil`
  /// for a matrix operand, whose derivative has more than two axes.
  public func local(of edge: Edge) -> Value? { .scalar(local(edge)) }

  /// Returns ∂Loss/∂reader of an edge.
  public func upstream(of edge: Edge) -> Value { gradient(of: edge.to) }

  /// Returns what an edge adds to ∂Loss/∂operand, in the operand's shape: local · upstream.
  public func contribution(of edge: Edge) -> Value { .scalar(local(edge) * gradients[edge.to]) }

  private func local(_ edge: Edge) -> Double {
    locals[graph.slotRange(of: edge.to).lowerBound + edge.slot]
  }

  /// Returns the edges by which the gradient arrives at each node, in the backward pass's order.
  ///
  /// - Complexity: O(n), n the number of slots; call it once for many nodes.
  public func contributions() -> [[Edge]] {
    var arriving = [[Edge]](repeating: [], count: graph.nodes.count)
    for node in graph.nodes.indices.reversed() where node <= graph.outcome || gradients[node] != 0 {
      for edge in edges(into: node) { arriving[edge.from].append(edge) }
    }
    return arriving
  }

  /// Returns what each reading of a parameter adds to its gradient, in the order of time.
  public func terms(of parameter: Int) -> [Term] {
    graph.nodes.indices.flatMap { node in
      edges(into: node).filter { $0.from == parameter }.map {
        Term(time: graph.nodes[node].time, node: node, contribution: contribution(of: $0))
      }
    }
  }

  /// Returns ∂node/∂operand of a slot as a person would write it: `W_h`, `(1 − h_2^2) · W_h`.
  public func derivative(of edge: Edge) -> Expression {
    guard let expression = graph.expression(of: edge.to) else { return .number(0) }
    let slots = graph.programs[Int(graph.programOfNode[edge.to])].slotOfOccurrence
    let occurrence = slots.firstIndex(of: edge.slot) ?? 0
    return expression.derivative(
      withRespectToSlot: occurrence, own: graph.nodes[edge.to].symbol)
  }
}
