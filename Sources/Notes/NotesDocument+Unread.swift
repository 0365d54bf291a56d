/// Fences that name unroll where Markdown reads no block: their lessons would stay text.
extension NotesDocument {
  /// Returns the lessons that are not read, each with the reason and what to do.
  func unread(outside code: [Literal], _ html: [Literal]) -> [Mistake] {
    let fenced = code.filter(\.isFenced)
    let read = (fenced + html.filter(Self.isSilent)).map { $0.first...max($0.first, $0.last) }
    let inHTML = html.map { $0.first...max($0.first, $0.last) }
    let misnamed = fenced.compactMap { block -> Mistake? in
      guard NotesBlock.isMisnamed(block.info) else { return nil }
      let start = NotesBlock.start(ofInfo: block.info, in: contents[block.first - 1])
      return Mistake(
        name: name, line: block.first, column: start.map { $0 + 1 },
        message:
          "this language is almost unroll; write unroll, {.unroll key=value} or {unroll}, in "
          + "lower-case letters and with no other character beside it")
    }
    let swallowed = fenced.flatMap(lessons(within:))
    let lost = contents.indices.dropFirst(frontMatter).compactMap { index -> Mistake? in
      let (content, line) = (contents[index], index + 1)
      guard content.utf8.count > 8, let fence = Self.fence(in: content),
        !read.contains(where: { $0.contains(line) })
      else { return nil }
      let opening = content.unicodeScalars.dropFirst(fence.offset)
      let message =
        if fence.isInTable {
          "a block cannot be in a table; put it above or below the table"
        } else if opening.first == "`", opening.drop(while: { $0 == "`" }).contains("`") {
          "Markdown reads no fence of backquotes with another backquote on its line; write the fence "
            + "with ~~~, or the keys below it as #| caption: …"
        } else if fence.isInDefinition {
          "Markdown reads no block in a list of definitions; put it above or below the list"
        } else if inHTML.contains(where: { $0.contains(line) }) {
          "this block is read as part of the HTML above it; put an empty line above the block"
        } else if let label = footnote(around: index) {
          "no text refers to the footnote of this block, which is therefore not shown; add "
            + "\(label) to the text"
        } else {
          "this block is indented so far that it is shown as code; indent it as much as the text "
            + "around it, or put an example between fences of four backquotes"
        }
      return Mistake(name: name, line: line, column: fence.offset + 1, message: message)
    }
    return (misnamed + swallowed + lost).sorted { $0.line < $1.line }
  }

  /// Whether a block of HTML shows nothing or everything as it is, so that a fence in it is meant so.
  private static func isSilent(_ html: Literal) -> Bool {
    let start = html.literal.drop { $0 == " " }.prefix(10).lowercased()
    return ["<!--", "<pre", "<script", "<style", "<textarea"].contains { start.hasPrefix($0) }
  }

  /// The lessons in a block of code whose fence they seem to follow: examples are between longer ones.
  private func lessons(within block: Literal) -> [Mistake] {
    guard NotesBlock.keys(of: block.info) == nil else { return [] }
    let opening = contents[block.first - 1].drop { !"`~".contains($0) }
    let length = opening.prefix { $0 == opening.first }.count
    return (block.first..<min(block.last, contents.count)).compactMap { index in
      let line = contents[index].withoutQuotes
      guard line.first == opening.first,
        line.prefix(while: { $0 == opening.first }).count >= length,
        let fence = Self.fence(in: contents[index])
      else { return nil }
      return Mistake(
        name: name, line: index + 1, column: fence.offset + 1,
        message:
          "this block is within the code that begins in line \(block.first); close that code, "
          + "or put an example between fences of four backquotes")
    }
  }

  /// The fence that names unroll in a line: how many Unicode scalars precede it, and whether it is
  /// in a row of a table or in a definition.
  private static func fence(
    in line: String
  ) -> (offset: Int, isInTable: Bool, isInDefinition: Bool)? {
    guard line.contains("unroll"), line.contains("```") || line.contains("~~~") else { return nil }
    func fence(_ part: Substring) -> Int? {
      guard let match = part.prefixMatch(of: /(`{3,}|~{3,})(.*)/),
        NotesBlock.keys(of: String(match.2)) != nil
          || NotesBlock.fault(ofFence: String(match.2)) != nil
      else { return nil }
      return line.unicodeScalars.distance(from: line.startIndex, to: part.startIndex)
    }
    let rest = line.drop { " \t>".contains($0) }
    if rest.hasPrefix("|") {
      return rest.split(separator: "|").lazy.compactMap { fence($0.trimmedBlanks) }.first
        .map { ($0, true, false) }
    }
    // The marks of lists and footnotes.
    let marks = rest.prefixMatch(of: /(?:(?:[-+*:]|\d{1,9}[.)]|\[\^[^\]]+\]:)[ \t>]+)*/)
    let start = marks?.range.upperBound ?? rest.startIndex
    let length = rest[start...].prefix { $0 == "`" }.count
    // As many backquotes as those of a fence end it on its line: it is code within a line.
    let runs = rest[start...].dropFirst(length).split { $0 != "`" }
    guard length == 0 || !runs.contains(where: { $0.count == length }) else { return nil }
    return fence(rest[start...]).map { ($0, false, rest.hasPrefix(":")) }
  }

  /// The label of the footnote that a line belongs to, such as `[^1]`; `nil` if it is in none.
  private func footnote(around index: Int) -> String? {
    let start = contents[...index].lastIndex { !$0.isEmpty && $0.first != " " && $0.first != "\t" }
    return start.flatMap { contents[$0].prefixMatch(of: /(\[\^[^\]]+\]):/) }.map { String($0.1) }
  }
}

extension NotesBlock {
  /// Whether an info string would name unroll but for its capital letters or for characters that
  /// cannot be seen.
  static func isMisnamed(_ info: String) -> Bool {
    guard keys(of: info) == nil, fault(ofFence: info) == nil else { return false }
    let word = info.drop { " \t{.".contains($0) }.prefix { !" \t{},;:=".contains($0) }
    let letters = word.unicodeScalars.filter { $0.isASCII || $0.properties.isAlphabetic }
    let name = String(String.UnicodeScalarView(letters)).lowercased()
    return ["unroll", "unrol", "unrolll", "unrool"].contains(name)
      || info.contains(#/\{[^}]*class=["']?unroll["' }]/#)
  }
}
