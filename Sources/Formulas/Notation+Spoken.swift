extension Notation {
  /// The formula in spoken order: `the derivative of Loss with respect to h 0 equals minus 5`.
  ///
  /// It holds words and digits only, so that a screen reader does not skip a sign.
  public var spoken: String {
    words.split(separator: " ").joined(separator: " ")
      .split(separator: " ,").joined(separator: ",")
  }

  private var words: String {
    switch self {
    case .variable(let text): GreekLetters.nameByLetter[text] ?? text
    case .word(let text), .strong(let text): text
    case .numeral(let text): text.hasPrefix("−") ? "minus " + text.dropFirst() : text
    case .sign(let sign): " \(sign.spoken) "
    case .row(let parts): parts.map(\.words).joined(separator: " ")
    case .scripts(.sign(.sum), let below?, nil): " the sum over \(below.words) of "
    case .scripts(let base, let below, let above):
      base.words + (below.map { " \($0.words)" } ?? "")
        + (above.map { Notation.power($0.words) } ?? "")
    case .fraction(let a, let b): Notation.fractionWords(a, b)
    case .fenced(let part, .bars): "the absolute value of \(part.words)"
    case .fenced(let part, _):
      part.isShort ? " of \(part.words)" : " open parenthesis \(part.words) close parenthesis "
    case .brace(let part, let word): "\(part.words), \(word), "
    case .matrix(let rows):
      "the matrix "
        + rows.map { $0.map(\.words).joined(separator: ", ") }.joined(separator: "; ") + " "
    case .radical(let part): "the square root of \(part.words)"
    case .role(_, let part), .stage(_, let part): part.words
    }
  }

  private var isShort: Bool {
    switch self {
    case .variable, .word, .numeral, .scripts: true
    case .row(let parts): parts.count == 1 && parts[0].isShort
    default: false
    }
  }

  private static func power(_ exponent: String) -> String {
    switch exponent.split(separator: " ").joined(separator: " ") {
    case "2": " squared"
    case "3": " cubed"
    case "transposed": " transposed"
    case let other: " to the power \(other)"
    }
  }

  private static func fractionWords(_ a: Notation, _ b: Notation) -> String {
    if case .row(let above) = a, case .row(let below) = b, above.first == .sign(.partial),
      below.first == .sign(.partial)
    {
      let numerator = Notation.row(Array(above.dropFirst())).words
      let denominator = Notation.row(Array(below.dropFirst())).words
      return "the derivative of \(numerator) with respect to \(denominator)"
    }
    return "\(a.words) over \(b.words)"
  }
}

extension Notation.Sign {
  var spoken: String {
    switch self {
    case .plus: "plus"
    case .minus, .negative: "minus"
    case .times, .cross: "times"
    case .elementwise: "times, component by component,"
    case .equals: "equals"
    case .receives: "receives"
    case .greater: "is greater than"
    case .partial: "the derivative of"
    case .sum: "the sum of"
    case .comma: ","
    case .ellipsis, .centeredEllipsis: "and so on"
    case .question: "what?"
    case .transposed: "transposed"
    }
  }
}
