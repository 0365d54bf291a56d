import Formulas

extension Trace {
  /// Returns the derivative of a state with respect to an earlier node along all paths within the
  /// state's own time step: the sum over those paths of the products of their local gradients. The
  /// other states of the earlier time step are held fixed.
  ///
  ///     trace.totalDerivative(of: h2, by: h1)  // of h[t] = tanh(W*h[t-1]): (1 − h₂²)·W
  ///
  /// A number if both are scalars, otherwise the Jacobian with a row for each component of the
  /// state; `nil` for matrices, and if a component is too large for a number. Truncation does not
  /// change it.
  ///
  /// - Complexity: O(m · n), m the state's components, n the nodes between the two.
  public func totalDerivative(of state: Int, by earlier: Int) -> Value? {
    let (shape, operand) = (graph.nodes[state].shape, graph.nodes[earlier].shape)
    guard earlier < state, !shape.isMatrix, !operand.isMatrix else { return nil }
    let rows = (0..<shape.count).map { component -> [Double] in
      var seed = [Double](repeating: 0, count: shape.count)
      seed[component] = 1
      return gradient(from: state, seed, to: earlier)
    }
    guard rows.allSatisfy({ $0.allSatisfy(\.isFinite) }) else { return nil }
    return shape == .scalar && operand == .scalar ? .scalar(rows[0][0]) : .matrix(rows)
  }

  private func gradient(from state: Int, _ seed: [Double], to earlier: Int) -> [Double] {
    var upstream = [state: seed]
    let time = graph.nodes[state].time
    for node in stride(from: state, to: earlier, by: -1) {
      guard let here = upstream.removeValue(forKey: node), let program = graph.program(of: node)
      else { continue }
      let operands = graph.operands(of: node)
      var workspace = Workspace(program, operands.map(value(of:)))
      for (operand, contribution) in zip(operands, workspace.contributions(upstream: here[...]))
      where operand == earlier || graph.nodes[operand].time == time {
        let sum = upstream[operand] ?? []
        upstream[operand] =
          sum.isEmpty ? contribution.components : zip(sum, contribution.components).map { $0 + $1 }
      }
    }
    return upstream[earlier] ?? [Double](repeating: 0, count: graph.nodes[earlier].shape.count)
  }
}
