#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How numbers are written: integers without a decimal point, other numbers with significant
/// digits, a true minus sign, powers of ten for very large and very small numbers.
///
///     NumberStyle().notation(-5).plain        // "−5"
///     NumberStyle().notation(0.39322).plain   // "0.393"
///     NumberStyle().notation(1.2e-7).plain    // "1.2 × 10⁻⁷"
public struct NumberStyle: Hashable, Sendable {
  /// How many significant digits a number with decimals gets.
  public var digits: Int
  /// The word before the norm of a value that is too large to write out.
  public var normWord = Language.english.spokenWords.norm

  /// How many significant digits may be requested.
  public static let allowedDigits = 1...15

  /// Creates a style with 3 digits, or with the given number from 1 to 15.
  public init(digits: Int = 3) {
    precondition(Self.allowedDigits.contains(digits), "a style has 1 to 15 significant digits")
    self.digits = digits
  }

  /// More rows or columns than this are not written out.
  public static let mostRows = 6

  /// Returns a value as a formula shows it: a vector as a column, a matrix as its rows, one component
  /// as a number, and a value with more than six rows or columns as its shape and its Euclidean norm.
  ///
  ///     NumberStyle().notation(.vector([3, 4])).plain                               // "[3; 4]"
  ///     NumberStyle().notation(.vector(Array(repeating: 1, count: 9))).plain  // "9 × 1, norm 3"
  public func notation(_ value: Value) -> Notation {
    if let number = value.single { return notation(number) }
    let rows = Self.rows(of: value)
    guard max(rows.count, rows[0].count) <= Self.mostRows else { return summary(rows) }
    return .matrix(rows.map { $0.map { notation($0) } })
  }

  /// Returns a value in short form: a vector of two components with two digits each, and a larger
  /// value as its shape and its Euclidean norm.
  ///
  ///     NumberStyle().brief(.vector([0.126, 1])).plain  // "[0.13; 1]"
  ///     NumberStyle().brief(.vector([2, 3, 6])).plain   // "3 × 1, norm 7"
  public func brief(_ value: Value) -> Notation {
    if let number = value.single { return notation(number) }
    let rows = Self.rows(of: value)
    var short = self
    short.digits = min(2, digits)
    guard rows.count <= 2, rows[0].count == 1 else { return short.summary(rows) }
    return .matrix(rows.map { $0.map { short.notation($0) } })
  }

  static func rows(of value: Value) -> [[Double]] {
    switch value {
    case .scalar(let number): [[number]]
    case .vector(let components): components.map { [$0] }
    case .matrix(let rows): rows
    }
  }

  private func summary(_ rows: [[Double]]) -> Notation {
    summary(rows, norm: notation(Value.matrix(rows).norm))
  }

  func summary(_ rows: [[Double]], norm: Notation) -> Notation {
    .row([
      .numeral("\(rows.count)"), .sign(.cross), .numeral("\(rows[0].count)"),
      .word(", \(normWord) "), norm,
    ])
  }

  /// Returns the number as a formula shows it.
  ///
  /// A trace never contains an infinite number or NaN; they are written as `∞` and `NaN`.
  public func notation(_ number: Double) -> Notation {
    guard number.isFinite else {
      return .numeral(number.isNaN ? "NaN" : number < 0 ? "−∞" : "∞")
    }
    let written = written(number)
    guard let exponent = written.exponent else { return .numeral(written.digits) }
    let power = Notation.scripts(
      .numeral("10"), below: nil,
      above: .numeral((exponent < 0 ? "−" : "") + String(abs(exponent))))
    switch written.digits {
    case "1": return power
    case "−1": return .row([.sign(.negative), power])
    default: return .row([.numeral(written.digits), .sign(.cross), power])
    }
  }

  /// The digits of a finite number and, where it is written with one, its power of ten.
  func written(_ number: Double) -> (digits: String, exponent: Int?) {
    let magnitude = abs(number)
    let sign = number < 0 ? "−" : ""
    if magnitude == magnitude.rounded(), magnitude < 1e6 {
      return ((magnitude == 0 ? "" : sign) + String(Int(magnitude)), nil)
    }
    var (mantissa, exponent) = scaled(magnitude)
    // Rounding the mantissa may carry: 9.996 to three digits is 10.0.
    if rounded(mantissa, decimals: digits - 1) >= 10 {
      mantissa /= 10
      exponent += 1
    }
    if exponent < -4 || exponent >= 6 {
      return (sign + decimal(mantissa, decimals: digits - 1), exponent)
    }
    return (sign + decimal(magnitude, decimals: max(0, digits - 1 - exponent)), nil)
  }

  /// Returns the number that a reader sees: 0.393 for 0.39322.
  public func rounded(_ number: Double) -> Double {
    guard number.isFinite else { return number }
    let (digits, exponent) = written(number)
    let sign = number < 0 ? "-" : ""
    return Double(sign + digits.drop { $0 == "−" } + (exponent.map { "e\($0)" } ?? "")) ?? number
  }

  /// Half a unit of the last digit that a number is written with.
  func halfUnit(of number: Double) -> Double {
    guard number != 0 else { return 0 }
    let exponent = scaled(abs(number)).1
    let isPower = exponent < -4 || exponent >= 6
    let last = exponent - digits + 1
    return 0.5 * Self.powerOfTen(isPower ? last : min(0, last))
  }

  /// The number's mantissa from 1 to below 10 and its power of ten.
  private func scaled(_ magnitude: Double) -> (Double, Int) {
    let exponent = Int(floor(log10(magnitude)))
    // Two steps, because 10³⁰⁸ is the largest representable power.
    let half = exponent / 2
    return (magnitude / Self.powerOfTen(half) / Self.powerOfTen(exponent - half), exponent)
  }

  // The systems' `pow` differ in the last place of some powers, as of 10²³; a literal never does.
  private static let powersOfTen = (-340...308).map { Double("1e\($0)") ?? 0 }

  private static func powerOfTen(_ exponent: Int) -> Double { powersOfTen[exponent + 340] }

  private func rounded(_ number: Double, decimals: Int) -> Double {
    let scale = Self.powerOfTen(decimals)
    return (number * scale).rounded() / scale
  }

  /// Fixed decimals; trailing zeros are removed only if the number is exactly that short, so that
  /// 0.9999 shows as 1.00 and 0.5 as 0.5.
  private func decimal(_ number: Double, decimals: Int) -> String {
    let shown = rounded(number, decimals: decimals)
    let units = Self.powerOfTen(decimals)
    var digits = String(Int((shown * units).rounded()))
    guard decimals > 0 else { return digits }
    while digits.count <= decimals { digits = "0" + digits }
    var text = digits.dropLast(decimals) + "." + digits.suffix(decimals)
    if abs(shown - number) <= 1e-12 * abs(number) {
      while text.hasSuffix("0") { text = text.dropLast() }
      if text.hasSuffix(".") { text = text.dropLast() }
    }
    return String(text)
  }
}
