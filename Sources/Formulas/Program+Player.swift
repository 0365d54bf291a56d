extension Program {
  /// The program as JSON, for the interpreter in an HTML player.
  ///
  ///     let program = try Program(Formula("a*a + b").expression)
  ///     program.playerJSON
  ///     // {"slots":[1,1,1],"shape":1,"registers":1,"instructions":[
  ///     //   ["multiply",0,1,1,[-1,1,-2,1]],["sum",-4,1,1,[0,1,-3,1]]]}
  ///
  /// A shape is its number of components, or of a matrix `[rows,columns]`. An instruction is its
  /// name, the place of its result, the number of its components, 1 if all its numbers are scalars,
  /// and the place and size of each argument. A place is a register or, if negative, the complement
  /// of a slot; the slot after the last is the program's result. What follows are the numbers of a
  /// constant, the function of a map, or the sizes of a matrix.
  package var playerJSON: JSONText {
    .tight([
      ("slots", .tight(operandShapes.map(\.playerJSON))), ("shape", shape.playerJSON),
      ("registers", .integer(code.registerCount)),
      ("instructions", .tight(code.instructions.map(code.playerJSON(of:)))),
    ])
  }
}

extension Shape {
  /// The number of components, or of a matrix `[rows,columns]`.
  package var playerJSON: JSONText {
    isMatrix ? .tight([.integer(rows), .integer(columns)]) : .integer(count)
  }
}

extension Code {
  fileprivate func playerJSON(of instruction: Program.Instruction) -> JSONText {
    let range = instruction.first..<instruction.first + instruction.count
    let isConstant = instruction.opcode == .constant
    let places = isConstant ? [] : arguments[range].flatMap { [$0.code, $0.size] }
    let integers: [Int] =
      switch instruction.opcode {
      case .matrixProduct: [instruction.rows, instruction.inner, instruction.columns]
      case .transpose, .spread: [instruction.rows, instruction.columns]
      case .beside, .component: [instruction.rows]
      case .slice:
        [instruction.rows, instruction.inner, instruction.columns, instruction.start]
      case .softmax, .logSoftmax, .layerNorm: instruction.rows > 1 ? [instruction.rows] : []
      default: []
      }
    var more = integers.map { JSONText.integer($0) }
    if isConstant { more = [.tight(constants[range].map(JSONText.number))] }
    if instruction.opcode == .map { more = [.string(functions[instruction.function].name)] }
    return .tight(
      [
        .string("\(instruction.opcode)"), .integer(instruction.output), .integer(instruction.size),
        .integer(instruction.isScalar ? 1 : 0), .tight(places.map { .integer($0) }),
      ] + more)
  }
}

extension NumberStyle {
  /// Compiles a formula whose printed numbers are compared with its printed result, for the
  /// interpreter in an HTML player: its symbols are the numbers that can change. The other numbers
  /// are rounded as they are printed.
  ///
  ///     style.relationJSON(try Formula("local * upstream").expression)
  ///
  /// `nil` if its parts do not fit.
  package func relationJSON(
    _ formula: Expression, shapes: @escaping (Symbol) -> Shape = { _ in .scalar }
  ) -> JSONText? {
    (try? Program(rounded(formula), shapes: shapes))?.playerJSON
  }
}
