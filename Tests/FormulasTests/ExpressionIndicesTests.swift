import Testing

@testable import Formulas

@Suite struct ExpressionIndicesTests {
  @Test(
    "A symbol is an index where it only selects a component",
    arguments: [
      ("a*b + c", [false, false, false]), ("v[k] + k", [false, true, false]),
      ("v[k + j*2]^k", [false, true, true, false]), ("(a + b)[v[k]]", [false, false, true, true]),
      ("cross_entropy(W*h, k)", [false, false, true]), ("hinge(h, k)", [false, true]),
      ("nll(h, k)", [false, true]), ("binary_cross_entropy(h, k)", [false, false]),
      ("-log(softmax(y[t])[target[t]])", [false, true]),
    ])
  func occurrences(text: String, expected: [Bool]) throws {
    let expression = try Formula(text).expression
    #expect(expression.areIndices == expected)
    #expect(expression.symbols.count == expected.count)
  }
}
