import Formulas
import Storyboards
import Unrolling
import Yams

/// Reads `slides`: the script of the deck.
extension LessonReader {
  /// An entry with the nodes of the file that name quantities, for what is checked on the graph.
  struct Slide {
    let entry: Script.Entry
    let node: Node
    var quantities: [(id: String, node: Node)] = []
  }

  static let slideKinds = [
    "title", "definitions", "target", "ask", "formula", "stacked", "forward", "backward", "sum",
    "flow", "ledger", "answer", "say", "highlight", "pause",
  ]
  /// What may stand beside the kind in a mapping.
  static let slideOptions = [
    "forward": ["pace"], "backward": ["from", "to", "along", "pace"],
    "say": ["formula", "highlight"], "highlight": ["say", "formula"],
    "formula": ["say", "highlight"],
  ]

  /// Returns the script's entries, `nil` for the standard lecture.
  func slides() -> [Slide]? {
    guard let nodes = items("slides") else { return nil }
    guard !nodes.isEmpty else {
      source.report(
        "slides is empty", at: entries["slides"]?.key,
        hint: "leave it out for the standard lecture")
      return nil
    }
    return nodes.compactMap(slide)
  }

  private func slide(_ node: Node) -> Slide? {
    if let word = node.scalar?.string, !node.isNull {
      return slide(word, nil, [:], at: node, key: node)
    }
    guard case .mapping(let mapping) = node, !mapping.isEmpty else {
      source.report(
        "a slide is a word such as forward, or a mapping such as {forward: 1}", at: node,
        hint: "the words are " + Self.slideKinds.listed)
      return nil
    }
    var options: [String: Node] = [:]
    for (key, value) in mapping { options[key.scalar?.string ?? ""] = value }
    // The first key that is a kind decides; `say`, `formula` and `highlight` go with each other.
    let pairs = Array(mapping)
    let first = pairs.first { Self.slideKinds.contains($0.key.scalar?.string ?? "") } ?? pairs[0]
    let kind = first.key.scalar?.string ?? ""
    let known = [kind] + (Self.slideOptions[kind] ?? [])
    var isRight = true
    for (key, _) in pairs where Self.slideKinds.contains(kind) {
      let name = key.scalar?.string ?? ""
      guard !known.contains(name) else { continue }
      isRight = false
      source.report(
        "a slide of kind \(kind) has no key \(name)", at: key,
        hint: guess(name, among: known)
          ?? (known.count == 1
            ? "\(kind) stands alone"
            : "beside \(kind) it may have " + known.dropFirst().map(\.self).listed))
    }
    guard isRight else { return nil }
    return slide(kind, first.value, options, at: first.value, key: first.key)
  }

  private func slide(
    _ kind: String, _ value: Node?, _ options: [String: Node], at node: Node, key: Node
  ) -> Slide? {
    let text = value.flatMap { $0.isNull ? nil : $0.scalar?.string }
    func alone(_ entry: Script.Entry) -> Slide? {
      guard let value, !value.isNull else { return Slide(entry: entry, node: key) }
      source.report("\(kind) takes no value", at: value, hint: "write - \(kind)")
      return nil
    }
    switch kind {
    case "title": return alone(.title)
    case "definitions": return alone(.definitions)
    case "target": return alone(.target)
    case "stacked": return alone(.stacked)
    case "flow": return alone(.flow)
    case "answer": return alone(.answer)
    case "pause": return alone(.pause)
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
    default:
      source.report(
        "there is no slide \(kind)", at: key,
        hint: guess(kind, among: Self.slideKinds) ?? "the slides are " + Self.slideKinds.listed)
      return nil
    }
  }

  private func one(
    _ value: Node?, _ text: String?, _ key: Node, _ entry: (String) -> Script.Entry
  ) -> Slide? {
    guard let value, let text else {
      let kind = key.scalar?.string ?? ""
      source.report(
        "\(kind) names a quantity", at: value ?? key,
        hint: kind == "sum" ? "write - sum: h_1" : "write - ledger: W_h")
      return nil
    }
    let id = Self.id(text)
    return Slide(entry: entry(id), node: key, quantities: [(id, value)])
  }

  // MARK: Words and formulas

  private func said(_ options: [String: Node], key: Node) -> Slide? {
    var words = Words([])
    if let node = options["say"], !node.isNull {
      guard let read = self.words(node) else { return nil }
      words = read
    }
    var quantities: [(id: String, node: Node)] = []
    if let node = options["highlight"] {
      guard let named = self.quantities(node) else { return nil }
      quantities = named
    }
    var formulas: [OwnFormula] = []
    if let node = options["formula"] {
      guard let read = self.formulas(node) else { return nil }
      formulas = read
    }
    guard !words.parts.isEmpty || !formulas.isEmpty || !quantities.isEmpty else {
      source.report("say has no words", at: key, hint: "write - say: Look at this")
      return nil
    }
    return Slide(
      entry: .say(words, formula: formulas, highlighted: quantities.map(\.id)), node: key,
      quantities: quantities)
  }

  private func formula(_ value: Node?, _ text: String?, key: Node) -> Slide? {
    guard let value, !value.isNull else { return Slide(entry: .cell, node: key) }
    if text == "cell" { return Slide(entry: .cell, node: key) }
    if text == "stacked" { return Slide(entry: .stacked, node: key) }
    if let text, let symbol = GreekName.symbol(text), symbol.time.map({ !$0.isRelative }) ?? true {
      let id = Self.id(text)
      return Slide(entry: .formulaOf(id), node: key, quantities: [(id, value)])
    }
    return formulas(value).map { Slide(entry: .formula($0), node: key) }
  }

  /// Reads `left = right`, or a list of them.
  private func formulas(_ node: Node) -> [OwnFormula]? {
    let nodes = node.sequence.map { Array($0) } ?? [node]
    var result: [OwnFormula] = []
    for node in nodes {
      guard let text = node.scalar?.string, !node.isNull else {
        source.report("a formula is a text such as h[t] = tanh(u[t])", at: node)
        return nil
      }
      var parts: [Expression] = []
      var offset = 0
      for part in text.split(separator: "=", omittingEmptySubsequences: false) {
        guard let expression = expression(part, in: node, offset: offset) else { return nil }
        parts.append(expression)
        offset += part.unicodeScalars.count + 1
      }
      result.append(OwnFormula(parts))
    }
    return result
  }

  private func expression(_ text: Substring, in node: Node, offset: Int) -> Expression? {
    let blanks = text.prefix { $0 == " " }.count
    do throws(FormulaError) {
      return try Formula(String(text.dropFirst(blanks)), activation: .identity).expression
    } catch {
      source.report(
        error.message, in: node, offset: offset + blanks + error.position, length: error.length,
        hint: error.hint)
      return nil
    }
  }

  // A longer caption would be set in letters that nobody can read.
  private static let longestCaption = 120

  /// Reads words with formulas between dollar signs.
  private func words(_ node: Node) -> Words? {
    guard let text = node.scalar?.string, !node.isNull else {
      source.report("words are one text", at: node)
      return nil
    }
    guard text.count <= Self.longestCaption else {
      source.report(
        "these are \(text.count) characters, and a slide has room for \(Self.longestCaption)",
        at: node, hint: "say it on two slides")
      return nil
    }
    var parts: [Words.Part] = []
    var offset = 0
    let pieces = text.split(separator: "$", omittingEmptySubsequences: false)
    guard pieces.count % 2 == 1 else {
      source.report(
        "a formula's dollar sign is never closed", in: node,
        offset: pieces.dropLast().reduce(0) { $0 + $1.unicodeScalars.count + 1 } - 1, length: 1,
        hint: "write $h_1$")
      return nil
    }
    for (index, piece) in pieces.enumerated() {
      if index % 2 == 0 {
        if !piece.isEmpty { parts.append(.text(String(piece))) }
      } else {
        guard let read = expression(piece, in: node, offset: offset) else { return nil }
        parts.append(.formula(quantity(piece) ?? read))
      }
      offset += piece.unicodeScalars.count + 1
    }
    return Words(parts)
  }

  /// `h_0` as a figure writes it: with its time step as an index.
  private func quantity(_ text: Substring) -> Expression? {
    guard let mark = text.lastIndex(of: "_"), let time = Int(text[mark...].dropFirst()),
      GreekName.symbol(String(text[..<mark])) != nil
    else { return nil }
    let name = GreekName.canonical(String(text[..<mark]))
    return try? Formula("\(name)[\(time)]").expression
  }

  // MARK: The passes

  private func forward(_ value: Node?, _ text: String?, _ paceNode: Node?, key: Node) -> Slide? {
    guard let pace = pace(paceNode, usual: .normal) else { return nil }
    guard let value, !value.isNull, text != "all" else {
      return Slide(entry: .forward(.all, pace: pace), node: key)
    }
    if let text, let time = Int(text) {
      return Slide(entry: .forward(.time(time), pace: pace), node: value)
    }
    guard let named = quantities(value) else { return nil }
    return Slide(
      entry: .forward(.quantities(named.map(\.id)), pace: pace), node: key, quantities: named)
  }

  private func backward(
    _ value: Node?, _ text: String?, _ options: [String: Node], key: Node
  ) -> Slide? {
    var parts = options
    if case .mapping(let mapping)? = value {
      for (key, value) in mapping {
        let name = key.scalar?.string ?? ""
        guard Self.slideOptions["backward"]?.contains(name) == true else {
          source.report(
            "backward has no key \(name)", at: key,
            hint: guess(name, among: Self.slideOptions["backward"] ?? [])
              ?? "its keys are " + (Self.slideOptions["backward"] ?? []).listed)
          return nil
        }
        parts[name] = value
      }
    } else if let value, !value.isNull {
      parts["to"] = value
    }
    guard let pace = pace(parts["pace"], usual: .brief) else { return nil }
    var quantities: [(id: String, node: Node)] = []
    var ends: [String: String] = [:]
    for end in ["from", "to"] {
      guard let node = parts[end] else { continue }
      guard let text = node.scalar?.string, !node.isNull else {
        source.report("\(end) names one quantity", at: node)
        return nil
      }
      ends[end] = Self.id(text)
      quantities.append((Self.id(text), node))
    }
    var path: [String]?
    if let node = parts["along"] {
      guard let named = self.quantities(node) else { return nil }
      path = named.map(\.id)
      quantities += named
    }
    let entry = Script.Backward(
      from: ends["from"] ?? path?.first, to: ends["to"] ?? path?.last, path: path, pace: pace)
    return Slide(entry: .backward(entry), node: key, quantities: quantities)
  }

  private func pace(_ node: Node?, usual: Script.Pace) -> Script.Pace? {
    guard let node else { return usual }
    if let pace = Script.Pace(rawValue: node.scalar?.string ?? "") { return pace }
    source.report(
      "pace is \(Script.Pace.allCases.map(\.rawValue).joined(separator: ", "))", at: node)
    return nil
  }

  private func quantities(_ node: Node) -> [(id: String, node: Node)]? {
    let nodes = node.sequence.map { Array($0) } ?? [node]
    guard !nodes.isEmpty else {
      source.report("the list names no quantity", at: node)
      return nil
    }
    var result: [(id: String, node: Node)] = []
    for node in nodes {
      guard let text = node.scalar?.string, !node.isNull else {
        source.report("a quantity is named such as h_1", at: node)
        return nil
      }
      result.append((Self.id(text), node))
    }
    return result
  }
}

extension Symbol.Time {
  fileprivate var isRelative: Bool { if case .relative = self { true } else { false } }
}
