extension Notation: ExpressibleByStringInterpolation {
  /// Creates a text; `"the gradient of \(symbol) is \(number)"` is a row of words and formulas,
  /// which is drawn, written and spoken as a whole.
  public init(stringLiteral text: String) { self = .word(text) }

  /// Joins the parts of an interpolated text.
  public init(stringInterpolation text: Interpolation) {
    self = text.parts.count == 1 ? text.parts[0] : .row(text.parts)
  }

  /// Collects the words and formulas of an interpolated text.
  public struct Interpolation: StringInterpolationProtocol {
    var parts: [Notation] = []

    /// Starts a text.
    public init(literalCapacity: Int, interpolationCount: Int) {
      parts.reserveCapacity(2 * interpolationCount + 1)
    }

    /// Appends words to the text so far.
    public mutating func appendLiteral(_ text: String) {
      if case .word(let before)? = parts.last {
        parts[parts.count - 1] = .word(before + text)
      } else if !text.isEmpty {
        parts.append(.word(text))
      }
    }

    /// Appends a formula.
    public mutating func appendInterpolation(_ part: Notation) { parts.append(part) }

    /// Appends words.
    public mutating func appendInterpolation(_ text: String) { appendLiteral(text) }

    /// Appends a number that is spoken as digits.
    public mutating func appendInterpolation(_ number: Int) { appendLiteral(String(number)) }
  }
}
