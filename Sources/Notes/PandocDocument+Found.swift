import Formulas

extension PandocDocument.Found {
  static func isLesson(_ element: JSON) -> Bool {
    guard element["t"].string == "CodeBlock", let classes = element["c"][0][1].array else {
      return false
    }
    return classes.contains { isOwn($0.string) }
  }

  /// Whether an element is a lesson's block that Pandoc does not read as code: MyST's directive or
  /// Quarto's cell as the code or text of a paragraph, and a fence of colons as a division.
  static func isLessonAsText(_ element: JSON) -> Bool {
    switch element["t"].string {
    // Indented too far.
    case "CodeBlock":
      guard element["c"][0][1].array?.isEmpty == true else { return false }
      return NotesBlock.isShown(asCode: element["c"][1].string ?? "")
    case "Div": return (element["c"][0][1].array ?? []).contains { $0.string == "unroll" }
    case "Para", "Plain", "DefinitionList":
      let inlines = inlines(of: element)
      if inlines.count == 1, let code = inlines[0]["c"][1].string, inlines[0]["t"] == "Code" {
        return code != "{unroll}" && code.prefixMatch(of: /\{\.?unroll[} ]/) != nil
          || code.prefixMatch(of: /unroll[ ,].*\b(?:lesson|cell|equations):/) != nil
      }
      // Where Pandoc gives positions, each sign is an element.
      let start = inlines.prefix(12).map(\.plainWords).joined()
      return start.prefixMatch(of: /:{3,} ?\{\.?unroll/) != nil
    default: return false
    }
  }

  /// The inline elements of a paragraph, or of the first term of a list of definitions, as which
  /// Pandoc 2 may read a fence of colons.
  private static func inlines(of element: JSON) -> [JSON] {
    (element["t"] == "DefinitionList" ? element["c"][0][0] : element["c"]).array ?? []
  }

  /// Creates a block that Pandoc reads as text.
  init(text: JSON, number: Int, isWithinText: Bool) {
    let start =
      ["Div", "CodeBlock"].contains(text["t"]) ? text : Self.inlines(of: text).first ?? .null
    let position = (start["c"][0][2].array ?? []).first { $0[0] == "data-pos" }
      .flatMap { $0[1].string }.flatMap(Position.init)
    block = NotesBlock(lesson: "", options: [:], line: position?.line ?? 0)
    name = position?.name ?? "block \(number)"
    classes = []
    (isText, hasUnreadKeys, self.isWithinText) = (true, false, isWithinText)
  }

  // Quarto passes on cells in unknown languages with braces in their class.
  private static func isOwn(_ name: String?) -> Bool {
    name == "unroll" || name == "{unroll}" || isUnread(name)
  }

  private static func isUnread(_ name: String?) -> Bool {
    name == "{.unroll" || name == "{.unroll}"
  }

  static let textTypes: Set = [
    "BlockQuote", "BulletList", "OrderedList", "DefinitionList", "Table", "Note",
  ]

  init(code: JSON, number: Int, isWithinText: Bool) {
    (self.isWithinText, isText) = (isWithinText, false)
    let attributes = code["c"][0]
    var options: [String: String] = [:]
    var position: Position?
    for pair in attributes[2].array ?? [] {
      guard let key = pair[0].string, let value = pair[1].string else { continue }
      switch key {
      // In a list, the position of the item precedes that of the block itself.
      case "data-pos": position = Position(value) ?? position
      // Pandoc marks elements with this attribute if it added them only to hold a position.
      case "wrapper": break
      default: options[key] = value
      }
    }
    if let id = attributes[0].string, !id.isEmpty { options["id"] = id }
    block = NotesBlock(
      lesson: Self.text(of: code), options: options, line: position?.line ?? 0,
      prefix: String(repeating: " ", count: max(1, position?.column ?? 1) - 1))
    name =
      position?.name
      ?? "block \(number)" + (block.id.map { " (\($0))" } ?? "")
    hasUnreadKeys = (attributes[1].array ?? []).contains { Self.isUnread($0.string) }
    classes = (attributes[1].array ?? []).compactMap(\.string)
      .filter { !Self.isOwn($0) && $0 != "cell-code" }
  }

  /// The text without the common indentation of its lines, which Pandoc 2 keeps if a block begins
  /// on the line of a list marker.
  private static func text(of code: JSON) -> String {
    let lines = (code["c"][1].string ?? "").textLines.map(\.content)
    let indentation =
      lines.filter { !$0.allSatisfy { $0 == " " } }
      .map { $0.prefix { $0 == " " }.count }.min() ?? 0
    return lines.map { $0.dropFirst(indentation) }.joined(separator: "\n")
  }

  /// The start of a block, as given by the extension `sourcepos`: `notes.md@7:3-9:1`, or `7:3-9:1`.
  private struct Position {
    let document: String
    let line, column: Int
    var name: String { document.isEmpty ? "standard input" : document }

    init?(_ text: String) {
      let start = text.lastIndex(of: "@").map { text[text.index(after: $0)...] } ?? text[...]
      let numbers = start.prefix { $0 != "-" && $0 != ";" }.split(separator: ":").map { Int($0) }
      guard numbers.count == 2, let line = numbers[0], let column = numbers[1] else { return nil }
      document = text.lastIndex(of: "@").map { String(text[..<$0]) } ?? ""
      (self.line, self.column) = (line, column)
    }
  }
}
