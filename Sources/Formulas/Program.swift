/// A formula prepared for arithmetic: a flat list of instructions over contiguous numbers.
///
/// Shapes are inferred first, so every instruction has fixed sizes and places for its numbers. A
/// number is read from one of three places: an operand (somewhere in the caller's values), a
/// register (an intermediate result), or the formula's own result. Evaluation and differentiation
/// are loops over the instructions and never recurse. Matrices are stored row by row.
///
///     let program = try Program(Formula("a*a + b").expression)
///     program.operands.map(\.name)             // ["a", "a", "b"]
///     program.value(of: [3, 3, 1])             // 10
///     program.localGradients(at: [3, 3, 1])    // [3, 3, 1]
public struct Program: Sendable {
  enum Opcode: UInt8 {
    case constant, copy, negative, sum, multiply, divide, power, map, largest, smallest
    case total, mean, greatest, least
    case matrixProduct, transpose, stack, beside, component, diagonal, oneHot
    case softmax, logSoftmax, crossEntropy, spread
    case norm, logSumExp, layerNorm, clip, slice
    case negativeLogLikelihood, multiclassHinge, binaryCrossEntropy
  }

  struct Argument {
    /// A register's offset or, if negative, the complement of an operand's slot.
    var code: Int
    /// The number of components; 1 for a scalar that is combined with every component.
    var size: Int
  }

  struct Instruction {
    var opcode: Opcode
    /// The function's index in `functions`; instructions are plain numbers, which are cheap to
    /// copy.
    var function = 0
    /// Whether result and arguments are scalars.
    var isScalar = false
    /// Whether a power's exponent needs no gradient.
    var hasConstantExponent = false
    /// The arguments are `arguments[first ..< first + count]`; likewise, a constant's numbers are
    /// in `constants`.
    var first = 0
    var count = 0
    /// Where the result goes, encoded like an argument's place.
    var output = 0
    var size = 1
    /// The sizes of a matrix product, rows × inner times inner × columns; also those of a matrix.
    /// What is spread goes `rows` times below itself, or each of its numbers `columns` times. A
    /// function of vectors is applied to each of `rows` rows. A component is one of `rows` rows of length
    /// `columns`. A slice of rows × columns starts at
    /// `start` in rows of length `inner`.
    var rows = 1
    var inner = 1
    var columns = 1
    var start = 0

    /// Which number of the operand is spread to a place of the result.
    @inline(__always)
    func source(of place: Int) -> Int {
      columns == 1 ? place % (size / rows) : place / columns
    }
  }

  /// What each operand slot refers to; `a * a` has two slots. They are in order of appearance
  /// unless the program was compiled for other slots.
  public let operands: [Symbol]
  /// The shape of each operand slot.
  public let operandShapes: [Shape]
  /// The shape of the formula's value.
  public let shape: Shape
  /// The instructions.
  package let code: Code

  /// Compiles a formula for operands of these shapes.
  ///
  /// - Parameters:
  ///   - shapes: the shape of each name; all scalars if not given.
  ///   - slots: the slot that each occurrence of a symbol fills; in order of appearance if not
  ///     given.
  /// - Throws: `ShapeError` where operands do not fit.
  /// - Complexity: O(n), n the number of signs and names in the formula.
  public init(
    _ expression: Expression, slots: [Int]? = nil,
    shapes: @escaping (Symbol) -> Shape = { _ in .scalar }
  ) throws(ShapeError) {
    let symbols = expression.symbols.map(\.symbol)
    let slots = slots ?? Array(symbols.indices)
    var compiler = Compiler(slots: slots, shapeOf: shapes)
    shape = try compiler.compile(expression)
    var operands = symbols
    for (occurrence, slot) in slots.enumerated() { operands[slot] = symbols[occurrence] }
    self.operands = operands
    operandShapes = operands.map(shapes)
    code = Code(compiler)
  }

  // MARK: Single evaluations

  /// Returns the value of a formula of scalars.
  ///
  /// - Parameter inputs: one number for each slot of `operands`.
  public func value(of inputs: [Double]) -> Double {
    value(at: inputs.map { .scalar($0) }).number ?? .nan
  }

  /// Returns the local gradient ∂formula/∂operand of each slot of a formula of scalars.
  public func localGradients(at inputs: [Double]) -> [Double] {
    jacobians(at: inputs.map { .scalar($0) }).map { $0?.number ?? .nan }
  }

  /// Returns the formula's value.
  ///
  /// - Parameter inputs: a value for each slot of `operands`, in its shape.
  public func value(at inputs: [Value]) -> Value {
    Workspace(self, inputs).value
  }

  /// Returns the Jacobian ∂formula/∂operand of each slot: a number if both are scalars, otherwise a
  /// matrix with a row for each component of the formula and a column for each of the operand's;
  /// `nil` for a matrix operand or if the formula's value is a matrix.
  ///
  /// - Complexity: O(m · n), m the formula's components, n its operations.
  public func jacobians(at inputs: [Value]) -> [Value?] {
    var workspace = Workspace(self, inputs)
    return workspace.jacobians()
  }
}
