/// A program's instructions, shared by all its copies: a pass over 100,000 nodes copies none.
package final class Code: Sendable {
  let instructions: [Program.Instruction]
  let arguments: [Program.Argument]
  let constants: [Double]
  let functions: [Function]
  let operandCount: Int
  /// How many numbers the intermediate results occupy.
  package let registerCount: Int

  init(_ compiler: Compiler) {
    instructions = compiler.instructions
    arguments = compiler.arguments
    constants = compiler.constants
    functions = compiler.functions
    operandCount = compiler.operandCount
    registerCount = compiler.registerCount
  }
}

extension Code {
  /// The local gradient that all operands share, where the formula is only a sum or mean of
  /// numbers; a loss over 100,000 time steps needs it once for each operand.
  package var uniformLocalGradient: Double? {
    guard let sum = instructions.first, sum.opcode == .sum, sum.isScalar,
      sum.count == operandCount
    else { return nil }
    if instructions.count == 1 { return 1 }
    guard instructions.count == 3, instructions[1].opcode == .constant,
      instructions[2].opcode == .divide, arguments[instructions[2].first].code == sum.output
    else { return nil }
    return 1 / constants[instructions[1].first]
  }
}
