/// Memory to evaluate a program without a graph: the operands one after another, then the result.
package struct Workspace {
  private let program: Program
  private var values: [Double] = []
  private var offsets: [Int] = []
  private var registers: [Double]

  package init(_ program: Program, _ inputs: [Value]) {
    precondition(inputs.count >= program.operands.count, "each operand slot needs a value")
    self.program = program
    registers = Array(repeating: 0, count: program.code.registerCount + 1)
    for (input, shape) in zip(inputs, program.operandShapes) {
      let components = input.components
      precondition(components.count == shape.count, "each operand must have its slot's shape")
      offsets.append(values.count)
      values += components
    }
    offsets.append(values.count)
    values += repeatElement(0, count: program.shape.count)
    withPlaces { places in program.code.run(at: places) }
  }

  private mutating func withPlaces(_ body: (Program.Places) -> Void) {
    values.withUnsafeMutableBufferPointer { values in
      offsets.withUnsafeBufferPointer { offsets in
        registers.withUnsafeMutableBufferPointer { registers in
          guard let values = values.baseAddress, let offsets = offsets.baseAddress,
            let registers = registers.baseAddress
          else { return }
          body(.init(values: values, offsets: offsets, registers: registers))
        }
      }
    }
  }

  package var value: Value { Value(program.shape, values.suffix(program.shape.count)) }

  /// Returns the Jacobian of each slot, by one backward pass for each component of the result.
  package mutating func jacobians() -> [Value?] {
    let program = program
    let rows = program.shape.count
    let hasJacobian = program.operandShapes.map { !$0.isMatrix && !program.shape.isMatrix }
    var matrices = program.operandShapes.enumerated().map { slot, shape in
      [Double](repeating: 0, count: hasJacobian[slot] ? rows * shape.count : 0)
    }
    for row in 0..<rows where hasJacobian.contains(true) {
      var upstream = [Double](repeating: 0, count: rows)
      upstream[row] = 1
      let adjoints = propagated(upstream[...])
      for slot in matrices.indices where hasJacobian[slot] {
        let count = program.operandShapes[slot].count
        for column in 0..<count {
          matrices[slot][row * count + column] = adjoints[offsets[slot] + column]
        }
      }
    }
    return matrices.enumerated().map { slot, numbers in
      let operand = program.operandShapes[slot]
      if !hasJacobian[slot] { return nil }
      if operand == .scalar, program.shape == .scalar { return .scalar(numbers[0]) }
      return Value(.matrix(rows: rows, columns: operand.count), numbers)
    }
  }

  /// Returns upstream · Jacobian for each slot, in the operand's shape, by one backward pass.
  package mutating func contributions(upstream: ArraySlice<Double>) -> [Value] {
    let adjoints = propagated(upstream)
    return program.operandShapes.enumerated().map { slot, shape in
      Value(shape, adjoints[offsets[slot]..<offsets[slot] + shape.count])
    }
  }

  private mutating func propagated(_ upstream: ArraySlice<Double>) -> [Double] {
    let program = program
    var adjoints = [Double](repeating: 0, count: values.count)
    var registerAdjoints = registers
    adjoints.replaceSubrange(offsets[program.operands.count]..., with: upstream)
    adjoints.withUnsafeMutableBufferPointer { adjoints in
      registerAdjoints.withUnsafeMutableBufferPointer { registerAdjoints in
        guard let adjoints = adjoints.baseAddress, let room = registerAdjoints.baseAddress else {
          return
        }
        withPlaces { places in
          program.code.propagate(
            at: places, to: .init(values: adjoints, offsets: places.offsets, registers: room))
        }
      }
    }
    return adjoints
  }
}
