import Formulas
import Unrolling
import Yams

extension LessonReader {
  /// Returns a number, a vector or a matrix, or reports why it is none.
  ///
  /// - Parameter what: the value's name in messages: `W_h`, `x[2]`.
  func value(_ node: Node, _ what: String) -> Value? {
    guard case .sequence(let items) = node else { return number(node, what).map { .scalar($0) } }
    guard let first = items.first else {
      source.report("\(what) is empty", at: node, hint: "give it one component at least")
      return nil
    }
    guard case .sequence(let firstRow) = first else {
      if let row = items.first(where: { $0.sequence != nil }) {
        source.report("\(what) mixes numbers and rows", at: row, hint: Self.howToWriteValues)
        return nil
      }
      let components = items.map { number($0, what) }
      return components.contains { $0 == nil } ? nil : .vector(components.compactMap { $0 })
    }
    var rows: [[Double]] = []
    var isWhole = true
    for (index, item) in items.enumerated() {
      guard case .sequence(let row) = item else {
        source.report("\(what) mixes rows and numbers", at: item, hint: Self.howToWriteValues)
        return nil
      }
      if row.isEmpty {
        source.report("row \(index + 1) of \(what) is empty", at: item)
        return nil
      }
      if row.count != firstRow.count {
        source.report(
          "row \(index + 1) of \(what) has \(row.count) "
            + "\(row.count == 1 ? "entry" : "entries"), row 1 has \(firstRow.count)", at: item,
          hint: "all rows of a matrix are equally long")
        isWhole = false
      }
      let numbers = row.map { number($0, what) }
      isWhole = isWhole && !numbers.contains { $0 == nil }
      rows.append(numbers.compactMap { $0 })
    }
    return isWhole ? .matrix(rows) : nil
  }

  private static let howToWriteValues =
    "a vector is [1, 2], a matrix [[1, 2], [3, 4]], row by row"

  /// Returns the number of a scalar, or reports why it is none.
  func number(_ node: Node, _ what: String) -> Double? {
    guard let scalar = node.scalar else {
      let kind = node.sequence == nil ? "a mapping" : "a list"
      source.report("\(what) must be a number, not \(kind)", at: node)
      return nil
    }
    let text = scalar.string
    if node.isNull {
      source.report("\(what) has no value", at: node, hint: "write a number")
      return nil
    }
    if node.isQuoted {
      source.report(
        "\(what) must be a number, not the text \(text.quoted)", at: node,
        hint: Double(text) == nil ? nil : "leave the quotes out")
      return nil
    }
    guard let value = PlainNumber.read(text) else {
      reportNoNumber(text, node, what)
      return nil
    }
    guard value.isFinite else {
      source.report("\(what) is too large to hold", at: node, hint: "the largest number is 1.8e308")
      return nil
    }
    return value
  }

  private func reportNoNumber(_ text: String, _ node: Node, _ what: String) {
    let lowercased = text.lowercased()
    if ["inf", "infinity", "nan"].contains(lowercased.trimmingPrefix { "+-.".contains($0) }) {
      source.report("\(what) must be finite, not \(text)", at: node)
      return
    }
    let withSigns = String(text.map { $0 == "−" || $0 == "–" ? "-" : $0 == "," ? "." : $0 })
    let isNumber = withSigns != text && Double(withSigns) != nil
    source.report(
      "\(what) must be a number, not \(text.quoted)", at: node,
      hint: isNumber
        ? "write \(withSigns)"
        : text.contains("/") ? "write a fraction as a decimal number, 0.5 for 1/2" : nil)
  }

  /// Returns the text under a key that has the key's type; `nil` for any other value, which is
  /// reported already.
  func word(_ key: String) -> String? {
    guard let entry = entries[key], let known = LessonKeys.lesson[key],
      ShapeCheck.differences(of: entry, from: known).isEmpty
    else { return nil }
    return entry.value.scalar?.string
  }

  /// Returns the list under a key; `nil` where there is none, which is reported already.
  func items(_ key: String) -> [Node]? { entries[key]?.value.sequence.map { Array($0) } }

  /// Returns the mapping under a key; `nil` where there is none, which is reported already.
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

  /// Returns a name as formulas hold it, or reports that it is none.
  func name(_ node: Node) -> String? {
    let text = node.scalar?.string ?? ""
    guard let symbol = GreekName.symbol(text), symbol.time == nil, symbol.name != "t" else {
      source.report(
        text == "t" ? "t is the time step and no name for a value" : "\(text.quoted) is no name",
        at: node, hint: "a name is a letter, then letters, digits and _")
      return nil
    }
    return symbol.name
  }

  /// Returns the hint that names what was probably meant.
  func guess(_ name: String, among candidates: [String]) -> String? {
    Spelling.meant(by: name, among: candidates).map { "did you mean \($0)?" }
  }
}

/// Numbers as lessons write them.
enum PlainNumber {
  /// Reads a decimal number, infinite where it is too large to hold.
  static func read(_ text: String) -> Double? {
    guard text.allSatisfy({ "0123456789+-.eE_".contains($0) }) else { return nil }
    return Double(text.filter { $0 != "_" })
  }

  /// Reads a whole number.
  static func whole(_ text: String) -> Int? { read(text).flatMap { Int(exactly: $0) } }
}

/// Names as formulas hold them.
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
