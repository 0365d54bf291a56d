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
