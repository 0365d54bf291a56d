import Formulas
import Testing

@Suite struct WideProductTests {
  private func product(_ count: Int) -> Expression {
    Expression(.product((1...count).map { .symbol(Symbol("a\($0)")) }))
  }

  private func workspace(_ numbers: [Double]) throws -> Workspace {
    let program = try Program(product(numbers.count)) { _ in .scalar }
    return Workspace(program, numbers.map { .scalar($0) })
  }

  private func gradient(_ numbers: [Double]) throws -> [Double] {
    var workspace = try workspace(numbers)
    return workspace.contributions(upstream: [2][...]).compactMap(\.number)
  }

  @Test("Each of many factors receives the product of the others")
  func others() throws {
    for numbers in [
      [3, 2, -1, 0.5, 4, 1, 1, -2, 3, 5, 0.1], Array(repeating: 1.5, count: 40),
      [0, 2, 3, 4, 5, 6, 7, 8, 9, 10], [0, 2, 0, 4, 5, 6, 7, 8, 9, 10],
    ] as [[Double]] {
      for (index, found) in try gradient(numbers).enumerated() {
        var expected = 2.0
        for (other, number) in numbers.enumerated() where other != index { expected *= number }
        #expect(abs(found - expected) <= 1e-12 * abs(expected), "\(index): \(found), \(expected)")
      }
    }
  }

  @Test("Neither end of a long product is too large or too small where the whole is not")
  func extremes() throws {
    let numbers = Array(repeating: 1e-200, count: 10) + Array(repeating: 1e200, count: 10)
    let mixed = (0..<20).map { numbers[$0 % 2 * 10 + $0 / 2] }
    for found in try gradient(mixed).enumerated() {
      let expected = found.offset % 2 == 0 ? 2e200 : 2e-200
      #expect(abs(found.element - expected) < 1e-10 * expected)
    }
  }

  @Test("Four times as many factors take about four times as long")
  func growth() throws {
    func time(_ count: Int) throws -> Duration {
      var workspace = try workspace(Array(repeating: 1.0001, count: count))
      return (0..<5).map { _ in
        ContinuousClock().measure { _ = workspace.contributions(upstream: [1][...]) }
      }.min() ?? .zero
    }
    _ = try time(1000)
    let (short, long) = try (time(10_000), time(40_000))
    #expect(long < short * 11, "\(short) for 10,000 factors, \(long) for 40,000")
  }

  @Test("The derivative of a power that is written as a product is found once")
  func power() throws {
    func product(_ count: Int) -> Expression {
      Expression(.product(Array(repeating: .symbol(Symbol("a")), count: count)))
    }
    let derivatives = Derivatives(of: product(10_000)) { _ in .scalar }
    // A time limit of the test would count its wait for other tests, too.
    let start = ContinuousClock.now
    let whole = try #require(derivatives.jacobian(withRespectToSlots: Array(0..<10_000)))
    #expect(start.duration(to: .now) < .seconds(30))
    #expect(whole == Expression(.product([.number(10_000)] + product(9999).operands)))
    // Neighbours of other names are told apart.
    let mixed = try Formula("a*a*b*a").expression
    #expect(
      Derivatives(of: mixed, shapes: { _ in .scalar }).jacobian(withRespectToSlots: [0, 1, 3])?
        .notation().plain == "2 · a · b · a + a · a · b")
  }

  @Test("Of many operands a formula shows the ends")
  func notation() throws {
    #expect(product(1600).notation().plain == "a1 · a2 · ⋯ · a1600")
    let sum = Expression(.sum((1...40).map { .symbol(Symbol("a\($0)")) }))
    #expect(sum.notation().plain == "a1 + a2 + ⋯ + a40")
    let difference = Expression(
      .sum((1...40).map { Expression(.negative(.symbol(Symbol("a\($0)")))) }))
    #expect(difference.notation().plain == "−a1 − a2 + ⋯ − a40")
    #expect(product(20).notation().plain.contains("a19"))
  }
}
