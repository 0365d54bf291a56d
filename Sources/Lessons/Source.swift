import Formulas
import Yams

/// The text of a lesson file and of the keys that change it, and the mistakes found in them.
final class Source {
  let name: String
  /// The texts that follow the file's in `lines` and `textLines`, and where they start there.
  private var others: [(name: String, yamlStart: Int, start: Int)] = []
  /// The lines as YAML splits the text and counts them in its marks.
  private var lines: [String] = []
  /// Where each of them starts: the text's line, from 1, and the number of scalars before it.
  private var starts: [(line: Int, offset: Int)] = []
  private var textLines: [TextLine] = []
  /// The text of each of `textLines`, which all places in it share, and its number of scalars.
  private var contents: [(text: String, count: Int)] = []
  /// Where an escape in `lines` is two characters shorter than in the text.
  private var joins: [Int: [Int]] = [:]
  private var found: [Diagnostic] = []

  init(text: String, name: String) {
    self.name = name
    append(text)
  }

  /// Adds the text of keys that change the lesson, and returns it moved down to where its marks are
  /// told from those of the file.
  func adding(_ change: LessonChange) -> String {
    others.append((change.name, lines.count, textLines.count))
    defer { append(change.yaml) }
    return String(repeating: "\n", count: lines.count) + change.yaml
  }

  private func append(_ text: String) {
    let first = textLines.count
    var added = text.textLines
    // A mark at the end of the text is on a line of its own.
    if added.last?.ending.isEmpty != true { added += "\n".textLines }
    for (index, line) in added.enumerated() {
      var offset = 0
      for part in Self.yamlLines(of: line) {
        lines.append(String(part))
        starts.append((first + index + 1, offset))
        offset += part.count + 1
      }
    }
    textLines += added
    contents += added.map { (String($0.content), $0.content.unicodeScalars.count) }
  }

  /// Splits a line where YAML 1.1 splits it, but editors and CommonMark do not.
  private static func yamlLines(of line: TextLine) -> [Substring.UnicodeScalarView] {
    line.content.unicodeScalars.split(omittingEmptySubsequences: false) {
      ["\u{85}", "\u{2028}", "\u{2029}"].contains($0)
    }
  }

  var errorCount: Int { found.count }
  var hasErrors: Bool { !found.isEmpty }

  /// The mistakes in the file's order, each once: an alias repeats a value's mistake.
  var error: LessonError {
    var seen = Set<Diagnostic>()
    return LessonError(
      diagnostics: found.filter { seen.insert($0).inserted }
        .sorted { ($0.line, $0.column) < ($1.line, $1.column) })
  }

  /// Returns a place in the file for one as YAML counts it.
  func place(line: Int, column: Int, length: Int = 1) -> Place {
    let start = starts.indices.contains(line - 1) ? starts[line - 1] : (line: line, offset: 0)
    let text =
      contents.indices.contains(start.line - 1) ? contents[start.line - 1] : (text: "", count: 0)
    let end = written(column + length, inLine: line)
    let column = written(column, inLine: line)
    let length = end - column
    let place = start.offset + column
    // If it continues on the next lines, it is marked to the end of this one.
    let rest = max(1, text.count - place + 1)
    let other = others.last { start.line > $0.start }
    return Place(
      file: other?.name ?? name, line: start.line - (other?.start ?? 0), column: place,
      length: min(length, rest), sourceLine: text.text)
  }

  /// The column in the text of one in `lines`.
  private func written(_ column: Int, inLine line: Int) -> Int {
    column + 2 * (joins[line] ?? []).count { $0 < column }
  }

  /// Returns the YAML with the pair of escapes joined that libyaml refused, `nil` if it refused
  /// something else.
  func joiningSurrogates(after error: YamlError, in yaml: String) -> String? {
    // The library points behind the backslash and the u.
    guard case .scanner(_, "found invalid Unicode character escape code", let mark, _) = error,
      let joined = SurrogatePairs.joined(in: yaml, line: mark.line, column: mark.column - 2)
    else { return nil }
    for (line, column) in joined.places { joins[line, default: []].append(column) }
    // Other texts are empty lines here.
    let written = joined.text.textLines.flatMap { Self.yamlLines(of: $0).map(String.init) }
    for (index, line) in zip(lines.indices, written) where !line.isEmpty { lines[index] = line }
    return joined.text
  }

  /// The text's line of a YAML mark.
  func line(of mark: Mark) -> Int {
    starts.indices.contains(mark.line - 1) ? starts[mark.line - 1].line : mark.line
  }

  /// The place after a text, as YAML counts it.
  static func place(after text: Substring) -> (line: Int, column: Int) {
    let lines = Source(text: String(text), name: "").lines
    return (lines.count, (lines.last?.unicodeScalars.count ?? 0) + 1)
  }

  /// Reports a mistake at a place of the file.
  func report(_ mistake: LessonMistake, at place: Place) {
    found.append(Diagnostic(mistake, at: place))
  }

  /// Reports a mistake at a node of the file; without a node, at the beginning of the file.
  func report(_ mistake: LessonMistake, at node: Node?) { report(mistake, at: place(at: node)) }

  /// Reports a mistake at an offset within a scalar's text.
  func report(_ mistake: LessonMistake, in node: Node, offset: Int, length: Int) {
    guard let start = textStart(of: node) else { return report(mistake, at: node) }
    report(
      mistake,
      at: place(line: node.mark?.line ?? 1, column: start + offset, length: length))
  }

  /// Whether a plain text ends at a comma, as it does between brackets.
  func endsAtComma(_ node: Node) -> Bool {
    guard let start = textStart(of: node), !node.isQuoted, let mark = node.mark else {
      return false
    }
    let length = node.scalar?.string.unicodeScalars.count ?? 0
    return lines[mark.line - 1].unicodeScalars.dropFirst(start - 1 + length).first == ","
  }

  /// Returns `0,5` for a key `5` between braces that a comma without a space separates from digits.
  func decimalComma(before node: Node) -> String? {
    guard let mark = node.mark, let text = node.scalar?.string, !node.isQuoted, !text.isEmpty,
      text.unicodeScalars.allSatisfy({ $0.isDecimalDigit }),
      lines.indices.contains(mark.line - 1)
    else { return nil }
    let before = lines[mark.line - 1].unicodeScalars.prefix(mark.column - 1)
    guard before.last == ",", let digit = before.dropLast().last, digit.isDecimalDigit else {
      return nil
    }
    let digits = before.dropLast().reversed().prefix { $0.isDecimalDigit }.reversed()
    return String(String.UnicodeScalarView(digits)) + "," + text
  }

  /// Returns the first `0,5` of a list in which other commas have a space after them.
  func decimalComma(in items: [Node]) -> (text: String, node: Node)? {
    var found: (text: String, node: Node)?
    var hasSpace = false
    for (item, next) in zip(items, items.dropFirst()) {
      if let text = decimalComma(before: next) {
        found = found ?? (text, item)
      } else {
        hasSpace = true
      }
    }
    guard let found, hasSpace else { return nil }
    let sign = found.node.scalar?.string.prefix { !("0"..."9").contains($0) } ?? ""
    return (sign + found.text, found.node)
  }

  /// Whether there is a tab at a place.
  func isTab(at mark: Mark) -> Bool {
    guard lines.indices.contains(mark.line - 1) else { return false }
    return lines[mark.line - 1].unicodeScalars.dropFirst(mark.column - 1).first == "\t"
  }

  /// Returns the place of a node; without a node, the beginning of the file.
  func place(at node: Node?) -> Place {
    guard let node, let mark = node.mark else { return place(line: 1, column: 1) }
    let length =
      quotedLength(of: node, at: mark) ?? node.scalar?.string.unicodeScalars.count ?? 1
    return place(line: mark.line, column: mark.column, length: length)
  }

  /// The length of a quoted text as it is written, up to the end of its line: an escape is longer
  /// than the character that it denotes.
  private func quotedLength(of node: Node, at mark: Mark) -> Int? {
    guard node.isQuoted, lines.indices.contains(mark.line - 1) else { return nil }
    let written = Array(lines[mark.line - 1].unicodeScalars.dropFirst(mark.column - 1))
    guard let quote = written.first, quote == "\"" || quote == "'" else { return nil }
    var end = 1
    while end < written.count {
      if written[end] == quote {
        guard quote == "'", written.dropFirst(end + 1).first == quote else { return end + 1 }
        end += 2
      } else {
        end += quote == "\"" && written[end] == "\\" ? 2 : 1
      }
    }
    return written.count
  }

  /// The column at which a scalar's text starts; `nil` if the file does not contain it literally,
  /// because it has several lines or escapes.
  private func textStart(of node: Node) -> Int? {
    guard let mark = node.mark, let text = node.scalar?.string,
      lines.indices.contains(mark.line - 1)
    else { return nil }
    let start = mark.column + (node.isQuoted ? 1 : 0)
    let rest = lines[mark.line - 1].unicodeScalars.dropFirst(start - 1)
    return rest.starts(with: text.unicodeScalars) ? start : nil
  }

  /// Returns the second place of a key in a mapping, after its first place.
  func secondPlace(ofKey key: String, first: Mark) -> (line: Int, column: Int) {
    guard first.line >= 1, first.column >= 1 else { return (1, 1) }
    let wanted = Array(key.unicodeScalars)
    let starters = " {,\"'".unicodeScalars
    var isBlock = false
    for line in lines.indices.dropFirst(first.line - 1) {
      let scalars = Array(lines[line].unicodeScalars)
      if line == first.line - 1 { isBlock = scalars.prefix(first.column - 1).allSatisfy(\.isBlank) }
      for start in scalars.indices.dropFirst(line == first.line - 1 ? first.column : 0) {
        if isBlock && start != first.column - 1 { continue }
        guard start == 0 || starters.contains(scalars[start - 1]),
          scalars[start...].starts(with: wanted)
        else { continue }
        let rest = scalars[(start + wanted.count)...].drop { starters.contains($0) }
        if rest.first == ":" { return (line + 1, start + 1) }
      }
    }
    return (first.line, first.column)
  }
}

extension Node {
  /// Whether this is a quoted text.
  var isQuoted: Bool {
    scalar.map { $0.style == .singleQuoted || $0.style == .doubleQuoted } ?? false
  }

  /// Whether this is empty or `null`.
  var isNull: Bool {
    guard let scalar, !isQuoted else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }
}

extension Unicode.Scalar {
  fileprivate var isDecimalDigit: Bool { ("0"..."9").contains(self) }
  fileprivate var isBlank: Bool { self == " " }
}
