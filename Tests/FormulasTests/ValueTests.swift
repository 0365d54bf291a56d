import TestSupport
import Testing

@testable import Formulas

@Suite struct ValueTests {
  @Test("A value created from components returns them, row by row")
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

  @Test("A literal represents its value in a formula")
  func literal() throws {
    let matrix = Expression.literal(.matrix([[1, 2], [3, 4]]))
    let vector = Expression.literal(.vector([1, -1]))
    let product = try Program(Expression(.product([matrix, vector])))
    #expect(product.value(at: []) == .vector([-1, -1]))
    #expect(Expression.literal(.scalar(2)) == .number(2))
    #expect(vector.notation().plain == "[1; −1]")
  }

  @Test(
    "The norm is correct if the squares of the components overflow or underflow",
    arguments: [
      ([3.0, 4], 5), ([3e200, -4e200], 5e200), ([3e-200, 4e-200], 5e-200), ([0, 0], 0),
      ([1e308, 1e308], 1.4142135623730951e308), ([1e308, 1e-308], 1e308), ([-7], 7),
    ] as [([Double], Double)])
  func norm(components: [Double], expected: Double) {
    let matrix = Value.matrix([components, components.map { _ in 0 }])
    for norm in [Value.vector(components).norm, matrix.norm] {
      #expect(abs(norm - expected) <= expected * 1e-15)
    }
  }

  @Test("The norm of random vectors is that of their components in another unit")
  func randomNorms() {
    var random = SplitMix64(seed: 6)
    for _ in 0..<2000 {
      let unit = Double(
        sign: .plus, exponent: .random(in: -1022...1017, using: &random), significand: 1)
      let plain = (0..<Int.random(in: 1...9, using: &random)).map { _ in
        Double.random(in: 1...2, using: &random) * (Bool.random(using: &random) ? 1 : -1)
      }
      let expected = plain.map { $0 * $0 }.reduce(0, +).squareRoot() * unit
      #expect(abs(Value.vector(plain.map { $0 * unit }).norm - expected) <= expected * 1e-15)
    }
  }

  @Test("The norm of the smallest numbers is one of them")
  func denormals() {
    let least = Double.leastNonzeroMagnitude
    #expect(Value.vector([3 * least, -4 * least]).norm == 5 * least)
  }

  @Test("A norm that exceeds the largest number is infinite, as is that of an infinite component")
  func infiniteNorm() {
    #expect(Value.vector([1.7e308, 1.7e308]).norm == .infinity)
    #expect(Value.vector([.infinity, 1]).norm == .infinity)
    for components in [[.nan, 1], [1, .nan], [.nan], [0, .nan]] as [[Double]] {
      #expect(Value.vector(components).norm.isNaN)
    }
  }
}
