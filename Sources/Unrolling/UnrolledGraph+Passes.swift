import Formulas

extension UnrolledGraph {
  /// The result of a forward pass.
  struct Forward {
    var values: [Double]
    /// The intermediate results of all nodes, one after another; only one node's if not kept.
    var tape: [Double]
    /// The first node whose value is not finite.
    var failure: Int?
  }

  /// Computes each node's value.
  ///
  /// - Parameters:
  ///   - values: the leaves' values at their places, with space for all the others.
  ///   - offsets: where each slot reads its value; `operandOffsets` if not given.
  ///   - keepsTape: whether intermediate results are kept for a backward pass.
  func forward(
    from values: [Double], reading offsets: [Int]? = nil, keepsTape: Bool = false
  ) -> Forward {
    var result = Forward(values: values, tape: [], failure: nil)
    let sizes = programs.map(\.code.registerCount)
    let count =
      keepsTape
      ? programOfNode.reduce(0) { $0 + ($1 < 0 ? 0 : sizes[Int($1)]) } : sizes.max() ?? 0
    result.tape = Array(repeating: 0, count: count + 1)
    let offsets = offsets ?? operandOffsets
    var next = 0
    result.failure = programs.map(\.code).withUnsafeBufferPointer { programs in
      result.withPlaces(offsets) { places in
        for node in nodes.indices where programOfNode[node] >= 0 {
          let kind = Int(programOfNode[node])
          let slots = places.offsets + slotStarts[node] + node
          programs[kind].run(
            at: .init(values: places.values, offsets: slots, registers: places.registers + next))
          if keepsTape { next += sizes[kind] }
          let own = offsets[slotStarts[node + 1] + node]
          for place in own..<own + nodes[node].shape.count where !places.values[place].isFinite {
            return node
          }
        }
        return nil
      }
    }
    return result
  }

  /// Returns ∂outcome/∂node for each component of each node, at the values' places.
  ///
  /// Vector-Jacobian products are added directly to the operands' gradients: nothing is stored per
  /// edge, so a shared matrix needs no memory per time step.
  func backward(_ forward: inout Forward) -> [Double] {
    let sizes = programs.map(\.code.registerCount)
    // What flows along a cut edge is written behind the gradients and discarded.
    let waste = leafValues.count
    let widest = isSlotCut.contains(true) ? nodes.map(\.shape.count).max() ?? 0 : 0
    var gradients = Forward(
      values: Array(repeating: 0, count: waste + widest),
      tape: Array(repeating: 0, count: (sizes.max() ?? 0) + 1))
    gradients.values[offsets[outcome]] = 1
    let sinks = widest > 0 ? redirecting(isSlotCut) { _ in waste } : operandOffsets
    var next = forward.tape.count - 1
    programs.map(\.code).withUnsafeBufferPointer { programs in
      gradients.withPlaces(sinks) { sink in
        forward.withPlaces(operandOffsets) { source in
          for node in nodes.indices.reversed() where programOfNode[node] >= 0 {
            let kind = Int(programOfNode[node])
            let start = slotStarts[node] + node
            next -= sizes[kind]
            if node > outcome { continue }
            programs[kind].propagate(
              at: .init(
                values: source.values, offsets: source.offsets + start,
                registers: source.registers + next),
              to: .init(
                values: sink.values, offsets: sink.offsets + start, registers: sink.registers))
          }
        }
      }
    }
    return gradients.values
  }

  /// Returns `operandOffsets` with each marked slot's place replaced by one computed from it.
  func redirecting(_ isMarked: [Bool], to place: (Int) -> Int) -> [Int] {
    var result = operandOffsets
    guard isMarked.contains(true) else { return result }
    for node in nodes.indices {
      for slot in slotRange(of: node) where isMarked.indices.contains(slot) && isMarked[slot] {
        result[slot + node] = place(result[slot + node])
      }
    }
    return result
  }

  /// For each operand slot, whether the operand only selects a component there.
  var areSlotsIndices: [Bool] {
    let ofPrograms = zip(expressions, slotsOfOccurrences).map { expression, slots in
      zip(slots, expression.areIndices).sorted { $0.0 < $1.0 }.map(\.1)
    }
    return programOfNode.flatMap { $0 < 0 ? [] : ofPrograms[Int($0)] }
  }
}

extension UnrolledGraph.Forward {
  init(values: [Double], tape: [Double]) { self.init(values: values, tape: tape, failure: nil) }

  /// Gives access to the arrays' memory for the duration of `body`.
  @discardableResult
  mutating func withPlaces<Result>(
    _ offsets: [Int], _ body: (Program.Places) -> Result?
  ) -> Result? {
    values.withUnsafeMutableBufferPointer { values in
      tape.withUnsafeMutableBufferPointer { tape in
        offsets.withUnsafeBufferPointer { offsets in
          guard let values = values.baseAddress, let tape = tape.baseAddress,
            let offsets = offsets.baseAddress
          else { return nil }
          return body(.init(values: values, offsets: offsets, registers: tape))
        }
      }
    }
  }
}
