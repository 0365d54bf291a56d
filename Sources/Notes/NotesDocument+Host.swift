import Formulas

/// What a host cannot read, which it would show wrongly without a word.
extension NotesDocument {
  /// Checks that a host shows a block as code.
  ///
  /// - Throws: `Mistake` at the fence or at the braces that the host reads as something else.
  public func check(_ block: NotesBlock, for host: NotesHost) throws(Mistake) {
    let column = block.prefix.unicodeScalars.count + 1
    func mistake(_ message: String, line: Int = block.line, column: Int = column) -> Mistake {
      Mistake(name: name, line: line, column: column, message: message)
    }
    let fence = contents[block.line - 1].withoutQuotes
    if [.kramdown, .mdx].contains(host), fence.contains(":::") {
      throw mistake("\(host.name) reads no fence of colons; write ```{unroll} and ``` instead")
    }
    guard host == .kramdown else { return }
    guard fence.drop(while: { "`~-+*0123456789. ".contains($0) }).allSatisfy({ $0 != " " }) else {
      throw mistake(
        "Jekyll's kramdown reads no fence with a space in its first line; write ```unroll, and the "
          + "keys below it, such as #| show: answer")
    }
    guard !isRaw(above: block) else { return }
    for (index, content) in contents[(block.line - 1)..<block.lastLine].enumerated() {
      guard let brace = content.firstRange(of: /\{\{|\{%/) else { continue }
      let offset = content.unicodeScalars.distance(from: content.startIndex, to: brace.lowerBound)
      throw mistake(
        "Jekyll's Liquid reads these braces; put {% raw %} above the block and {% endraw %} below "
          + "its figure, or a space between the braces", line: block.line + index,
        column: offset + 1)
    }
  }

  /// Returns what a document contains if it has the region of a block with this name, in the syntax
  /// of any host.
  public static func beginning(ofRegion name: String) -> String { RegionMarks.beginning(name) }

  /// Whether Liquid has been told to read nothing.
  private func isRaw(above block: NotesBlock) -> Bool {
    let text = contents[..<(block.line - 1)].joined(separator: "\n")
    let tags = text.matches(of: /\{%-?\s*(raw|endraw)\s*-?%\}/)
    return tags.last.map { $0.1 == "raw" } ?? false
  }

  /// The lines that open the fold of a block for a host.
  ///
  /// - Throws: `Mistake` if the host or the block's place allows no fold.
  func foldStart(of block: NotesBlock, for host: NotesHost) throws(Mistake) -> [String] {
    let column = block.prefix.unicodeScalars.count + 1
    guard let start = host.foldStart, host != .mkdocs || block.prefix.isEmpty else {
      throw Mistake(name: name, line: block.line, column: column, message: host.foldRefusal)
    }
    guard contents[block.line - 1].hasPrefix(block.prefix) else {
      throw Mistake(
        name: name, line: block.line,
        message: "a block on the line of a list marker cannot be folded; start it on a new line")
    }
    return start
  }

  /// The line range, written by an earlier run for any host, that opens the fold of a block.
  func fold(above block: NotesBlock) -> Range<Int>? {
    let end = block.line - 1
    for start in NotesHost.foldStarts {
      let first = end - start.count - 1
      guard first >= 0, contents[end - 1].withoutQuotes.isEmpty,
        contents[first..<(end - 1)].map(\.withoutQuotes) == start
      else { continue }
      return first..<end
    }
    return nil
  }
}
