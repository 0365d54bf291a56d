extension Notation {
  /// The formula in spoken order, in English:
  /// `the derivative of Loss with respect to h zero equals minus five`.
  ///
  /// It contains only words, because a screen reader may skip signs.
  public var spoken: String { spoken(in: .english) }

  /// Returns the formula as it is read aloud.
  ///
  ///     Notation.numeral("−28").spoken(in: .italian)                 // "meno ventotto"
  ///     Notation.numeral("−28").spoken(in: .italian, digits: true)   // "meno 28"
  ///
  /// A vector or matrix of more than four numbers is described by its size and the entry of the
  /// largest magnitude.
  ///
  /// - Parameters:
  ///   - language: the language of the words.
  ///   - digits: whether numbers keep their digits, which is shorter.
  public func spoken(in language: Language, digits: Bool = false) -> String {
    let speaker = Speaker(words: language.spokenWords, keepsDigits: digits)
    return speaker.text(self, isLast: true).tidied
  }
}

extension Notation {
  /// Returns the formula as it is read aloud, in parts: what has a source is a part of its own.
  ///
  ///     let sum: Notation = "it is \(style.notation(five))"
  ///     sum.spokenParts(in: .english)  // ["it is ", "five" with its source]
  public func spokenParts(in language: Language) -> [SpokenPart] {
    let lives = sources + largestSources
    let numbers = Dictionary(
      zip(lives, lives.indices).map { ($0, $1) }, uniquingKeysWith: { first, _ in first })
    let speaker = Speaker(words: language.spokenWords, keepsDigits: false, numbers: numbers)
    return SpokenPart.parts(of: speaker.text(self, isLast: true).tidied, lives)
  }
}

/// Reads a tree aloud.
private struct Speaker {
  let words: any SpokenWords
  let keepsDigits: Bool
  /// Their numbers, if numbers with a source are to be found again in the text.
  var numbers: [Notation.Live: Int] = [:]

  // Nobody can follow more numbers than this by ear.
  private static let mostEntries = 4

  /// - Parameter isLast: whether nothing follows that could be taken as part of an open end.
  func text(_ notation: Notation, isLast: Bool) -> String {
    switch notation {
    case .variable(let text): GreekLetters.nameByLetter[text] ?? text
    case .word("′"): words.prime
    case .word(let text) where text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }:
      text.replacing("_", with: " ")
    case .word(let text), .strong(let text): text
    case .numeral(let text): numeral(text)
    case .sign(let sign): words.word(for: sign)
    case .row(let parts): row(parts, isLast: isLast)
    case .scripts(.sign(.sum), let below?, nil): words.sum(over: closed(below))
    case .scripts(let base, let below, let above): scripts(base, below, above)
    case .fraction(let a, let b): fraction(a, b)
    case .fenced(let part, .bars): words.absoluteValue(of: closed(part))
    case .fenced(let part, .doubleBars): words.norm(of: closed(part))
    case .fenced(.row(let parts), .brackets) where parts.contains(.sign(.greater)):
      words.indicator(of: closed(.row(parts)))
    case .fenced(let part, _): operand(part)
    case .brace(let part, let word): "\(text(part, isLast: false)), \(word),"
    case .matrix(let rows): matrix(rows)
    case .table(let rows):
      rows.dropFirst().map { $0.map(closed).joined(separator: ", ") }.joined(separator: "; ")
    case .folded(let cell, _, _, _): text(cell, isLast: isLast)
    case .radical(let part): words.squareRoot(of: operand(part))
    case .role(_, let part), .stage(_, let part): text(part, isLast: isLast)
    case .live(let live, let part): marked(text(part, isLast: isLast), live)
    case .qualified(let texts, let name): qualified(name, texts)
    }
  }

  private func marked(_ text: String, _ live: Notation.Live) -> String {
    numbers[live].map { SpokenPart.marked(text, $0) } ?? text
  }

  /// A part whose end is clear from the context.
  private func closed(_ part: Notation) -> String { text(part, isLast: true).tidied }

  /// A part that a word before or after it must apply to as a whole.
  private func operand(_ part: Notation) -> String {
    part.isAtom ? closed(part) : words.parenthesized(closed(part))
  }

  private func numeral(_ text: String) -> String {
    let isNegative = text.hasPrefix("−")
    let digits = isNegative ? text.dropFirst() : text[...]
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    var spoken = String(digits)
    if !keepsDigits, digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }),
      let whole = Int(parts[0]), whole < 1_000_000
    {
      spoken = words.integer(whole)
      // Trailing zeros show a reader that a number is rounded; a listener does not need them.
      let decimals = (parts.count == 2 ? parts[1] : "").reversed().drop { $0 == "0" }.reversed()
      if !decimals.isEmpty {
        let digits = decimals.compactMap(\.wholeNumberValue).map(words.integer)
        spoken += " \(words.point) " + digits.joined(separator: " ")
      }
    }
    return (isNegative ? words.word(for: .negative) + " " : "") + spoken
  }

  private func row(_ parts: [Notation], isLast: Bool) -> String {
    parts.indices.map { index -> String in
      let next = parts.indices.contains(index + 1) ? parts[index + 1] : nil
      let isEnd = next.map(\.beginsAnew) ?? isLast
      switch parts[index] {
      case .fenced(let part, .parentheses) where index > 0 && parts[index - 1].isName:
        // How far "of" reaches is clear only if nothing follows.
        return isEnd || part.isAtom ? words.applied(to: closed(part)) : operand(part)
      case .fenced(let part, .brackets) where index > 0 && !parts[index - 1].endsInSign:
        return words.component(closed(part))
      case .sign(.cross):
        // 2 × 3 is a size, 2 × 10³ a number.
        if case .scripts? = next { return words.word(for: .cross) }
        return words.by
      case .sign(.elementwise)
      where next?.isNumber == true || index > 0 && parts[index - 1].isNumber:
        // With a number there is only one kind of product.
        return words.word(for: .times)
      default: return text(parts[index], isLast: isEnd)
      }
    }.joined(separator: " ")
  }

  private func scripts(_ base: Notation, _ below: Notation?, _ above: Notation?) -> String {
    let index = below.map { " " + closed($0.spelled) } ?? ""
    if above == .sign(.transposed), below == nil, case .fenced(let inner, .parentheses) = base {
      return words.transpose(of: text(inner, isLast: true))
    }
    let exponent =
      switch above {
      case nil: ""
      case .numeral("2")?: " " + words.squared
      case .numeral("3")?: " " + words.cubed
      case .sign(.transposed)?: " " + words.word(for: .transposed)
      case let other?: " " + words.raised(to: closed(other))
      }
    return operand(base) + index + exponent
  }

  private func qualified(_ name: Notation, _ texts: [String]) -> String {
    texts.map(Notation.Qualifier.init).reduce(text(name, isLast: true)) { spoken, qualifier in
      switch qualifier {
      case .layer(let number): words.ofLayer(spoken, numeral(number))
      case .backwards: words.backwards(spoken)
      case .other(let text): words.belonging(spoken, to: text.replacing("_", with: " "))
      }
    }
  }

  private func fraction(_ a: Notation, _ b: Notation) -> String {
    if case .row(let above) = a, case .row(let below) = b, above.first == .sign(.partial),
      below.first == .sign(.partial)
    {
      return words.derivative(
        of: closed(.row(Array(above.dropFirst()))), by: closed(.row(Array(below.dropFirst()))))
    }
    return words.quotient(operand(a), operand(b))
  }

  private func matrix(_ rows: [[Notation]]) -> String {
    let columns = rows.first?.count ?? 0
    let areNumbers = rows.joined().allSatisfy(\.isNumber)
    if areNumbers, rows.count * columns > Self.mostEntries,
      let largest = rows.joined().max(by: { $0.magnitude < $1.magnitude })
    {
      return words.large(
        rows: rows.count, columns: columns, largest: closed(largest.asLargest ?? largest))
    }
    let texts = rows.map { $0.map(closed) }
    guard columns == 1 || rows.count == 1 else { return words.matrix(texts) }
    let entries = Array(texts.joined())
    return areNumbers && columns == 1
      ? words.vector(entries) : words.stack(entries, isRow: rows.count == 1)
  }
}

extension Notation {
  /// An index with its initials spelled out: W_hh leads from h to h, W_out to an output.
  fileprivate var spelled: Notation {
    switch self {
    case .word(let text) where text.areInitials: .word(text.map(String.init).joined(separator: " "))
    case .row(let parts): .row(parts.map(\.spelled))
    case .role(let role, let part): .role(role, part.spelled)
    case .stage(let stage, let part): .stage(stage, part.spelled)
    default: self
    }
  }

  /// Whether a part is a single word or quantity, which needs no parentheses.
  fileprivate var isAtom: Bool {
    switch self {
    case .variable, .word, .strong, .numeral, .scripts, .sign, .fenced, .matrix, .table, .qualified:
      true
    case .row(let parts): parts.count == 1 && parts[0].isAtom
    case .role(_, let part), .stage(_, let part), .live(_, let part): part.isAtom
    case .fraction, .brace, .folded, .radical: false
    }
  }

  /// Whether a part is the name of a function, if parentheses follow it.
  fileprivate var isName: Bool {
    switch self {
    case .variable: true
    case .word(let text): text.last?.isWhitespace == false && text.last?.isPunctuation == false
    case .row(let parts): parts.last?.isName ?? false
    // softmax of rows.
    case .scripts(.word, below: .word?, above: nil): true
    default: false
    }
  }

  /// An entry of a matrix as the largest one, which is another when its numbers change.
  fileprivate var asLargest: Notation? {
    guard case .live(let live, let part) = self, case .number(let origin, _) = live.source else {
      return nil
    }
    return .live(
      .init(
        .number(origin: "[\"largest\",\(origin)]", component: 0), form: live.form,
        digits: live.digits), part)
  }

  /// The sources of the largest entries of its matrices, which are all of one value.
  fileprivate var largestSources: [Live] {
    switch self {
    case .matrix(let rows): rows.first?.first?.asLargest?.sources ?? []
    case .row(let parts): parts.flatMap(\.largestSources)
    case .scripts(let part, _, _), .role(_, let part), .stage(_, let part),
      .fenced(let part, _), .brace(let part, _):
      part.largestSources
    default: []
    }
  }

  /// Whether a part is a written number, in any form.
  fileprivate var isNumber: Bool {
    switch self {
    case .fenced(let part, .parentheses): part.isNumber
    case .numeral, .sign(.cross), .sign(.negative): true
    case .scripts(.numeral, below: nil, above: _): true
    case .row(let parts): parts.allSatisfy(\.isNumber)
    case .live(_, let part): part.isNumber
    default: false
    }
  }

  /// The magnitude of a written number, 0 for anything else.
  fileprivate var magnitude: Double {
    switch self {
    case .numeral(let text): Double(text.hasPrefix("−") ? String(text.dropFirst()) : text) ?? 0
    case .scripts(.numeral("10"), nil, .numeral(let power)?):
      Double("1e" + power.replacing("−", with: "-")) ?? 0
    case .row(let parts): parts.map(\.magnitude).filter { $0 != 0 }.reduce(1, *)
    case .role(_, let part), .stage(_, let part), .live(_, let part): part.magnitude
    default: 0
    }
  }

  /// Whether this ends the part before it: a relation, a comma or a text.
  fileprivate var beginsAnew: Bool {
    switch self {
    case .sign(let sign):
      [.equals, .approximates, .member, .receives, .greater, .unequal, .comma].contains(sign)
    case .word(let text): text.first?.isLetter == false
    case .row(let parts): parts.first?.beginsAnew ?? true
    case .role(_, let part), .stage(_, let part), .live(_, let part): part.beginsAnew
    default: false
    }
  }

  /// Whether this ends in a sign or word, so that a bracket after it is not applied to it.
  fileprivate var endsInSign: Bool {
    switch self {
    case .sign, .word: true
    case .row(let parts): parts.last?.endsInSign ?? true
    case .live(_, let part): part.endsInSign
    default: false
    }
  }
}

extension String {
  /// Whether these letters stand for several names: two letters, or letters without a vowel.
  fileprivate var areInitials: Bool {
    allSatisfy(\.isLetter) && (count == 2 || !contains { "aeiouyAEIOUY".contains($0) })
  }

  /// The text with single spaces, and none before punctuation.
  fileprivate var tidied: String {
    var result = ""
    for word in split(whereSeparator: \.isWhitespace) {
      let isMark = word.first.map { ",;:.?!".contains($0) } ?? false
      if !result.isEmpty, !isMark { result += " " }
      // Two commas meet where a part has its own.
      if isMark, result.hasSuffix(",") { result.removeLast() }
      result += word
    }
    return result
  }
}
