import Formulas

/// Numbers near the largest ones: values and gradients may be finite while what is computed from
/// them overflows.
extension Trace {
  // Products of ten numbers of this size are still finite.
  private static let ordinary = 1e30

  /// Why a number that figures or tables show besides values and gradients is not finite; `nil` if
  /// all are, which needs no further computation unless a value or gradient is extremely large or
  /// small.
  var firstBeyondNumbers: UnrollingError? {
    let ordinary = 1 / Self.ordinary...Self.ordinary
    let isOrdinary =
      values.allSatisfy { $0 == 0 || ordinary.contains(abs($0)) }
      && gradients.allSatisfy { abs($0) <= Self.ordinary }
    return isOrdinary ? nil : beyondNumbersByNode ?? beyondNumbersByToken
  }

  /// Finds out why a node's gradient is infinite or not a number.
  func noGradient(of node: Int, isInfinite: Bool) -> UnrollingError {
    let failed = graph.nodes[node]
    let reader = graph.nodes.indices.first { reader in
      guard !isInfinite, let edge = edges(into: reader).first(where: { $0.from == node }),
        graph.expression(of: reader)?.hasInExponent(failed.symbol) ?? false
      else { return false }
      return local(of: edge)?.components.contains(where: \.isNaN) ?? false
    }
    return if let reader {
      .exponentOfNegative(node: failed.id, time: failed.time, reader: graph.nodes[reader].id)
    } else {
      .gradientNotFinite(node: failed.id, time: failed.time, isInfinite: isInfinite)
    }
  }

  private var beyondNumbersByNode: UnrollingError? {
    var sums: [Int: [Double]] = [:]
    for (index, node) in graph.nodes.enumerated() {
      func error(_ detail: UnrollingError.Detail) -> UnrollingError {
        .beyondNumbers(detail, node: node.id, time: node.time)
      }
      if !value(of: index).norm.isFinite { return error(.norm) }
      if !gradient(of: index).norm.isFinite { return error(.gradientNorm) }
      let (locals, contributions) = edgeGradients(into: index)
      for edge in edges(into: index) {
        let operand = graph.nodes[edge.from]
        if let local = locals[edge.slot], !local.norm.isFinite {
          return error(.local(operand: operand.id))
        }
        if edge.isCut { continue }
        let contribution = contributions[edge.slot]
        if !contribution.norm.isFinite { return error(.contribution(operand: operand.id)) }
        if operand.role == .parameter, !add(contribution, to: &sums[edge.from]) {
          return error(.sum(parameter: operand.id))
        }
      }
    }
    return nil
  }

  private var beyondNumbersByToken: UnrollingError? {
    for embedding in embeddingGradients {
      guard let use = embedding.terms.first(where: { !$0.sum.norm.isFinite }) else { continue }
      let node = graph.nodes[use.node]
      return .beyondNumbers(
        .sum(parameter: "the embedding of \(embedding.token)"), node: node.id, time: node.time)
    }
    return nil
  }

  /// Adds to a running sum; returns whether its norm is finite.
  private func add(_ value: Value, to sum: inout [Double]?) -> Bool {
    let components = value.components
    let total = sum.map { zip($0, components).map(+) } ?? components
    sum = total
    return Value.vector(total).norm.isFinite
  }
}

extension Expression {
  /// Whether a symbol is part of any exponent.
  fileprivate func hasInExponent(_ symbol: Symbol) -> Bool {
    if case .power(_, let exponent) = kind,
      exponent.symbols.contains(where: { $0.symbol == symbol })
    {
      return true
    }
    return operands.contains { $0.hasInExponent(symbol) }
  }
}
