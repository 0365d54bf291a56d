extension Notation: ExpressibleByStringInterpolation {
  /// Makes a text; `"the gradient of \(symbol) is \(number)"` is a row of words and formulas, which
  /// is drawn, written and spoken as one.
  public init(stringLiteral text: String) { self = .word(text) }

  /// Joins the parts of an interpolated text.
  public init(stringInterpolation text: Interpolation) {
    self = text.parts.count == 1 ? text.parts[0] : .row(text.parts)
  }

  /// Collects the words and formulas of an interpolated text.
  public struct Interpolation: StringInterpolationProtocol {
    var parts: [Notation] = []

    /// Begins a text.
    public init(literalCapacity: Int, interpolationCount: Int) {
      parts.reserveCapacity(2 * interpolationCount + 1)
    }

    /// Adds words, to those before them.
    public mutating func appendLiteral(_ text: String) {
      if case .word(let before)? = parts.last {
        parts[parts.count - 1] = .word(before + text)
      } else if !text.isEmpty {
        parts.append(.word(text))
      }
    }

    /// Adds a formula.
    public mutating func appendInterpolation(_ part: Notation) { parts.append(part) }

    /// Adds words.
    public mutating func appendInterpolation(_ text: String) { appendLiteral(text) }

    /// Adds a number that stays digits when it is spoken.
    public mutating func appendInterpolation(_ number: Int) { appendLiteral(String(number)) }
  }
}
