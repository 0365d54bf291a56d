extension Code {
  /// Adds upstream · Jacobian (a vector-Jacobian product) to the adjoint of each operand.
  ///
  /// The upstream gradient must be at the result's place in `adjoints`, and the registers as `run`
  /// left them.
  ///
  /// - Parameters:
  ///   - places: the values, as passed to `run`.
  ///   - adjoints: the adjoints of operands, result and registers.
  /// - Complexity: that of `run`.
  package func propagate(at places: Program.Places, to adjoints: Program.Places) {
    for i in 0..<registerCount { adjoints.registers[i] = 0 }
    instructions.withUnsafeBufferPointer { instructions in
      arguments.withUnsafeBufferPointer { arguments in
        guard let first = arguments.baseAddress else { return }
        for index in stride(from: instructions.count - 1, through: 0, by: -1) {
          let instruction = instructions[index]
          if instruction.opcode == .constant { continue }
          let pass = Pass(
            instruction: instruction, arguments: first + instruction.first, places: places,
            adjoints: adjoints)
          if instruction.isScalar { pass.number(self) } else { pass.compute(self) }
        }
      }
    }
  }
}

/// The part of a backward pass that belongs to one instruction.
private struct Pass {
  typealias Pointer = UnsafeMutablePointer<Double>

  let instruction: Program.Instruction
  let arguments: UnsafePointer<Program.Argument>
  let places: Program.Places
  let adjoints: Program.Places

  @inline(__always) func value(_ index: Int) -> Pointer { places.pointer(arguments[index].code) }
  @inline(__always) func adjoint(_ index: Int) -> Pointer {
    adjoints.pointer(arguments[index].code)
  }
  @inline(__always) var result: Pointer { places.pointer(instruction.output) }
  @inline(__always) var upstream: Pointer { adjoints.pointer(instruction.output) }

  /// Scalars.
  @inline(__always)
  func number(_ code: Code) {
    let upstream = self.upstream.pointee
    if upstream == 0 { return }
    switch instruction.opcode {
    case .negative: adjoint(0).pointee -= upstream
    case .sum: for index in 0..<instruction.count { adjoint(index).pointee += upstream }
    case .multiply where instruction.count == 2:
      // Both factors may be the same operand.
      let (a, b) = (value(0).pointee, value(1).pointee)
      adjoint(0).pointee += upstream * b
      adjoint(1).pointee += upstream * a
    case .multiply: product(at: 0, upstream)
    case .divide:
      let divisor = value(1).pointee
      adjoint(0).pointee += upstream / divisor
      adjoint(1).pointee -= upstream * result.pointee / divisor
    case .power: power(at: 0, upstream)
    case .map:
      adjoint(0).pointee +=
        upstream
        * code.functions[instruction.function].derivative(
          at: value(0).pointee, value: result.pointee)
    case .largest, .smallest: share(at: 0, upstream)
    default: adjoint(0).pointee += upstream
    }
  }

  func compute(_ code: Code) {
    let size = instruction.size
    let upstream = UnsafePointer(self.upstream)
    let a = value(0)
    let da = adjoint(0)
    let sizeOfA = arguments[0].size
    switch instruction.opcode {
    case .constant: break
    case .copy: for i in 0..<size { da[i] += upstream[i] }
    case .negative: for i in 0..<size { da[i] -= upstream[i] }
    case .map:
      let function = code.functions[instruction.function]
      let result = self.result
      for i in 0..<size { da[i] += upstream[i] * function.derivative(at: a[i], value: result[i]) }
    case .sum:
      for index in 0..<instruction.count {
        let adjoint = self.adjoint(index)
        let stride = arguments[index].size == size ? 1 : 0
        for i in 0..<size { adjoint[i * stride] += upstream[i] }
      }
    case .multiply where instruction.count == 2: multiply()
    case .multiply: for i in 0..<size { product(at: i, upstream[i]) }
    case .divide: divide()
    case .power: for i in 0..<size { power(at: i, upstream[i]) }
    case .largest, .smallest: for i in 0..<size { share(at: i, upstream[i]) }
    case .total, .mean, .greatest, .least, .norm, .logSumExp:
      let width = sizeOfA / size
      for row in 0..<size {
        Kernels.reducedBackward(
          a + row * width, width, instruction.opcode, result: result[row], upstream: upstream[row],
          adjoint: da + row * width)
      }
    case .clip: clip()
    case .slice:
      for i in 0..<instruction.rows {
        let source = da + instruction.start + i * instruction.inner
        let row = upstream + i * instruction.columns
        for j in 0..<instruction.columns { source[j] += row[j] }
      }
    case .matrixProduct:
      Kernels.multiplyBackward(
        a, value(1), upstream, adjointA: da, adjointB: adjoint(1), instruction.rows,
        instruction.inner, instruction.columns)
    case .transpose:
      let (rows, columns) = (instruction.rows, instruction.columns)
      for i in 0..<rows {
        for j in 0..<columns { da[j * rows + i] += upstream[i * columns + j] }
      }
    case .stack, .beside:
      code.forEachPart(of: instruction, arguments) { index, place, offset in
        adjoint(index)[offset] += upstream[place]
      }
    case .spread: for i in 0..<size { da[instruction.source(of: i)] += upstream[i] }
    case .component:
      let (indices, width) = (value(1), instruction.columns)
      for chosen in 0..<arguments[1].size {
        guard let row = Program.index(indices[chosen], below: instruction.rows) else { continue }
        for i in 0..<width { da[row * width + i] += upstream[chosen * width + i] }
      }
    case .diagonal: for i in 0..<sizeOfA { da[i] += upstream[i * sizeOfA + i] }
    // An index has no gradient.
    case .oneHot: break
    case .softmax, .logSoftmax, .layerNorm:
      let width = size / instruction.rows
      for row in 0..<instruction.rows {
        let start = row * width
        Kernels.normalizeBackward(
          a + start, width, instruction.opcode, result: result + start, upstream: upstream + start,
          adjoint: da + start)
      }
    case .crossEntropy, .negativeLogLikelihood, .multiclassHinge:
      let width = sizeOfA / size
      for row in 0..<size {
        Kernels.lossOfClassBackward(
          a + row * width, width, class: value(1)[row], instruction.opcode,
          upstream: upstream[row], adjoint: da + row * width)
      }
    case .binaryCrossEntropy: binaryCrossEntropy()
    }
  }

  /// What is out of the limits passes its gradient on to the limit, as PyTorch's `clamp`.
  private func clip() {
    let (u, low, high) = (value(0), value(1).pointee, value(2).pointee)
    for i in 0..<instruction.size {
      if u[i] >= low, u[i] <= high { adjoint(0)[i] += upstream[i] }
      if u[i] < low, low < high { adjoint(1).pointee += upstream[i] }
      if u[i] > high || high < low { adjoint(2).pointee += upstream[i] }
    }
  }

  private func binaryCrossEntropy() {
    let size = instruction.size
    let upstream = self.upstream
    let (p, target, dp, dt) = (value(0), value(1), adjoint(0), adjoint(1))
    let strideA = arguments[0].size == size ? 1 : 0
    let strideB = arguments[1].size == size ? 1 : 0
    for i in 0..<size {
      let slopes = Kernels.binaryCrossEntropySlopes(p[i * strideA], target: target[i * strideB])
      dp[i * strideA] += upstream[i] * slopes.probability
      dt[i * strideB] += upstream[i] * slopes.target
    }
  }

  private func multiply() {
    let size = instruction.size
    let upstream = self.upstream
    let (a, b, da, db) = (value(0), value(1), adjoint(0), adjoint(1))
    let strideA = arguments[0].size == size ? 1 : 0
    let strideB = arguments[1].size == size ? 1 : 0
    for i in 0..<size {
      da[i * strideA] += upstream[i] * b[i * strideB]
      db[i * strideB] += upstream[i] * a[i * strideA]
    }
  }

  private func divide() {
    let size = instruction.size
    let upstream = self.upstream
    let (b, da, db, result) = (value(1), adjoint(0), adjoint(1), self.result)
    let strideA = arguments[0].size == size ? 1 : 0
    let strideB = arguments[1].size == size ? 1 : 0
    for i in 0..<size {
      let divisor = b[i * strideB]
      da[i * strideA] += upstream[i] / divisor
      db[i * strideB] -= upstream[i] * result[i] / divisor
    }
  }

  @inline(__always)
  private func offset(_ index: Int, _ place: Int) -> Int {
    arguments[index].size == instruction.size ? place : 0
  }

  // Multiplied out for each of so few, the numbers are rounded as on paper.
  private static var fewFactors: Int { 8 }

  /// A product of many: each factor receives upstream times all the others.
  private func product(at place: Int, _ upstream: Double) {
    if instruction.count > Self.fewFactors { return wideProduct(at: place, upstream) }
    for index in 0..<instruction.count {
      var others = upstream
      for other in 0..<instruction.count where other != index {
        others *= value(other)[offset(other, place)]
      }
      adjoint(index)[offset(index, place)] += others
    }
  }

  /// The same in a number of steps that grows with the number of factors only: the product of those
  /// before a factor, times that of those behind it.
  ///
  /// The latter is kept as a number near 1 and an exponent, since it may be too large or too small
  /// where the whole is not.
  private func wideProduct(at place: Int, _ upstream: Double) {
    let count = instruction.count
    withUnsafeTemporaryAllocation(of: (number: Double, exponent: Int).self, capacity: count) {
      behind in
      var rest = (number: 1.0, exponent: 0)
      for index in (0..<count).reversed() {
        behind.initializeElement(at: index, to: rest)
        let product = rest.number * value(index)[offset(index, place)]
        guard product != 0, product.isFinite else {
          rest = (product, 0)
          continue
        }
        rest = (
          Double(sign: product.sign, exponent: 0, significand: product.significand),
          rest.exponent + Int(product.exponent)
        )
      }
      var before = upstream
      for index in 0..<count {
        let (number, exponent) = behind[index]
        adjoint(index)[offset(index, place)] +=
          Double(sign: .plus, exponent: exponent, significand: before * number)
        before *= value(index)[offset(index, place)]
      }
    }
  }

  private func power(at place: Int, _ upstream: Double) {
    let base = value(0)[place]
    let exponent = value(1).pointee
    if exponent != 0 {
      adjoint(0)[place] += upstream * exponent * Program.power(base, exponent - 1)
    }
    // At base 0 it is 0; a negative base has no power beside those of whole exponents, and so no
    // derivative: not a number, as in PyTorch.
    guard !instruction.hasConstantExponent, base != 0 else { return }
    adjoint(1).pointee += upstream * result[place] * Function.log.value(base)
  }

  /// max and min: components that tie share the gradient equally.
  private func share(at place: Int, _ upstream: Double) {
    let best = result[place]
    var winners = 0.0
    for index in 0..<instruction.count where value(index)[offset(index, place)] == best {
      winners += 1
    }
    for index in 0..<instruction.count where value(index)[offset(index, place)] == best {
      adjoint(index)[offset(index, place)] += upstream / winners
    }
  }
}
