import Foundation
import TestSupport
import Testing

@testable import Formulas

@Suite struct NumberStyleTests {
  @Test(
    "Numbers are written as on a slide",
    arguments: [
      (-5.0, "−5"), (0, "0"), (-0.0, "0"), (0.39322, "0.393"), (0.5, "0.5"), (0.9999, "1.00"),
      (1.2e-7, "1.2 × 10⁻⁷"), (999_999, "999999"), (1e6, "10⁶"), (-1e6, "−10⁶"),
      (1.5e-4, "0.00015"), (9.9996e-5, "0.000100"), (12.3456, "12.3"), (-2.5e10, "−2.5 × 10¹⁰"),
    ])
  func numbers(number: Double, expected: String) {
    #expect(NumberStyle().notation(number).plain == expected)
  }

  @Test("A vector is a column and a matrix its rows")
  func shapes() {
    #expect(NumberStyle().notation(.vector([1, -2])).plain == "[1; −2]")
    #expect(NumberStyle().notation(.matrix([[1, 2], [3, 4]])).plain == "[1, 2; 3, 4]")
    #expect(
      NumberStyle().notation(.matrix([[1, 2]])).latex == "\\begin{pmatrix}1 & 2\\end{pmatrix}")
  }

  @Test("In short form a vector of two is written out, a larger value is shown by shape and norm")
  func brief() {
    #expect(NumberStyle().brief(.scalar(0.1234)).plain == "0.123")
    #expect(NumberStyle().brief(.vector([0.126, 1])).plain == "[0.13; 1]")
    #expect(NumberStyle().brief(.vector([2, 3, 6])).plain == "3 × 1, norm 7")
    #expect(NumberStyle().brief(.matrix([[3, 4]])).plain == "1 × 2, norm 5")
  }

  /// The mantissa without point and trailing zeros, and the power of ten: 1.50 × 10⁻³ is 15, −3.
  private func parts(_ text: String) -> (digits: String, exponent: Int) {
    let raised: [Character] = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    var ascii = ""
    for character in text {
      let digit = raised.firstIndex(of: character)
      let isRaised = digit != nil || character == "⁻"
      if isRaised, !ascii.contains("^") { ascii += "^" }
      ascii += digit.map(String.init) ?? ("−⁻".contains(character) ? "-" : String(character))
    }
    let halves = ascii.split(separator: " × 10^").map(String.init)
    // A power of ten alone has no mantissa.
    if ascii.hasPrefix("10^") || ascii.hasPrefix("-10^") {
      return ("1", Int(ascii.split(separator: "^")[1]) ?? 0)
    }
    var number = halves[0].split(separator: "-").joined()
    let power = halves.count == 2 ? Int(halves[1]) ?? 0 : 0
    if !number.contains(".") { number += "." }
    let whole = number.prefix { $0 != "." }
    let all = number.filter { $0 != "." }
    let zeros = all.prefix { $0 == "0" }.count
    var digits = all.dropFirst(zeros)
    while digits.last == "0" { digits.removeLast() }
    return (String(digits), power + whole.count - 1 - zeros)
  }

  @Test("A number of any size is rounded as the system rounds it")
  func everySize() {
    var random = SplitMix64(seed: 12)
    let ends = [.leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude, 9.9999e99]
    let drawn = (0..<4000).map { _ in
      Double(sign: .plus, exponent: .random(in: -1074...1023, using: &random), significand: 1)
        * .random(in: 1..<2, using: &random)
    }
    for number in ends + drawn where number != number.rounded() || number >= 1e6 {
      // All digits before the point are written, even if fewer are requested.
      let fewest = (1..<1e6).contains(number) ? 6 : 1
      let digits = Int.random(in: fewest...12, using: &random)
      let shown = NumberStyle(digits: digits).notation(-number).plain
      let expected = String(format: "%.*e", digits - 1, number).split(separator: "e")
      let (mantissa, exponent) = parts(shown)
      let significant = expected[0].filter { $0 != "." }
      let wanted = significant.reversed().drop { $0 == "0" }.reversed()
      #expect(shown.hasPrefix("−") && mantissa == String(wanted), "\(number): \(shown)")
      #expect(exponent == Int(expected[1]), "\(number): \(shown)")
    }
  }

  @Test("What a reader sees is the number of the text, and rounding it again changes nothing")
  func seen() {
    var random = SplitMix64(seed: 15)
    for _ in 0..<2000 {
      let power = pow(10, Double(Int.random(in: -9...9, using: &random)))
      let number = Double.random(in: -10...10, using: &random) * power
      let digits = Int.random(in: 1...8, using: &random)
      let seen = NumberStyle(digits: digits).rounded(number)
      // All digits before the point are written, even if fewer are requested.
      let isLong = abs(number) < 999_999.5 && abs(number) >= pow(10, Double(digits))
      let wanted =
        isLong ? number.rounded() : Double(String(format: "%.*e", digits - 1, number)) ?? .nan
      #expect(abs(seen - wanted) <= 1e-12 * abs(wanted), "\(number) with \(digits) digits")
      #expect(NumberStyle(digits: digits).rounded(seen) == seen)
    }
    #expect(NumberStyle().rounded(-1.2345e-7) == -1.23e-7 && NumberStyle().rounded(0) == 0)
  }

  @Test(
    "≈ is the sign where the printed factors give another last digit",
    arguments: [
      ([0.12, -0.65], -0.0789, Notation.Sign.approximates), ([0.12, -0.65], -0.078, .equals),
      ([-5.0, -1], 5, .equals), ([0.3333, 3], 0.9999, .equals), ([0.3337, 3], 1.0011, .equals),
      ([1e-7, 2], 2e-7, .equals), ([1.2345e-7, 2], 2.469e-7, .approximates),
      ([0.5, 0], 0, .equals),
    ])
  func relation(factors: [Double], result: Double, sign: Notation.Sign) {
    let product = Expression(.product(factors.map { .number($0) }))
    #expect(NumberStyle().relation(product, .scalar(result)) == sign)
  }

  @Test("Infinity and NaN are written as such")
  func notFinite() {
    #expect(NumberStyle().notation(.infinity).plain == "∞")
    #expect(NumberStyle().notation(-.infinity).plain == "−∞")
    #expect(NumberStyle().notation(.nan).plain == "NaN")
  }

  @Test("A summary has the correct norm even if the squares of components overflow or underflow")
  func norms() {
    let seven = { (number: Double) in Value.vector(Array(repeating: number, count: 7)) }
    #expect(NumberStyle().notation(seven(1e200)).plain == "7 × 1, norm 2.65 × 10²⁰⁰")
    #expect(NumberStyle().notation(seven(1e-200)).plain == "7 × 1, norm 2.65 × 10⁻²⁰⁰")
  }
}
