import Formulas
import Unrolling
import Yams

extension LessonReader {
  /// Returns a number, a vector or a matrix, or reports why the node is none of these.
  ///
  /// - Parameter what: the value's name in messages: `W_h`, `x[2]`.
  func value(_ node: Node, _ what: String) -> Value? {
    guard case .sequence(let items) = node else { return number(node, what).map { .scalar($0) } }
    guard let first = items.first else {
      source.report(.value(.empty(what)), at: node)
      return nil
    }
    guard case .sequence(let firstRow) = first else {
      if let row = items.first(where: { $0.sequence != nil }) {
        source.report(.value(.mixed(what, first: .number)), at: row)
        return nil
      }
      let components = items.map { number($0, what) }
      return components.contains { $0 == nil } ? nil : .vector(components.compactMap { $0 })
    }
    var rows: [[Double]] = []
    var isWhole = true
    for (index, item) in items.enumerated() {
      guard case .sequence(let row) = item else {
        source.report(.value(.mixed(what, first: .row)), at: item)
        return nil
      }
      if row.isEmpty {
        source.report(.value(.emptyRow(index + 1, of: what)), at: item)
        return nil
      }
      if row.count != firstRow.count {
        if reportDecimalComma(in: item) || reportDecimalComma(in: first) { return nil }
        source.report(
          .value(.rowLength(index + 1, of: what, count: row.count, first: firstRow.count)),
          at: item)
        isWhole = false
      }
      let numbers = row.map { number($0, what) }
      isWhole = isWhole && !numbers.contains { $0 == nil }
      rows.append(numbers.compactMap { $0 })
    }
    return isWhole ? .matrix(rows) : nil
  }

  /// Returns the number of a scalar, or reports why it is not a number.
  func number(_ node: Node, _ what: String) -> Double? {
    guard let scalar = node.scalar else {
      let kind: NodeKind = node.sequence == nil ? .mapping : .list
      source.report(.value(.notANumber(what, found: kind)), at: node)
      return nil
    }
    let text = scalar.string
    if node.isNull {
      source.report(.value(.missing(what)), at: node)
      return nil
    }
    if node.isQuoted {
      source.report(.value(.quoted(what, text: text, meant: Self.meantNumber(text))), at: node)
      return nil
    }
    guard let value = PlainNumber.read(text) else {
      reportNoNumber(text, node, what)
      return nil
    }
    guard value.isFinite else {
      source.report(.value(.tooLarge(what)), at: node)
      return nil
    }
    // A number that only rounds to zero is not zero.
    guard
      value != 0
        || !text.prefix(while: { !"eE".contains($0) }).contains(where: { "123456789".contains($0) })
    else {
      source.report(.value(.tooSmall(what)), at: node)
      return nil
    }
    return value
  }

  private func reportNoNumber(_ text: String, _ node: Node, _ what: String) {
    let lowercased = text.lowercased()
    if ["inf", "infinity", "nan"].contains(lowercased.trimmingPrefix { "+-.".contains($0) }) {
      source.report(.value(.notFinite(what, text: text)), at: node)
      return
    }
    let meant = Self.meantNumber(text).flatMap { $0 == text ? nil : $0 }
    let mistake: ValueMistake =
      meant == nil && text.contains("/")
      ? .fraction(what, text: text) : .text(what, text: text, meant: meant)
    source.report(.value(mistake), at: node)
  }

  /// The number that a text with a decimal comma or a long minus stands for.
  private static func meantNumber(_ text: String) -> String? {
    let plain = String(text.map { $0 == "−" || $0 == "–" ? "-" : $0 == "," ? "." : $0 })
    return Double(plain) == nil ? nil : plain
  }

  /// Reports `[0,5, 1,5]`, where some commas have a space after them and others are between digits.
  func reportDecimalComma(in list: Node) -> Bool {
    guard let whole = source.decimalComma(in: list.sequence.map { Array($0) } ?? []) else {
      return false
    }
    source.report(
      .value(.decimalComma(whole.text)),
      at: source.place(at: whole.node).extended(
        right: whole.text.unicodeScalars.count - (whole.node.scalar?.string.count ?? 0)))
    return true
  }

  /// Returns the text under a key if it has the key's type; `nil` for any other value, which has
  /// already been reported.
  func word(_ key: String) -> String? {
    guard let entry = entries[key], let known = LessonKeys.lesson[key],
      ShapeCheck.differences(of: entry, from: known).isEmpty
    else { return nil }
    return entry.value.scalar?.string
  }

  /// Returns the list under a key; `nil` if there is none, which has already been reported.
  func items(_ key: String) -> [Node]? { entries[key]?.value.sequence.map { Array($0) } }

  /// Returns the mapping under a key; `nil` if there is none, which has already been reported.
  func pairs(_ key: String) -> [(key: Node, value: Node)]? {
    entries[key]?.value.mapping.map { Array($0) }
  }

  /// Returns the named values under a key.
  func values(_ key: String) -> [NamedValue] {
    (pairs(key) ?? []).compactMap { node, value in
      name(node).flatMap { name in
        self.value(value, node.scalar?.string ?? name).map { NamedValue(name, $0) }
      }
    }
  }

  /// Returns a name as it is in formulas, or reports that it is not a name.
  func name(_ node: Node) -> String? {
    let text = node.scalar?.string ?? ""
    if let whole = source.decimalComma(before: node) {
      source.report(
        .value(.decimalComma(whole)),
        at: source.place(at: node).extended(left: whole.unicodeScalars.count - text.count))
      return nil
    }
    guard let symbol = GreekName.symbol(text), symbol.time == nil, symbol.name != "t" else {
      source.report(.value(text == "t" ? .timeAsName : .noName(text)), at: node)
      return nil
    }
    return symbol.name
  }
}

/// Numbers as lessons write them.
enum PlainNumber {
  /// Reads a decimal number, infinite where it is too large, or a whole number as YAML writes it in
  /// base 16 or 8: a JSON Schema cannot tell `0x10` from `16`.
  static func read(_ text: String) -> Double? {
    for (mark, radix) in [("0x", 16), ("0o", 8)] where text.hasPrefix(mark) {
      let digits = text.dropFirst(2)
      return digits.first.map { $0.isHexDigit } == true
        ? Int(digits, radix: radix).map(Double.init) : nil
    }
    guard text.allSatisfy({ "0123456789+-.eE_".contains($0) }) else { return nil }
    return Double(text.filter { $0 != "_" })
  }

  /// Reads a whole number.
  static func whole(_ text: String) -> Int? { read(text).flatMap { Int(exactly: $0) } }
}

/// Names as they are in formulas.
enum GreekName {
  static func symbol(_ text: String) -> Symbol? {
    guard let read = (try? Formula(text))?.expression, case .symbol(let symbol) = read.kind else {
      return nil
    }
    return symbol
  }

  static func canonical(_ name: String) -> String { symbol(name)?.name ?? name }
}

extension String {
  fileprivate func trimmingPrefix(_ isCut: (Character) -> Bool) -> String {
    String(drop(while: isCut))
  }
}
