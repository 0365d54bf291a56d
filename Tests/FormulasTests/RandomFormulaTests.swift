import TestSupport
import Testing

@testable import Formulas

/// Formulas of vectors and matrices, drawn at random.
@Suite struct RandomFormulaTests {
  private static let shapes: [Shape] = [
    .scalar, .vector(1), .vector(3), .matrix(rows: 2, columns: 3), .matrix(rows: 1, columns: 2),
    .matrix(rows: 3, columns: 1),
  ]

  private static func shape(_ symbol: Symbol) -> Shape { SplitMix64.shape(ofName: symbol.name) }

  @Test("Gradients agree with central differences, and the text is parsed as the same formula")
  func differences() throws {
    var random = SplitMix64(seed: 101)
    var worst: [(Double, String)] = []
    for round in 0..<600 {
      let expression = random.formula(of: Self.shapes[round % Self.shapes.count], depth: 3)
      let check = try FiniteDifference(expression, &random, shapes: Self.shape)
      worst.append((check.distance, expression.text))
      let again = try Program(try Formula(expression.text).expression, shapes: Self.shape)
      #expect(again.shape == check.program.shape, "\(expression.text)")
      let (found, wanted) = (again.value(at: check.inputs), check.program.value(at: check.inputs))
      for (a, b) in zip(found.components, wanted.components) {
        #expect(abs(a - b) <= 1e-12 * max(1, abs(b)), "\(expression.text)")
      }
    }
    // A few are at a kink of max or clip, where differences have no meaning.
    let wrong = worst.filter { $0.0 > 1e-6 }
    #expect(wrong.count < 4, "\(wrong.prefix(10))")
  }

  @Test("Where there is a formula for a Jacobian or a gradient, it has the numeric value")
  func derivatives() throws {
    var random = SplitMix64(seed: 102)
    var checked = 0
    for round in 0..<600 {
      let expression = random.formula(of: Self.shapes[round % Self.shapes.count], depth: 3)
      let check = try FiniteDifference(expression, &random, shapes: Self.shape)
      let program = check.program
      var given = Dictionary(zip(program.operands, check.inputs), uniquingKeysWith: { a, _ in a })
      let (own, delta) = (Symbol("own"), Symbol("delta"))
      given[own] = program.value(at: check.inputs)
      given[delta] = Value(program.shape, check.upstream)
      let shapes = { (symbol: Symbol) in
        symbol == own || symbol == delta ? program.shape : Self.shape(symbol)
      }
      let derivatives = Derivatives(of: expression, own: own, shapes: shapes)
      let numeric = (check.contributions, program.jacobians(at: check.inputs))
      for slot in program.operands.indices {
        let formulas = [
          (derivatives.gradientTerm(ofSlot: slot, upstream: delta), numeric.0[slot]),
          (derivatives.jacobian(withRespectToSlot: slot), numeric.1[slot]?.components),
        ]
        for case (let formula?, let wanted?) in formulas {
          let derived = try Program(formula, shapes: shapes)
          let found = derived.value(at: derived.operands.map { given[$0] ?? .scalar(0) }).components
          checked += 1
          #expect(
            found.count == wanted.count, "slot \(slot) of \(expression.text): \(formula.text)")
          for (a, b) in zip(found, wanted) {
            #expect(
              abs(a - b) <= 1e-8 * max(1, abs(b)),
              "slot \(slot) of \(expression.text): \(formula.text)")
          }
        }
      }
    }
    #expect(checked > 1000)
  }
}
