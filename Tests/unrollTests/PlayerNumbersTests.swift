import Foundation
import TestSupport
import Testing

@testable import Formulas

/// How the player writes numbers.
@Suite(
  .enabled(if: PlayerScripts.node.isExpected, "Node.js is missing: sh setup.sh tests"))
struct PlayerNumbersTests {
  private struct Answer: Decodable {
    let plain: String
    let rounded: Double
    let halfUnit: Double
  }

  /// Numbers of all sizes, short ones, halves of the last digit, and neighbours of powers of ten.
  private static let numbers: [Double] = {
    var random = SplitMix64(seed: 20)
    var numbers: [Double] = [0, -0.0, 1, -1, 0.9999, 9.996, 1e6, 999_999, 1e-4, 9.9996e-5]
    numbers += [.greatestFiniteMagnitude, .leastNonzeroMagnitude, .infinity, -.infinity, .nan]
    for _ in 0..<2000 {
      numbers.append(Double(bitPattern: random.next()))
      let size = Double(Int.random(in: -9...9, using: &random))
      numbers.append(Double.random(in: -10...10, using: &random) * pow(10, size))
      let tenths = Double(Int.random(in: -99_999...99_999, using: &random))
      numbers += [tenths / 1000, (tenths + 0.5) / 100, tenths * pow(10, size)]
    }
    for exponent in -320...308 {
      let power = Double("1e\(exponent)") ?? 0
      numbers += [power, -power.nextUp, power.nextDown, power * 0.99951, power / 3]
    }
    return numbers
  }()

  @Test("The player writes and rounds each number as the tool does, with any number of digits")
  func numbers() throws {
    let cases = JSONText.array(Self.numbers.map(PlayerScripts.number))
    let all: [[Answer]] = try PlayerScripts.answers(
      to: cases,
      by: """
        answers = Array.from({ length: 15 }, (_, index) => cases.map(Number).map((number) => ({
          plain: writtenNumber(number, index + 1).plain,
          rounded: roundedNumber(number, index + 1),
          halfUnit: Number.isFinite(number) ? halfUnit(number, index + 1) : 0,
        })));
        """)
    try #require(all.count == NumberStyle.allowedDigits.count)
    for (digits, answers) in zip(NumberStyle.allowedDigits, all) {
      let style = NumberStyle(digits: digits)
      try #require(answers.count == Self.numbers.count)
      let wrong = zip(Self.numbers, answers).filter { number, answer in
        answer.plain != style.notation(number).plain
          || PlayerScripts.distance(answer.rounded, style.rounded(number)) > 0
          || number.isFinite && answer.halfUnit != style.halfUnit(of: number)
      }
      #expect(
        wrong.isEmpty,
        "\(digits) digits, \(wrong.count) numbers: \(wrong.prefix(3).map { ($0, style.notation($0).plain, $1) })"
      )
    }
  }

  @Test("The player has the same sign between printed numbers and their printed result")
  func relations() throws {
    let formulas = ["a * b", "a * b + c", "0.12345 * a - b / c", "a ^ 2 + tanh(b) * c", "a - b"]
    var random = SplitMix64(seed: 21)
    var cases: [JSONText] = []
    var expected: [String] = []
    for index in 0..<3000 {
      let style = NumberStyle(digits: Int.random(in: 1...6, using: &random))
      let formula = try Formula(formulas[index % formulas.count]).expression
      let program = try #require(style.relationJSON(formula))
      let numbers = formula.symbols.map { _ in random.number() }
      var next = numbers.makeIterator()
      let known = formula.replacingSymbols { _ in .number(next.next() ?? 0) }
      let result = try Program(known).value(at: [])
      expected.append(style.relation(known, result) == .equals ? "=" : "≈")
      cases.append(
        .array([
          program, .array(numbers.map(JSONText.number)), .array([.value(result)]),
          .integer(style.digits),
        ]))
    }
    let answers: [String] = try PlayerScripts.answers(
      to: .array(cases), by: "answers = cases.map((parts) => relationSign(...parts));")
    #expect(answers == expected)
    #expect(Set(expected).count == 2)
  }
}
