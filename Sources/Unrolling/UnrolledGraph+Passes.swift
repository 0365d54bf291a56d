import Formulas

extension UnrolledGraph {
  /// Returns each node's value, and the first node whose value is not finite.
  ///
  /// - Parameter changed: a leaf with another value than its own, for a finite difference.
  func forwardValues(changing changed: (leaf: Int, value: Double)? = nil) -> ([Double], Int?) {
    var values = leafValues
    if let changed { values[changed.leaf] = changed.value }
    var inputs: [Double] = []
    var registers = Program.Registers()
    for node in nodes.indices where programOfNode[node] >= 0 {
      let (program, slotOfOccurrence) = programs[Int(programOfNode[node])]
      gather(node, slotOfOccurrence, values, into: &inputs)
      let value = program.value(of: inputs, using: &registers)
      values[node] = value
      if !value.isFinite { return (values, node) }
    }
    return (values, nil)
  }

  /// Returns ∂outcome/∂node for each node and the local gradient of each slot.
  func backward(_ values: [Double]) -> (gradients: [Double], locals: [Double]) {
    var gradients = [Double](repeating: 0, count: nodes.count)
    var locals = [Double](repeating: 0, count: operandNodes.count)
    var inputs: [Double] = []
    var found: [Double] = []
    var registers = Program.Registers()
    gradients[outcome] = 1
    for node in nodes.indices.reversed() where programOfNode[node] >= 0 {
      let (program, slotOfOccurrence) = programs[Int(programOfNode[node])]
      gather(node, slotOfOccurrence, values, into: &inputs)
      while found.count < slotOfOccurrence.count { found.append(0) }
      program.localGradients(at: inputs, into: &found, using: &registers)
      let start = Int(slotStarts[node])
      let upstream = gradients[node]
      for occurrence in slotOfOccurrence.indices {
        let place = start + slotOfOccurrence[occurrence]
        locals[place] = found[occurrence]
        gradients[Int(operandNodes[place])] += found[occurrence] * upstream
      }
    }
    return (gradients, locals)
  }

  private func gather(
    _ node: Int, _ slotOfOccurrence: [Int], _ values: [Double], into inputs: inout [Double]
  ) {
    let start = Int(slotStarts[node])
    inputs.removeAll(keepingCapacity: true)
    for slot in slotOfOccurrence { inputs.append(values[Int(operandNodes[start + slot])]) }
  }

  /// Finds out what made a node's value infinite or no number.
  func notFinite(at node: Int, values: [Double]) -> UnrollingError {
    let failed = nodes[node]
    var reason = values[node].isNaN ? "it is not a number" : "its value is too large to hold"
    if let expression = expression(of: node) {
      let slots = programs[Int(programOfNode[node])].slotOfOccurrence
      let operands = operands(of: node)
      var occurrence = 0
      // Numbers in place of names, so that each part can be computed on its own.
      let numbers = expression.replacingSymbols { _ in
        defer { occurrence += 1 }
        return .number(values[operands[slots[occurrence]]])
      }
      reason = numbers.failure ?? reason
    }
    return .notFinite(node: failed.id, time: failed.time, reason: reason)
  }
}

extension Expression {
  /// The first operation, innermost first, that is not defined at its operands; for a tree of
  /// numbers.
  fileprivate var failure: String? {
    for operand in operands { if let failure = operand.failure { return failure } }
    func value(_ part: Expression) -> Double { (try? Program(part))?.value(of: []) ?? .nan }
    let style = NumberStyle()
    switch kind {
    case .quotient(_, let divisor) where value(divisor) == 0: return "division by zero"
    case .call(.log, let arguments) where value(arguments[0]) <= 0:
      return "the logarithm of \(style.notation(value(arguments[0])).plain)"
    case .call(.sqrt, let arguments) where value(arguments[0]) < 0:
      return "the square root of \(style.notation(value(arguments[0])).plain)"
    case .power(let base, _) where value(self).isNaN || value(base) == 0 && !value(self).isFinite:
      return "a power of \(style.notation(value(base)).plain) that is not defined"
    default: return nil
    }
  }
}
