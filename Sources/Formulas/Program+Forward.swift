extension Program {
  /// Where a run reads and writes its numbers.
  package struct Places {
    /// The values of all operands and of the result.
    package let values: UnsafeMutablePointer<Double>
    /// Where each slot's value starts in `values`, followed by where the result starts.
    package let offsets: UnsafePointer<Int>
    /// Space for `registerCount` intermediate numbers.
    package let registers: UnsafeMutablePointer<Double>

    /// Creates the places.
    package init(
      values: UnsafeMutablePointer<Double>, offsets: UnsafePointer<Int>,
      registers: UnsafeMutablePointer<Double>
    ) {
      self.values = values
      self.offsets = offsets
      self.registers = registers
    }

    @inline(__always)
    func pointer(_ code: Int) -> UnsafeMutablePointer<Double> {
      code >= 0 ? registers + code : values + offsets[~code]
    }
  }

}

extension Code {
  /// Computes the formula's value at its place, and the intermediate results in registers.
  package func run(at places: Program.Places) {
    instructions.withUnsafeBufferPointer { instructions in
      arguments.withUnsafeBufferPointer { arguments in
        guard let first = arguments.baseAddress else { return }
        for index in instructions.indices {
          let instruction = instructions[index]
          let output = places.pointer(instruction.output)
          if instruction.isScalar {
            output.pointee = number(instruction, first, places)
          } else {
            compute(instruction, first + instruction.first, into: output, places)
          }
        }
      }
    }
  }

  /// The result of an instruction on scalars.
  @inline(__always)
  private func number(
    _ instruction: Program.Instruction, _ all: UnsafePointer<Program.Argument>,
    _ places: Program.Places
  ) -> Double {
    if instruction.opcode == .constant { return constants[instruction.first] }
    let arguments = all + instruction.first
    @inline(__always) func value(_ index: Int) -> Double {
      places.pointer(arguments[index].code).pointee
    }
    let a = value(0)
    switch instruction.opcode {
    case .negative: return -a
    case .sum:
      var total = a
      for index in 1..<max(1, instruction.count) { total += value(index) }
      return total
    case .multiply:
      var total = a
      for index in 1..<max(1, instruction.count) { total *= value(index) }
      return total
    case .divide: return a / value(1)
    case .power: return Program.power(a, value(1))
    case .map: return functions[instruction.function].value(a)
    case .largest, .smallest:
      var best = a
      for index in 1..<instruction.count {
        best = Program.better(best, value(index), isLargest: instruction.opcode == .largest)
      }
      return best
    default: return a
    }
  }

  private func compute(
    _ instruction: Program.Instruction, _ arguments: UnsafePointer<Program.Argument>,
    into output: UnsafeMutablePointer<Double>, _ places: Program.Places
  ) {
    let size = instruction.size
    if instruction.opcode == .constant {
      for i in 0..<size { output[i] = constants[instruction.first + i] }
      return
    }
    let a = UnsafePointer(places.pointer(arguments[0].code))
    let sizeOfA = arguments[0].size
    switch instruction.opcode {
    case .constant: break
    case .copy: for i in 0..<size { output[i] = a[i] }
    case .negative: for i in 0..<size { output[i] = -a[i] }
    case .map:
      let function = functions[instruction.function]
      for i in 0..<size { output[i] = function.value(a[i]) }
    case .sum, .multiply, .divide, .largest, .smallest:
      combine(instruction, arguments, into: output, places)
    case .power:
      let exponent = places.pointer(arguments[1].code).pointee
      for i in 0..<size { output[i] = Program.power(a[i], exponent) }
    case .total, .mean, .greatest, .least, .norm, .logSumExp:
      // One number, or one for each row.
      let width = sizeOfA / size
      for row in 0..<size {
        output[row] = Kernels.reduced(a + row * width, width, instruction.opcode)
      }
    case .clip:
      let low = places.pointer(arguments[1].code).pointee
      let high = places.pointer(arguments[2].code).pointee
      for i in 0..<size {
        let raised = Program.better(a[i], low, isLargest: true)
        output[i] = Program.better(raised, high, isLargest: false)
      }
    case .slice:
      for i in 0..<instruction.rows {
        let source = a + instruction.start + i * instruction.inner
        let row = output + i * instruction.columns
        for j in 0..<instruction.columns { row[j] = source[j] }
      }
    case .matrixProduct:
      Kernels.multiply(
        a, places.pointer(arguments[1].code), into: output, instruction.rows, instruction.inner,
        instruction.columns)
    case .transpose:
      for i in 0..<instruction.rows {
        for j in 0..<instruction.columns {
          output[i * instruction.columns + j] = a[j * instruction.rows + i]
        }
      }
    case .stack, .beside: join(instruction, arguments, into: output, places)
    case .spread:
      for i in 0..<size { output[i] = a[instruction.source(of: i)] }
    case .component:
      let indices = places.pointer(arguments[1].code)
      let width = instruction.columns
      for chosen in 0..<arguments[1].size {
        let row = Program.index(indices[chosen], below: instruction.rows)
        for i in 0..<width { output[chosen * width + i] = row.map { a[$0 * width + i] } ?? .nan }
      }
    case .diagonal:
      let count = sizeOfA
      for i in 0..<size { output[i] = 0 }
      for i in 0..<count { output[i * count + i] = a[i] }
    case .oneHot:
      let chosen = Program.index(a.pointee, below: size)
      for i in 0..<size { output[i] = i == chosen ? 1 : chosen == nil ? .nan : 0 }
    case .softmax, .logSoftmax, .layerNorm:
      let width = size / instruction.rows
      for row in 0..<instruction.rows {
        Kernels.normalize(
          a + row * width, into: output + row * width, width, instruction.opcode)
      }
    case .crossEntropy, .negativeLogLikelihood, .multiclassHinge:
      let classes = places.pointer(arguments[1].code)
      let width = sizeOfA / size
      for row in 0..<size {
        output[row] = Kernels.lossOfClass(
          a + row * width, width, class: classes[row], instruction.opcode)
      }
    case .binaryCrossEntropy:
      let targets = places.pointer(arguments[1].code)
      let (strideA, strideB) = (sizeOfA == size ? 1 : 0, arguments[1].size == size ? 1 : 0)
      for i in 0..<size {
        output[i] = Kernels.binaryCrossEntropy(a[i * strideA], target: targets[i * strideB])
      }
    }
  }

  /// Component by component; a scalar argument is combined with every component.
  private func combine(
    _ instruction: Program.Instruction, _ arguments: UnsafePointer<Program.Argument>,
    into output: UnsafeMutablePointer<Double>, _ places: Program.Places
  ) {
    let size = instruction.size
    for index in 0..<instruction.count {
      let b = UnsafePointer(places.pointer(arguments[index].code))
      let stride = arguments[index].size == size ? 1 : 0
      if index == 0 {
        for i in 0..<size { output[i] = b[i * stride] }
        continue
      }
      switch instruction.opcode {
      case .sum: for i in 0..<size { output[i] += b[i * stride] }
      case .multiply: for i in 0..<size { output[i] *= b[i * stride] }
      case .divide: for i in 0..<size { output[i] /= b[i * stride] }
      default:
        for i in 0..<size {
          output[i] = Program.better(
            output[i], b[i * stride], isLargest: instruction.opcode == .largest)
        }
      }
    }
  }

  /// Joins parts, stacked (which is one after the other) or side by side.
  private func join(
    _ instruction: Program.Instruction, _ arguments: UnsafePointer<Program.Argument>,
    into output: UnsafeMutablePointer<Double>, _ places: Program.Places
  ) {
    forEachPart(of: instruction, arguments) { index, place, offset in
      output[place] = places.pointer(arguments[index].code)[offset]
    }
  }

  /// Calls `body` for each argument with a place in the joined whole and the offset in the
  /// argument.
  func forEachPart(
    of instruction: Program.Instruction, _ arguments: UnsafePointer<Program.Argument>,
    _ body: (_ argument: Int, _ place: Int, _ offset: Int) -> Void
  ) {
    var start = 0
    for index in 0..<instruction.count {
      let size = arguments[index].size
      if instruction.opcode == .stack {
        for offset in 0..<size { body(index, start + offset, offset) }
        start += size
      } else {
        let columns = size / instruction.rows
        let whole = instruction.size / instruction.rows
        for row in 0..<instruction.rows {
          for column in 0..<columns {
            body(index, row * whole + start + column, row * columns + column)
          }
        }
        start += columns
      }
    }
  }
}

extension Program {
  // MARK: Scalars

  // A comparison with NaN is false, and NaN must not get lost by that.
  @inline(__always)
  static func better(_ best: Double, _ value: Double, isLargest: Bool) -> Double {
    value.isNaN || (isLargest ? value > best : value < best) ? value : best
  }

  /// The index of a component, `nil` if it is not whole or out of range.
  static func index(_ number: Double, below count: Int) -> Int? {
    guard let index = Int(exactly: number), index >= 0, index < count else { return nil }
    return index
  }

  // Squares and cubes are products in every framework that a lecturer compares with.
  static func power(_ base: Double, _ exponent: Double) -> Double {
    switch exponent {
    case 0: 1
    case 1: base
    case 2: base * base
    case 3: base * base * base
    default: systemPower(base, exponent)
    }
  }
}
