/// A formula made ready for arithmetic: a flat list of instructions over registers.
///
/// Evaluation and differentiation run over arrays and never recurse, so the width of a formula (a
/// loss over 100,000 time steps) and its depth cost no stack. This version computes with numbers;
/// what makes a vector is refused by `init`.
///
///     let program = try Program(Formula("a*a + b").expression)
///     program.operands.map(\.name)             // ["a", "a", "b"]
///     program.value(of: [3, 3, 1])             // 10
///     program.localGradients(at: [3, 3, 1])    // [3, 3, 1]
public struct Program: Sendable {
  private enum Operation {
    case constant(Double)
    case operand(Int)
    case negative
    case sum
    case product
    case quotient
    case power
    case function(Function)
  }

  private struct Instruction {
    let operation: Operation
    // The instruction's inputs are arguments[first ..< first + count].
    let first: Int
    let count: Int
  }

  /// What each operand slot refers to, in order of appearance; `a * a` has two slots.
  public let operands: [Symbol]
  private let instructions: [Instruction]
  private let arguments: [Int]

  /// Registers that evaluations share, so that a chain of 100,000 nodes allocates once.
  public struct Registers: Sendable {
    fileprivate var values: [Double] = []
    fileprivate var adjoints: [Double] = []

    /// Creates empty registers; they grow to the widest program that uses them.
    public init() {}
  }

  /// Compiles a formula.
  ///
  /// - Throws: `FormulaError` where the formula makes a vector or matrix.
  /// - Complexity: O(n), n the number of signs and names in the formula.
  public init(_ expression: Expression) throws(FormulaError) {
    var operands: [Symbol] = []
    var instructions: [Instruction] = []
    var arguments: [Int] = []
    try Program.compile(expression, &operands, &instructions, &arguments)
    self.operands = operands
    self.instructions = instructions
    self.arguments = arguments
  }

  // Depth is bounded by the parser; width is a loop.
  @discardableResult
  private static func compile(
    _ expression: Expression, _ operands: inout [Symbol], _ instructions: inout [Instruction],
    _ arguments: inout [Int]
  ) throws(FormulaError) -> Int {
    let operation: Operation =
      switch expression.kind {
      case .number(let number): .constant(number)
      case .symbol(let symbol):
        {
          operands.append(symbol)
          return .operand(operands.count - 1)
        }()
      case .negative: .negative
      case .sum: .sum
      case .call(.sum, let all) where all.count > 1: .sum
      case .product, .elementwiseProduct: .product
      case .quotient: .quotient
      case .power: .power
      case .call(let function, _): .function(function)
      case .transpose: .function(.identity)
      case .stack, .beside:
        throw FormulaError(
          "a bracket makes a vector, and this version computes with numbers only",
          at: expression.position ?? 0, hint: "write the sum out: W_h*h[t-1] + W_x*x[t]")
      case .component:
        throw FormulaError(
          "a component is picked from a vector, and this version computes with numbers only",
          at: expression.position ?? 0)
      }
    var inputs: [Int] = []
    for operand in expression.operands {
      inputs.append(try compile(operand, &operands, &instructions, &arguments))
    }
    instructions.append(
      Instruction(operation: operation, first: arguments.count, count: inputs.count))
    arguments += inputs
    return instructions.count - 1
  }

  /// Returns the formula's value.
  ///
  /// - Parameter inputs: one number for each slot of `operands`.
  public func value(of inputs: [Double]) -> Double {
    var registers = Registers()
    return value(of: inputs, using: &registers)
  }

  /// Returns the formula's value, with registers of the caller's.
  public func value(of inputs: [Double], using registers: inout Registers) -> Double {
    precondition(inputs.count >= operands.count, "a value for each operand slot")
    if registers.values.count < instructions.count {
      registers.values = Array(repeating: 0, count: instructions.count)
    }
    registers.values.withUnsafeMutableBufferPointer { values in
      for (index, instruction) in instructions.enumerated() {
        values[index] = result(of: instruction, inputs, UnsafeBufferPointer(values))
      }
    }
    return registers.values[instructions.count - 1]
  }

  private func result(
    of instruction: Instruction, _ inputs: [Double], _ values: UnsafeBufferPointer<Double>
  ) -> Double {
    let first = instruction.first
    switch instruction.operation {
    case .constant(let number): return number
    case .operand(let slot): return inputs[slot]
    case .negative: return -values[arguments[first]]
    case .sum:
      var total = values[arguments[first]]
      for at in first + 1..<first + instruction.count { total += values[arguments[at]] }
      return total
    case .product:
      var total = values[arguments[first]]
      for at in first + 1..<first + instruction.count { total *= values[arguments[at]] }
      return total
    case .quotient: return values[arguments[first]] / values[arguments[first + 1]]
    case .power:
      return Program.power(values[arguments[first]], values[arguments[first + 1]])
    case .function(let function):
      if instruction.count == 1 { return function.value(values[arguments[first]]) }
      var best = values[arguments[first]]
      for at in first + 1..<first + instruction.count {
        let value = values[arguments[at]]
        // A NaN must not be lost by a comparison that it fails.
        if value.isNaN || (function == .max ? value > best : value < best) { best = value }
      }
      return best
    }
  }

  /// Returns the local gradient ∂formula/∂operand of each slot, by reverse mode.
  public func localGradients(at inputs: [Double]) -> [Double] {
    var registers = Registers()
    var gradients = [Double](repeating: 0, count: operands.count)
    localGradients(at: inputs, into: &gradients, using: &registers)
    return gradients
  }

  /// Writes the local gradient of each slot into the first `operands.count` places of `gradients`.
  ///
  /// - Complexity: O(n), n the number of signs and names in the formula.
  public func localGradients(
    at inputs: [Double], into gradients: inout [Double], using registers: inout Registers
  ) {
    _ = value(of: inputs, using: &registers)
    let count = instructions.count
    if registers.adjoints.count < count {
      registers.adjoints = Array(repeating: 0, count: count)
    }
    for slot in operands.indices { gradients[slot] = 0 }
    registers.values.withUnsafeBufferPointer { values in
      registers.adjoints.withUnsafeMutableBufferPointer { adjoints in
        for index in 0..<count { adjoints[index] = 0 }
        adjoints[count - 1] = 1
        for index in stride(from: count - 1, through: 0, by: -1) {
          let instruction = instructions[index]
          if case .operand(let slot) = instruction.operation {
            gradients[slot] = adjoints[index]
          } else if adjoints[index] != 0 {
            spread(adjoints[index], over: instruction, result: values[index], values, adjoints)
          }
        }
      }
    }
  }

  /// Adds upstream · local to each input's adjoint.
  private func spread(
    _ upstream: Double, over instruction: Instruction, result: Double,
    _ values: UnsafeBufferPointer<Double>, _ adjoints: UnsafeMutableBufferPointer<Double>
  ) {
    let first = instruction.first
    let inputs = first..<first + instruction.count
    switch instruction.operation {
    case .constant, .operand: break
    case .negative: adjoints[arguments[first]] -= upstream
    case .sum: for at in inputs { adjoints[arguments[at]] += upstream }
    case .product:
      for at in inputs {
        var others = upstream
        for other in inputs where other != at { others *= values[arguments[other]] }
        adjoints[arguments[at]] += others
      }
    case .quotient:
      let divisor = values[arguments[first + 1]]
      adjoints[arguments[first]] += upstream / divisor
      adjoints[arguments[first + 1]] -= upstream * result / divisor
    case .power:
      let base = values[arguments[first]]
      let exponent = values[arguments[first + 1]]
      if exponent != 0 {
        adjoints[arguments[first]] += upstream * exponent * Program.power(base, exponent - 1)
      }
      // The logarithm of a negative base matters only where the exponent is no constant.
      if !isConstant(arguments[first + 1]), base > 0 {
        adjoints[arguments[first + 1]] += upstream * result * Function.log.value(base)
      }
    case .function(let function):
      if instruction.count == 1 {
        let u = values[arguments[first]]
        adjoints[arguments[first]] += upstream * function.derivative(at: u, value: result)
      } else {
        let winners = inputs.filter { values[arguments[$0]] == result }
        for at in winners { adjoints[arguments[at]] += upstream / Double(winners.count) }
      }
    }
  }

  private func isConstant(_ index: Int) -> Bool {
    if case .constant = instructions[index].operation { true } else { false }
  }

  // Squares and cubes are products in every language a lecturer compares with.
  private static func power(_ base: Double, _ exponent: Double) -> Double {
    switch exponent {
    case 0: 1
    case 1: base
    case 2: base * base
    case 3: base * base * base
    default: systemPower(base, exponent)
    }
  }
}
