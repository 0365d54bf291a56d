import Formulas

/// The markup of a document, which the extension of its name says.
public enum DocumentSyntax: Hashable, Sendable {
  case markdown
  case restructuredText
  case asciiDoc

  /// Finds the syntax of a document by its name.
  public init(of name: String) {
    let name = name.lowercased()
    self =
      if name.hasSuffix(".rst") {
        .restructuredText
      } else if [".adoc", ".asciidoc", ".asc"].contains(where: name.hasSuffix) {
        .asciiDoc
      } else {
        .markdown
      }
  }

  /// The blocks in lines of a syntax other than Markdown.
  func blocks(in lines: [String]) -> [NotesBlock] {
    var blocks: [NotesBlock] = []
    var index = 0
    while index < lines.count {
      let found: NotesBlock? =
        switch self {
        case .markdown: nil
        case .restructuredText: Self.comment(at: index, in: lines)
        case .asciiDoc: Self.listing(at: index, in: lines)
        }
      if let found { blocks.append(found) }
      index = found?.lastLine ?? index + 1
    }
    return blocks
  }

  /// Lines of a syntax other than Markdown that name unroll where no block is read, with the reason
  /// and what to do.
  func unread(in lines: [String]) -> [(index: Int, message: String)] {
    lines.indices.compactMap { index in
      switch self {
      case .restructuredText where lines[index].contains(/^\s*\.\. unroll::/):
        (
          index,
          "this directive is drawn in Sphinx by the extension sphinx_unroll; for unroll embed, write "
            + "the lesson as a comment, .. unroll with the lesson indented below"
        )
      case .restructuredText
      where lines[index].contains(#/^\s*(?:\|.*)?\.\. (?i:unroll)\s*\|?\s*$/#)
        && Self.comment(at: index, in: lines) == nil:
        (
          index,
          "this comment is not read; write .. unroll in lower-case letters, outside tables, with the "
            + "lesson indented below"
        )
      case .asciiDoc
      where lines[index].contains(
        #/^(?:\[(?:(?:source|listing), *)?(?:language *= *)?"?(?i:unroll)"? *[\],#]|`{3,} *\{?\.?unroll\b)/#
      )
        && Self.listing(at: index, in: lines) == nil
        && !lines[index].contains(#/^\[unroll *[\],#]/#):
        (index, "write [unroll] above the lesson, and the lesson between two lines ----")
      case .asciiDoc
      where lines[index].contains(/^\[unroll *[\],#]/) && Self.listing(at: index, in: lines) == nil:
        (index, "no listing follows; put the lesson between two lines ---- below this line")
      default: nil
      }
    }
  }

  // MARK: reStructuredText

  /// A comment whose first line is `.. unroll`, or a block of code in the language unroll.
  private static func comment(at start: Int, in lines: [String]) -> NotesBlock? {
    guard
      lines[start].wholeMatch(of: /\s*\.\. (?:unroll|(?:code|code-block|sourcecode):: +unroll)\s*/)
        != nil
    else { return nil }
    let indent = lines[start].prefix { $0 == " " }
    let isInside = { (line: String) in
      line.allSatisfy(\.isWhitespace) || line.hasPrefix(indent + " ")
    }
    let inside = lines[(start + 1)...].prefix(while: isInside)
    let isText = { (line: String) in !line.allSatisfy(\.isWhitespace) }
    guard let first = inside.firstIndex(where: isText), let last = inside.lastIndex(where: isText)
    else { return nil }
    let text = inside[first...last]
    let depth = text.filter(isText).map { $0.prefix { $0 == " " }.count }.min() ?? 0
    return NotesBlock(
      body: text.map { $0.dropFirst(depth) + "\n" }.joined(), options: [:], offsets: [:],
      lines: (start + 1)...(last + 1), textLine: first + 1,
      prefix: String(repeating: " ", count: depth), outerPrefix: String(indent))
  }

  // MARK: AsciiDoc

  /// A listing below a line of attributes whose first is `unroll`, or whose language is.
  private static func listing(at start: Int, in lines: [String]) -> NotesBlock? {
    guard let match = lines[start].wholeMatch(of: /\[(?:source)?,? *unroll *([,#].*)?\]\s*/),
      start + 1 < lines.count, let rule = lines[start + 1].wholeMatch(of: /(-{4,})\s*/)
    else { return nil }
    let end = lines[(start + 2)...].firstIndex { $0.trimmedEnd == String(rule.1) }
    let body = lines[(start + 2)..<(end ?? lines.count)]
    var options: [String: String] = [:]
    var offsets: [String: Int] = [:]
    for word in words(of: match.1 ?? "") {
      let text = word.trimmedBlanks
      let (key, value) = attribute(text)
      guard !text.isEmpty else { continue }
      options[key] = value
      offsets[key] = lines[start].unicodeScalars.distance(
        from: lines[start].startIndex, to: text.startIndex)
    }
    return NotesBlock(
      body: body.map { $0 + "\n" }.joined(), options: options, offsets: offsets,
      isClosed: end != nil, lines: (start + 1)...(end.map { $0 + 1 } ?? lines.count),
      textLine: start + 3)
  }

  private static func attribute(_ text: Substring) -> (key: String, value: String) {
    if text.hasPrefix("#") { return ("id", String(text.dropFirst())) }
    guard let equals = text.firstIndex(of: "=") else { return (String(text), "") }
    var value = text[text.index(after: equals)...]
    if value.count > 1, let quote = value.first, quote == "\"" || quote == "'", value.last == quote
    {
      value = value.dropFirst().dropLast()
    }
    return (text[..<equals].trimmingBlanks, String(value).replacing("\\\"", with: "\""))
  }

  /// Splits attributes at commas outside quotes.
  private static func words(of text: Substring) -> [Substring] {
    var quote: Character?
    var previous: Character?
    return text.split { character in
      defer { previous = character }
      if let open = quote {
        if character == open, previous != "\\" { quote = nil }
        return false
      }
      if previous == "=", character == "\"" || character == "'" { quote = character }
      return character == ","
    }
  }
}
