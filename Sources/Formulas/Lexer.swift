/// A word or sign of a formula, with its place in the text.
struct Token: Equatable {
  enum Kind: Equatable {
    case number(Double)
    case name(String)
    case sign(Unicode.Scalar)
    case elementwise
    /// `..` between the ends of a range over time.
    case range
    /// `.T` after an operand.
    case transposed
    case end
  }

  let kind: Kind
  let position: Int
  let length: Int
}

/// Splits a formula's text into tokens.
struct Lexer {
  private let scalars: [Unicode.Scalar]
  private var index = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  /// Returns all tokens; the last one is `.end`.
  static func tokens(of text: String) throws(FormulaError) -> [Token] {
    var lexer = Lexer(text)
    var tokens: [Token] = []
    while true {
      let token = try lexer.next()
      tokens.append(token)
      if token.kind == .end { return tokens }
    }
  }

  private mutating func next() throws(FormulaError) -> Token {
    while index < scalars.count, scalars[index].properties.isWhitespace { index += 1 }
    let start = index
    guard index < scalars.count else { return Token(kind: .end, position: start, length: 1) }
    let scalar = scalars[index]
    if scalar.isDigit || (scalar == "." && peek(1)?.isDigit == true) { return try number() }
    if scalar.startsName {
      skipPartOfName()
      while peek(0) == ".", peek(1)?.startsName == true, !isTransposed(at: 1) {
        index += 1
        skipPartOfName()
      }
      let name = String(String.UnicodeScalarView(scalars[start..<index]))
      return Token(
        kind: .name(GreekLetters.spelledOut(name)), position: start, length: index - start)
    }
    index += 1
    switch scalar {
    case "." where peek(0) == "*":
      index += 1
      return Token(kind: .elementwise, position: start, length: 2)
    case "." where peek(0) == ".":
      index += 1
      return Token(kind: .range, position: start, length: 2)
    case "." where isTransposed(at: 0):
      index += 1
      return Token(kind: .transposed, position: start, length: 2)
    case "⊙": return Token(kind: .elementwise, position: start, length: 1)
    case "−": return Token(kind: .sign("-"), position: start, length: 1)
    case "·", "×", "@": return Token(kind: .sign("*"), position: start, length: 1)
    case "+", "-", "*", "/", "^", "(", ")", "[", "]", ",", ";", ":":
      return Token(kind: .sign(scalar), position: start, length: 1)
    default: throw unknown(scalar, at: start)
    }
  }

  /// The error for a sign that formulas do not have; a power or an index that is written as in print
  /// is named whole.
  private func unknown(_ scalar: Unicode.Scalar, at start: Int) -> FormulaError {
    func text(_ range: Range<Int>) -> String {
      String(String.UnicodeScalarView(scalars[range]))
    }
    let superscript = scalars[start...].prefix { $0.plainSuperscript != nil }
    if !superscript.isEmpty {
      let plain = superscript.compactMap(\.plainSuperscript).map(String.init).joined()
      return FormulaError(
        .superscript(text(superscript.indices), write: "^\(plain)"), at: start,
        length: superscript.count)
    }
    guard scalar == "{", start > 0, let end = scalars[start...].firstIndex(of: "}") else {
      return FormulaError(.unknownSign(scalar), at: start)
    }
    let content = text(start + 1..<end)
    if scalars[start - 1] == "^" {
      return FormulaError(
        .indexInBraces(text(start..<end + 1), write: "^(\(content))"), at: start,
        length: end + 1 - start)
    }
    // h_{t-1} is a time step, W_{xh} a longer name.
    let length = scalars[..<start].reversed().prefix { $0.continuesName || $0 == "." }.count
    guard scalars[start - 1] == "_", length > 1 else {
      return FormulaError(.unknownSign(scalar), at: start)
    }
    let name = text(start - length..<start - 1)
    let isTime = content.first == "t" && content.dropFirst().first?.isLetter != true
    return FormulaError(
      .indexInBraces(
        text(start - length..<end + 1),
        write: isTime || content.allSatisfy(\.isNumber)
          ? "\(name)[\(content)]" : "\(name)_\(content.filter { $0.isLetter || $0.isNumber })"),
      at: start - length, length: end + 1 - start + length)
  }

  private mutating func skipPartOfName() {
    while index < scalars.count, scalars[index].continuesName { index += 1 }
  }

  /// Whether the name at an offset is T alone.
  private func isTransposed(at offset: Int) -> Bool {
    peek(offset) == "T" && peek(offset + 1)?.continuesName != true
  }

  private func peek(_ offset: Int) -> Unicode.Scalar? {
    index + offset < scalars.count ? scalars[index + offset] : nil
  }

  private mutating func number() throws(FormulaError) -> Token {
    let start = index
    func isDigit(_ at: Int) -> Bool { at < scalars.count && scalars[at].isDigit }
    while isDigit(index) { index += 1 }
    // `2.*x` is the number 2 and an elementwise product, `1..3` a range.
    if peek(0) == ".", peek(1) != "*", peek(1) != "." {
      index += 1
      while isDigit(index) { index += 1 }
    }
    if peek(0) == "e" || peek(0) == "E" {
      let signed = peek(1) == "-" || peek(1) == "+" ? 2 : 1
      if isDigit(index + signed) {
        index += signed
        while isDigit(index) { index += 1 }
      }
    }
    let text = String(String.UnicodeScalarView(scalars[start..<index]))
    guard let value = Double(text), value.isFinite else {
      throw FormulaError(.number(text), at: start, length: index - start)
    }
    // A number that only rounds to zero is not zero.
    guard
      value != 0 || !text.prefix(while: { $0 != "e" && $0 != "E" }).contains(where: { $0 > "0" })
    else {
      throw FormulaError(.tooSmall(text), at: start, length: index - start)
    }
    if let following = peek(0), following.startsName {
      throw FormulaError(.missingSign(number: text, next: following), at: index)
    }
    return Token(kind: .number(value), position: start, length: index - start)
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
  fileprivate var startsName: Bool { properties.isAlphabetic }
  fileprivate var continuesName: Bool { startsName || isDigit || self == "_" }

  /// The digit or sign that a superscript stands for.
  fileprivate var plainSuperscript: Character? {
    switch self {
    case "¹": "1"
    case "²": "2"
    case "³": "3"
    case "⁻": "-"
    case "⁰", "⁴"..."⁹":
      Character(String(value - 0x2070))
    default: nil
    }
  }
}
