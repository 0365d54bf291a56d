import Formulas
import Look
import Yams

/// Where a lesson's YAML differs from the table of keys: unknown keys, values of a wrong type, and
/// words outside the list of their key.
///
/// The content of numbers, names and formulas, and whether they fit together, is checked by
/// `LessonReader`.
struct ShapeCheck {
  typealias Pair = (key: Node, value: Node)
  typealias Finding = (mistake: ShapeMistake, node: Node)
  private(set) var found: [Finding] = []

  /// Returns every difference between an entry and its key's type.
  static func differences(of entry: Pair, from key: LessonKey) -> [Finding] {
    var check = ShapeCheck()
    check.check(entry.value, key, at: entry.key)
    return check.found
  }

  /// Returns every difference between a slide and the table of slides.
  static func differences(ofSlide node: Node) -> [Finding] {
    var check = ShapeCheck()
    check.checkSlide(node)
    return check.found
  }

  /// The name of a key; empty if it is a list or a mapping.
  static func name(_ key: Node) -> String { key.scalar?.string ?? "" }

  /// - Parameters:
  ///   - place: where a missing value is reported.
  ///   - isEntry: whether the value is an entry of the list under the key.
  private mutating func check(
    _ node: Node, _ key: LessonKey, at place: Node, isEntry: Bool = false
  ) {
    let types = key.type.alternatives
    if node.isNull {
      // A token may be null, and a missing number is reported with the name of its quantity.
      if !types.allSatisfy({ ![.nothing, .token, .value, .number].contains($0) }) { return }
      found.append((.noValue(key), place))
    } else if let items = node.sequence {
      checkList(node, Array(items), key, isEntry)
    } else if let mapping = node.mapping {
      checkMapping(node, Array(mapping), key, isEntry)
    } else if let text = node.scalar?.string {
      checkText(text, node, key, isEntry)
    }
  }

  private func hasValue(_ key: LessonKey) -> Bool { key.type.alternatives.contains(.value) }

  // MARK: Lists and mappings

  private mutating func checkList(
    _ node: Node, _ items: [Node], _ key: LessonKey, _ isEntry: Bool
  ) {
    for case .list(let type) in key.type.alternatives {
      if items.isEmpty { found.append((.empty(key: key.name), node)) }
      for item in items {
        if case .slide = type {
          checkSlide(item)
        } else {
          check(item, key.with(type), at: item, isEntry: true)
        }
      }
      return
    }
    if !hasValue(key) { found.append((.wrongType(key, found: .list, isEntry: isEntry), node)) }
  }

  private mutating func checkMapping(
    _ node: Node, _ pairs: [Pair], _ key: LessonKey, _ isEntry: Bool
  ) {
    for type in key.type.alternatives {
      switch type {
      case .named(let type):
        for (name, value) in pairs {
          let named = LessonKey(name: Self.name(name), type: type, help: "")
          check(value, named, at: name)
        }
        return
      case .mapping(let keys):
        let part = ShapeMistake.Part.key(key, keys: keys.names)
        for pair in pairs { check(pair, among: keys, in: part) }
        return
      default: continue
      }
    }
    // A mapping among values is reported with the name of its quantity.
    if !hasValue(key) { found.append((.wrongType(key, found: .mapping, isEntry: isEntry), node)) }
  }

  private mutating func check(_ pair: Pair, among keys: [LessonKey], in part: ShapeMistake.Part) {
    let name = Self.name(pair.key)
    if let key = keys[name] {
      check(pair.value, key, at: pair.key)
    } else {
      found.append(Self.unknown(pair.key, among: keys.names, in: part))
    }
  }

  /// Returns the mistake for an unknown key.
  static func unknown(
    _ key: Node, among names: [String], in part: ShapeMistake.Part
  ) -> Finding {
    let name = Self.name(key)
    guard !name.isEmpty else { return (.keyIsNoWord, key) }
    let other: String? =
      switch part {
      case .lesson: LessonKeys.otherNames[name.lowercased()]
      case .key(let key, _): key.synonyms[name.lowercased()]
      case .slide: nil
      }
    let hasAdvice = part == .lesson && LessonKeys.advice[name.lowercased()] != nil
    let meant = hasAdvice ? nil : other ?? Spelling.meant(by: name, among: names)
    return (.unknownKey(name, in: part, meant: meant), key)
  }

  // MARK: Texts

  private mutating func checkText(
    _ text: String, _ node: Node, _ key: LessonKey, _ isEntry: Bool
  ) {
    let types = key.type.alternatives
    guard !types.contains(where: { $0.takes(text, isQuoted: node.isQuoted) }) else { return }
    let words = key.type.words
    if node.isQuoted, types.contains(where: { $0.takes(text, isQuoted: false) }) {
      found.append((.quotedNumber(key), node))
    } else if !words.isEmpty {
      found.append((.unknownWord(text, key, meant: key.word(meantBy: text)), node))
    } else if key.type == .canvas {
      found.append((.noCanvas(text, key), node))
    } else {
      found.append((.wrongType(key, found: .text, isEntry: isEntry), node))
    }
  }

  // MARK: Slides

  private mutating func checkSlide(_ node: Node) {
    let kinds = LessonKeys.slides
    if let word = node.scalar?.string, !node.isNull {
      checkKind(word, node)
      return
    }
    guard let pairs = node.mapping.map({ Array($0) }), let first = pairs.first else {
      found.append((.noSlide, node))
      return
    }
    guard let chosen = LessonKeys.kind(of: pairs), let kind = kinds[Self.name(chosen.key)] else {
      checkKind(Self.name(first.key), first.key)
      return
    }
    let keys = [kind] + kind.companions
    let part = ShapeMistake.Part.slide(kind: kind.name, companions: kind.companions.names)
    for pair in pairs {
      if Self.name(pair.key) == kind.name, kind.type == .nothing, !pair.value.isNull {
        found.append((.valueOfSlide(kind: kind.name), pair.value))
      } else {
        check(pair, among: keys, in: part)
      }
    }
  }

  private mutating func checkKind(_ word: String, _ node: Node) {
    let kinds = LessonKeys.slides
    guard let kind = kinds[word] else {
      let meant = Spelling.meant(by: word, among: kinds.names)
      found.append((word.isEmpty ? .keyIsNoWord : .unknownSlide(word, meant: meant), node))
      return
    }
    if !kind.type.alternatives.contains(.nothing) { found.append((.noValue(kind), node)) }
  }
}

extension LessonKeys {
  /// Returns the entry of a slide's mapping that gives its kind: the first key that is a kind,
  /// since `say`, `formula` and `highlight` may appear together.
  static func kind(of pairs: [ShapeCheck.Pair]) -> ShapeCheck.Pair? {
    pairs.first { slides[ShapeCheck.name($0.key)] != nil }
  }
}

extension LessonKey {
  /// The key for an entry of its list.
  fileprivate func with(_ type: LessonType) -> LessonKey {
    LessonKey(name: name, type: type, help: help)
  }
}

extension LessonType {
  /// Whether a text that is not null can be a value of the type.
  fileprivate func takes(_ text: String, isQuoted: Bool) -> Bool {
    switch self {
    case .text, .id, .number, .value, .quantity, .formula, .token: true
    case .choice(let words, let spellings): words.contains(text) || spellings.contains(text)
    case .whole(let range):
      !isQuoted && PlainNumber.whole(text).map(range.contains) ?? false
    case .color: Color(text) != nil
    case .canvas: Canvas(text) != nil
    case .nothing, .list, .named, .mapping, .slide: false
    case .either(let types): types.contains { $0.takes(text, isQuoted: isQuoted) }
    }
  }
}
