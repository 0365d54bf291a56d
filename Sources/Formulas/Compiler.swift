/// Turns a formula's tree into a program's instructions.
struct Compiler {
  private(set) var instructions: [Program.Instruction] = []
  private(set) var arguments: [Program.Argument] = []
  private(set) var constants: [Double] = []
  private(set) var functions: [Function] = []
  private(set) var registerCount = 0
  private let slots: [Int]
  private let inference: ShapeInference
  private var occurrence = 0

  var operandCount: Int { slots.count }

  /// The result of a part: where it is stored, and its shape.
  private struct Part {
    var code: Int
    var shape: Shape
  }

  init(slots: [Int], shapeOf: @escaping (Symbol) -> Shape) {
    self.slots = slots
    inference = ShapeInference(shapeOf: shapeOf, isGuess: false)
  }

  /// Compiles a whole formula, whose result goes to the place after the last slot.
  mutating func compile(_ expression: Expression) throws(ShapeError) -> Shape {
    _ = try inference.shape(of: expression)
    let own = ~slots.count
    let result = try part(expression, own)
    if result.code != own { _ = emit(.copy, [result], result.shape, own) }
    // One more than needed, so that even a constant's list has a place.
    arguments.append(Program.Argument(code: own, size: 0))
    return result.shape
  }

  // Depth is bounded by the parser; width is a loop.
  private mutating func part(
    _ expression: Expression, _ output: Int? = nil
  ) throws(ShapeError) -> Part {
    switch expression.kind {
    case .number(let number): return constant([number], .scalar, output)
    case .value(let value, _): return constant(value.components, Shape(of: value), output)
    case .symbol(let symbol):
      defer { occurrence += 1 }
      // Names have shapes here, or the earlier inference would have failed.
      return Part(code: ~slots[occurrence], shape: inference.shapeOf(symbol) ?? .scalar)
    case .call(.identity, let all): return try part(all[0], output)
    case .product(let all): return try product(all, output)
    case .transpose(let a): return transposed(try part(a), output)
    default: break
    }
    let shape = try inference.shape(of: expression) ?? .scalar
    var parts: [Part] = []
    for operand in expression.operands { parts.append(try part(operand)) }
    if expression.isByComponent { parts = parts.map { spread($0, over: shape) } }
    switch expression.kind {
    case .negative: return emit(.negative, parts, shape, output)
    case .sum: return emit(.sum, parts, shape, output)
    case .elementwiseProduct: return emit(.multiply, parts, shape, output)
    case .quotient: return emit(.divide, parts, shape, output)
    case .power(_, let exponent):
      let isConstant = if case .number = exponent.kind { true } else { false }
      return emit(.power, parts, shape, output) { $0.hasConstantExponent = isConstant }
    case .stack: return emit(.stack, parts, shape, output)
    case .beside: return emit(.beside, parts, shape, output) { $0.rows = shape.rows }
    case .component:
      return emit(.component, parts, shape, output) {
        $0.columns = shape.count / parts[1].shape.count
        $0.rows = parts[0].shape.count / $0.columns
      }
    case .call(let function, _): return call(function, parts, shape, output)
    case .number, .value, .symbol, .product, .transpose: return parts[0]
    }
  }

  /// - Parameter rows: how many rows the function is applied to one by one.
  private mutating func call(
    _ function: Function, _ parts: [Part], _ shape: Shape, _ output: Int?, rows: Int = 1
  ) -> Part {
    let opcode: Program.Opcode
    switch function {
    case .max where parts.count > 1: opcode = .largest
    case .min where parts.count > 1: opcode = .smallest
    case .max: opcode = .greatest
    case .min: opcode = .least
    case .sum, .last: opcode = .total
    case .mean: opcode = .mean
    case .softmax: opcode = .softmax
    case .logSoftmax: opcode = .logSoftmax
    case .crossEntropy: opcode = .crossEntropy
    case .negativeLogLikelihood: opcode = .negativeLogLikelihood
    case .multiclassHinge: opcode = .multiclassHinge
    case .binaryCrossEntropy: opcode = .binaryCrossEntropy
    case .diagonal: opcode = .diagonal
    case .oneHot: opcode = .oneHot
    case .norm: opcode = .norm
    case .logSumExp: opcode = .logSumExp
    case .layerNorm: opcode = .layerNorm
    case .clip: opcode = .clip
    case .stacked: opcode = .stack
    case .dot: return dot(parts, output)
    case .slice(let slice): return self.slice(slice, parts[0], shape, output)
    case .rowwise(let function):
      return call(function, parts, shape, output, rows: parts[0].shape.rows)
    default: opcode = .map
    }
    functions.append(function)
    let index = functions.count - 1
    let rows = function == .layerNorm && shape.isMatrix ? shape.rows : rows
    return emit(opcode, parts, shape, output) { ($0.function, $0.rows) = (index, rows) }
  }

  private mutating func dot(_ parts: [Part], _ output: Int?) -> Part {
    let count = parts[0].shape.count
    if count == 1 { return emit(.multiply, parts, .scalar, output) }
    return emit(.matrixProduct, parts, .scalar, output) {
      ($0.rows, $0.inner, $0.columns) = (1, count, 1)
    }
  }

  private mutating func slice(
    _ slice: Slice, _ operand: Part, _ shape: Shape, _ output: Int?
  ) -> Part {
    let isMatrix = operand.shape.isMatrix
    let width = isMatrix ? operand.shape.columns : operand.shape.count
    let (rows, columns) = isMatrix ? (shape.rows, shape.columns) : (1, shape.count)
    let first = slice.rows.start ?? 0
    let start = isMatrix ? first * width + (slice.columns?.start ?? 0) : first
    return emit(.slice, [operand], shape, output) {
      ($0.rows, $0.inner, $0.columns, $0.start) = (rows, width, columns, start)
    }
  }

  /// Multiplies from left to right: scaling by a number, or a matrix product.
  private mutating func product(
    _ factors: [Expression], _ output: Int?
  ) throws(ShapeError) -> Part {
    var parts: [Part] = []
    for factor in factors { parts.append(try part(factor)) }
    if parts.allSatisfy({ $0.shape == .scalar }) { return emit(.multiply, parts, .scalar, output) }
    var left = parts[0]
    for (index, right) in parts.enumerated().dropFirst() {
      let shape = left.shape.product(with: right.shape) ?? .scalar
      let place = index == parts.count - 1 ? output : nil
      if left.shape.matrixProduct(with: right.shape) == nil {
        left = emit(.multiply, [left, right], shape, place)
      } else {
        let (a, b) = (left.shape, right.shape)
        left = emit(.matrixProduct, [left, right], shape, place) {
          ($0.rows, $0.inner, $0.columns) = (a.rows, a.columns, b.columns)
        }
      }
    }
    return left
  }

  /// Writes a row into each row of a matrix or a column into each column; a single component and
  /// what is as large as the result stay as they are.
  private mutating func spread(_ operand: Part, over shape: Shape) -> Part {
    let count = operand.shape.count
    guard count > 1, count != shape.count, let direction = operand.shape.spread(over: shape) else {
      return operand
    }
    return emit(.spread, [operand], shape, nil) {
      ($0.rows, $0.columns) = direction == .rows ? (shape.rows, 1) : (1, shape.columns)
    }
  }

  // A vector and its transpose have the same numbers in the same order.
  private mutating func transposed(_ operand: Part, _ output: Int?) -> Part {
    let shape = operand.shape.transposed
    guard operand.shape.isMatrix else { return Part(code: operand.code, shape: shape) }
    return emit(.transpose, [operand], shape, output) {
      ($0.rows, $0.columns) = (shape.rows, shape.columns)
    }
  }

  private mutating func constant(_ numbers: [Double], _ shape: Shape, _ output: Int?) -> Part {
    let start = constants.count
    constants += numbers
    return emit(.constant, [], shape, output) {
      $0.first = start
      $0.count = numbers.count
    }
  }

  private mutating func emit(
    _ opcode: Program.Opcode, _ parts: [Part], _ shape: Shape, _ output: Int?,
    _ adjust: (inout Program.Instruction) -> Void = { _ in }
  ) -> Part {
    var instruction = Program.Instruction(opcode: opcode)
    instruction.first = arguments.count
    instruction.count = parts.count
    instruction.size = shape.count
    instruction.output = output ?? registerCount
    instruction.isScalar =
      shape == .scalar && opcode.rawValue <= Program.Opcode.smallest.rawValue
    if output == nil { registerCount += shape.count }
    arguments += parts.map { Program.Argument(code: $0.code, size: $0.shape.count) }
    adjust(&instruction)
    instructions.append(instruction)
    return Part(code: instruction.output, shape: shape)
  }
}
