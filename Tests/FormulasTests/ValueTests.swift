import Testing

@testable import Formulas

@Suite struct ValueTests {
  @Test("A value made of its components has them again, rows after one another")
  func components() {
    let values: [(Value, Shape)] = [
      (.scalar(2), .scalar), (.vector([1, 2, 3]), .vector(3)),
      (.matrix([[1, 2], [3, 4], [5, 6]]), .matrix(rows: 3, columns: 2)),
    ]
    for (value, shape) in values { #expect(Value(shape, value.components) == value) }
    #expect(Value(.row(2), [1, 2]) == .matrix([[1, 2]]))
    #expect(Value.zeros(.vector(2)) == .vector([0, 0]))
  }

  @Test("Only a scalar has a number")
  func number() {
    #expect(Value.scalar(3).number == 3)
    #expect(Value.vector([3]).number == nil)
    #expect(Value.matrix([[3]]).number == nil)
    #expect(Value.vector([0.1, -2]).text == "[0.1, -2.0]")
  }

  @Test("A literal stands for its value in a formula")
  func literal() throws {
    let matrix = Expression.literal(.matrix([[1, 2], [3, 4]]))
    let vector = Expression.literal(.vector([1, -1]))
    let product = try Program(Expression(.product([matrix, vector])))
    #expect(product.value(at: []) == .vector([-1, -1]))
    #expect(Expression.literal(.scalar(2)) == .number(2))
    #expect(vector.notation().plain == "[1; −1]")
  }
}
