import Formulas
import Storyboards
import Unrolling
import Yams

/// Reads `slides`: the script of the deck.
extension LessonReader {
  /// An entry with the file's nodes that name quantities, to be checked against the graph.
  struct Slide {
    let entry: Script.Entry
    let node: Node
    var quantities: [(id: String, node: Node)] = []
    /// The lecturer's own formulas, to be checked against the numbers.
    var formulas: [WrittenFormula] = []
  }

  /// A formula of the lecturer's own and where it is.
  struct WrittenFormula {
    let formula: OwnFormula
    let node: Node
  }

  /// Returns the script's entries, `nil` for the standard lecture.
  func slides() -> [Slide]? { items("slides")?.compactMap(slide) }

  private func slide(_ node: Node) -> Slide? {
    guard ShapeCheck.differences(ofSlide: node).isEmpty else { return nil }
    guard let pairs = node.mapping.map({ Array($0) }) else {
      return slide(ShapeCheck.name(node), nil, [:], key: node)
    }
    var options: [String: Node] = [:]
    for (key, value) in pairs { options[ShapeCheck.name(key)] = value }
    return LessonKeys.kind(of: pairs).flatMap {
      slide(ShapeCheck.name($0.key), $0.value, options, key: $0.key)
    }
  }

  private func slide(
    _ kind: String, _ value: Node?, _ options: [String: Node], key: Node
  ) -> Slide? {
    let text = value.flatMap { $0.isNull ? nil : $0.scalar?.string }
    switch kind {
    case "title": return Slide(entry: .title, node: key)
    case "definitions": return Slide(entry: .definitions, node: key)
    case "target": return Slide(entry: .target, node: key)
    case "stacked": return Slide(entry: .stacked, node: key)
    case "flow": return Slide(entry: .flow, node: key)
    case "answer": return Slide(entry: .answer, node: key)
    case "recap": return Slide(entry: .recap, node: key)
    case "update": return Slide(entry: .update, node: key)
    case "pause": return Slide(entry: .pause, node: key)
    case "ask":
      guard let value, text != nil else { return Slide(entry: .ask(words: nil), node: key) }
      return words(value).map { Slide(entry: .ask(words: $0), node: key) }
    case "say", "highlight": return said(options, key: key)
    case "formula":
      if options.count > 1 { return said(options, key: key) }
      return formula(value, text, key: key)
    case "forward": return forward(value, text, options["pace"], key: key)
    case "backward": return backward(value, text, options, key: key)
    case "sum": return one(value, text, key) { .sum($0) }
    case "ledger": return one(value, text, key) { .ledger($0) }
    default: return nil
    }
  }

  private func one(
    _ value: Node?, _ text: String?, _ key: Node, _ entry: (String) -> Script.Entry
  ) -> Slide? {
    guard let value, let text else { return nil }
    let id = Self.id(text)
    return Slide(entry: entry(id), node: key, quantities: [(id, value)])
  }

  // MARK: Words and formulas

  private func said(_ options: [String: Node], key: Node) -> Slide? {
    // All parts are read before returning, so that all mistakes are reported.
    let allWords = options["say"].map { words($0) }
    let allFormulas = options["formula"].map { formulas($0) }
    guard let words = allWords ?? Words([]), let written = allFormulas ?? [] else { return nil }
    let quantities = options["highlight"].map { self.quantities($0) } ?? []
    guard !words.parts.isEmpty || !written.isEmpty || !quantities.isEmpty else {
      source.report(.slide(.noWords), at: key)
      return nil
    }
    return Slide(
      entry: .say(words, formula: written.map(\.formula), highlighted: quantities.map(\.id)),
      node: key,
      quantities: quantities, formulas: written)
  }

  private func formula(_ value: Node?, _ text: String?, key: Node) -> Slide? {
    guard let value, !value.isNull else { return Slide(entry: .cell, node: key) }
    if text == "cell" { return Slide(entry: .cell, node: key) }
    if text == "stacked" { return Slide(entry: .stacked, node: key) }
    if let text, let symbol = GreekName.symbol(text), symbol.time.map({ !$0.isRelative }) ?? true {
      let id = Self.id(text)
      return Slide(entry: .formulaOf(id), node: key, quantities: [(id, value)])
    }
    return formulas(value).map {
      Slide(entry: .formula($0.map(\.formula)), node: key, formulas: $0)
    }
  }

  /// Reads `left = right`, or a list of them.
  private func formulas(_ node: Node) -> [WrittenFormula]? {
    let nodes = node.sequence.map { Array($0) } ?? [node]
    var result: [WrittenFormula] = []
    var isRight = true
    for node in nodes {
      var parts: [Expression] = []
      var offset = 0
      let text = node.scalar?.string ?? ""
      for part in text.split(separator: "=", omittingEmptySubsequences: false) {
        let read = expression(part, in: node, offset: offset)
        isRight = isRight && read != nil
        parts += read.map { [$0] } ?? []
        offset += part.unicodeScalars.count + 1
      }
      if isRight { result.append(WrittenFormula(formula: OwnFormula(parts), node: node)) }
    }
    return isRight ? result : nil
  }

  private func expression(_ text: Substring, in node: Node, offset: Int) -> Expression? {
    let blanks = text.prefix { $0 == " " }.count
    do throws(FormulaError) {
      return try Formula(String(text.dropFirst(blanks)), activation: .identity).expression
    } catch {
      source.report(
        .formula(error, nil), in: node, offset: offset + blanks + error.position,
        length: error.length)
      return nil
    }
  }

  /// What fits beside a graph in letters that a back row can read: lines, and characters in each.
  private static let mostLines = 4
  private static let lineLength = 40

  /// The number of lines that words take.
  private static func lineCount(of text: String) -> Int {
    var count = 1
    var taken = 0
    for word in text.filter({ $0 != "$" }).split(whereSeparator: \.isWhitespace) {
      if taken > 0, taken + 1 + word.count > lineLength {
        count += 1
        taken = 0
      }
      taken += (taken > 0 ? 1 : 0) + word.count
      // A word that is longer than a line is no word.
      count += taken / (lineLength + 1)
      taken %= lineLength + 1
    }
    return count
  }

  /// Reads text with formulas between dollar signs.
  private func words(_ node: Node) -> Words? {
    guard let written = node.scalar?.string else { return nil }
    // Lines are broken where they fit; each character keeps its place.
    let text = String(written.map { $0.isNewline ? " " : $0 })
    let lineCount = Self.lineCount(of: text)
    guard lineCount <= Self.mostLines else {
      source.report(.slide(.tooLong(lineCount: lineCount, most: Self.mostLines)), at: node)
      return nil
    }
    var parts: [Words.Part] = []
    var offset = 0
    let pieces = text.split(separator: "$", omittingEmptySubsequences: false)
    guard pieces.count % 2 == 1 else {
      source.report(
        .slide(.unclosedDollar), in: node,
        offset: pieces.dropLast().reduce(0) { $0 + $1.unicodeScalars.count + 1 } - 1, length: 1)
      return nil
    }
    var isRight = true
    for (index, piece) in pieces.enumerated() {
      if index % 2 == 0 {
        if !piece.isEmpty { parts.append(.text(String(piece))) }
      } else {
        // An equation is several formulas with = between.
        var start = offset
        for (index, side) in piece.split(separator: "=", omittingEmptySubsequences: false)
          .enumerated()
        {
          if index > 0 { parts.append(.text(" = ")) }
          if let read = expression(side, in: node, offset: start) {
            parts.append(.formula(quantity(side) ?? read))
          } else {
            isRight = false
          }
          start += side.unicodeScalars.count + 1
        }
      }
      offset += piece.unicodeScalars.count + 1
    }
    return isRight ? Words(parts) : nil
  }

  /// `h_0` as figures show it, with its time step as an index.
  private func quantity(_ written: Substring) -> Expression? {
    let text = written.filter { $0 != " " }
    guard let mark = text.lastIndex(of: "_"), let time = Int(text[mark...].dropFirst()),
      GreekName.symbol(String(text[..<mark])) != nil
    else { return nil }
    let name = GreekName.canonical(String(text[..<mark]))
    return try? Formula("\(name)[\(time)]").expression
  }

  // MARK: The passes

  private func forward(_ value: Node?, _ text: String?, _ paceNode: Node?, key: Node) -> Slide? {
    let pace = pace(paceNode, usual: .normal)
    guard let value, !value.isNull, text != "all" else {
      return Slide(entry: .forward(.all, pace: pace), node: key)
    }
    if let text, let time = PlainNumber.whole(text) {
      return Slide(entry: .forward(.time(time), pace: pace), node: value)
    }
    let named = quantities(value)
    return Slide(
      entry: .forward(.quantities(named.map(\.id)), pace: pace), node: key, quantities: named)
  }

  private func backward(
    _ value: Node?, _ text: String?, _ options: [String: Node], key: Node
  ) -> Slide? {
    var parts = options
    if case .mapping(let mapping)? = value {
      for (key, value) in mapping { parts[ShapeCheck.name(key)] = value }
    } else if let value, !value.isNull, text != "all" {
      parts["to"] = value
    }
    let pace = pace(parts["pace"], usual: .brief)
    var quantities: [(id: String, node: Node)] = []
    var ends: [String: String] = [:]
    for end in ["from", "to"] {
      guard let node = parts[end], let text = node.scalar?.string else { continue }
      ends[end] = Self.id(text)
      quantities.append((Self.id(text), node))
    }
    var path: [String]?
    if let node = parts["along"] {
      let named = self.quantities(node)
      path = named.map(\.id)
      quantities += named
    }
    let entry = Script.Backward(
      from: ends["from"] ?? path?.first, to: ends["to"] ?? path?.last, path: path, pace: pace)
    return Slide(entry: .backward(entry), node: key, quantities: quantities)
  }

  private func pace(_ node: Node?, usual: Script.Pace) -> Script.Pace {
    node?.scalar.flatMap { Script.Pace(rawValue: $0.string) } ?? usual
  }

  private func quantities(_ node: Node) -> [(id: String, node: Node)] {
    (node.sequence.map { Array($0) } ?? [node]).compactMap { node in
      node.scalar.map { (Self.id($0.string), node) }
    }
  }
}

extension Symbol.Time {
  fileprivate var isRelative: Bool { if case .relative = self { true } else { false } }
}
