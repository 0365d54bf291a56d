import TestSupport
import Testing

@testable import Formulas

@Suite struct SimplifiedTests {
  private static func given(_ random: inout SplitMix64) -> [String: Double] {
    ["a": random.number(), "b": random.number(), "c": random.number()]
  }

  private static func value(_ expression: Expression, _ given: [String: Double]) throws -> Double {
    let program = try Program(expression)
    return program.value(of: program.operands.map { given[$0.name] ?? .nan })
  }

  /// The derivatives with respect to a, b and c, summed over all occurrences.
  private static func gradient(
    _ expression: Expression, _ given: [String: Double]
  ) throws -> [String: Double] {
    let program = try Program(expression)
    let local = program.localGradients(at: program.operands.map { given[$0.name] ?? .nan })
    return Dictionary(zip(program.operands.map(\.name), local), uniquingKeysWith: +)
  }

  /// Whether a result barely changes when its inputs do: no kink, pole or cancellation is near.
  private static func isSteady(
    _ given: [String: Double], _ results: ([String: Double]) throws -> [Double]
  ) rethrows -> Bool {
    let here = try results(given)
    guard here.allSatisfy({ $0.isFinite && abs($0) < 1e9 }) else { return false }
    for share in [1e-9, -1e-9] {
      let near = try results(given.mapValues { $0 * (1 + share) })
      guard near.count == here.count else { return false }
      for (a, b) in zip(here, near) where !(abs(a - b) <= 1e-5 * max(1, abs(a))) { return false }
    }
    return true
  }

  @Test("A simplified formula has the value and the derivatives of the original")
  func equal() throws {
    var random = SplitMix64(seed: 41)
    var checked = 0
    for _ in 0..<3000 {
      let expression = random.anyExpression(depth: 4)
      let given = Self.given(&random)
      let simple = expression.simplified
      func results(_ given: [String: Double]) throws -> [Double] {
        let gradient = try Self.gradient(expression, given)
        return [try Self.value(expression, given)] + ["a", "b", "c"].map { gradient[$0] ?? 0 }
      }
      guard expression.dual(slot: 0, at: { given[$0.name] ?? 0 }) != nil,
        try Self.isSteady(given, results)
      else { continue }
      checked += 1
      let wanted = try results(given)
      let gradient = try Self.gradient(simple, given)
      let found = [try Self.value(simple, given)] + ["a", "b", "c"].map { gradient[$0] ?? 0 }
      for (a, b) in zip(wanted, found) {
        #expect(
          abs(a - b) <= 1e-5 * max(1, abs(a)), "\(expression.text) as \(simple.text): \(given)")
      }
    }
    #expect(checked > 1200)
  }

  @Test("The derivative by each occurrence has the value of forward mode, simplified or not")
  func derivatives() throws {
    var random = SplitMix64(seed: 42)
    var checked = 0
    for _ in 0..<2500 {
      let expression = random.anyExpression(depth: 3)
      let given = Self.given(&random)
      for slot in expression.symbols.indices {
        func slope(_ given: [String: Double]) -> [Double] {
          let dual = expression.dual(slot: slot) { given[$0.name] ?? 0 }
          return [dual?.slope ?? .nan, dual?.value ?? .nan]
        }
        guard Self.isSteady(given, slope) else { continue }
        let (wanted, own) = (slope(given)[0], slope(given)[1])
        for name in [nil, Symbol("own")] {
          let derivative = expression.derivative(withRespectToSlot: slot, own: name)
          let found = try Self.value(derivative, given.merging(["own": own]) { $1 })
          // The logarithm of a negative base is undefined, and the gradient omits it.
          guard !found.isNaN || !expression.text.contains("^") else { continue }
          checked += 1
          #expect(
            abs(found - wanted) <= 1e-5 * max(1, abs(wanted)),
            "slot \(slot) of \(expression.text): \(derivative.text) at \(given)")
        }
      }
    }
    #expect(checked > 3000)
  }

  @Test(
    "Divisors stay on their side and keep every sign",
    arguments: [
      ("a/(b/c)", "(a · c)/b"), ("w*q/(-2*v)", "−(w · q)/(2 · v)"), ("a/(-b)", "−a/b"),
      ("-a/(-b)", "a/b"), ("a/(b/(c/d))", "(a · c)/(b · d)"), ("(a/b)/c", "a/(b · c)"),
    ])
  func divisors(text: String, expected: String) throws {
    #expect(try Formula(text).expression.simplified.notation().plain == expected)
  }

  @Test(
    "A formula with no finite value stays as written", arguments: ["1/0", "1e300*1e300", "x*1/0"])
  func infinite(text: String) throws {
    let simple = try Formula(text).expression.simplified
    #expect(!simple.numbers.contains { !$0.isFinite }, "\(simple)")
    #expect(!simple.notation().plain.isEmpty)
  }
}

extension Expression {
  /// All literals.
  fileprivate var numbers: [Double] {
    if case .number(let number) = kind { return [number] }
    return operands.flatMap(\.numbers)
  }
}
