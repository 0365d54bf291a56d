import Formulas

/// What a host cannot read, which it would show wrongly without a word.
extension NotesDocument {
  /// Whether the document is a page of Hugo's folder `content` that no folder of its own holds.
  private var isPageWithoutFolder: Bool {
    let parts = name.split(separator: "/")
    return parts.dropLast().contains("content") && parts.last?.hasSuffix("index.md") != true
  }

  /// The name of a tag of HTML that is open above a block and whose content is no Markdown; `nil`
  /// for none. Our own folds are written anew.
  private func tagWithoutMarkdown(above block: NotesBlock) -> String? {
    var open: [(name: String, takesMarkdown: Bool)] = []
    let starts = NotesHost.foldStarts.map { $0.joined(separator: "\n") }
    for index in 0..<(block.line - 1) {
      let line = contents[index].withoutQuotes
      let next = index + 1 < contents.count ? contents[index + 1].withoutQuotes : ""
      let isFold = starts.contains { $0 == line || $0 == line + "\n" + next }
      for tag in line.matches(
        of: #/<(/?)(details|div|section|article|aside|figure|center|table|td)\b([^>]*)>/#)
      {
        let name = String(tag.2)
        if tag.1.isEmpty {
          open.append((name, isFold || tag.3.contains("markdown=")))
        } else if let last = open.lastIndex(where: { $0.name == name }) {
          open.removeSubrange(last...)
        }
      }
    }
    return open.first { !$0.takesMarkdown }?.name
  }

  /// Checks that a host shows a block as code.
  ///
  /// - Throws: `Mistake` at the fence or at the braces that the host reads as something else.
  /// - Parameter hasBase: whether pictures have addresses from the root of the site.
  public func check(
    _ block: NotesBlock, for host: NotesHost, hasBase: Bool = false
  ) throws(Mistake) {
    let column = block.prefix.unicodeScalars.count + 1
    func mistake(_ message: String, line: Int = block.line, column: Int = column) -> Mistake {
      Mistake(name: name, line: line, column: column, message: message)
    }
    let fence = contents[block.line - 1].withoutQuotes
    if [.kramdown, .mdx].contains(host), fence.contains(":::") {
      throw mistake("\(host.name) reads no fence of colons; write ```{unroll} and ``` instead")
    }
    if [.kramdown, .mkdocs].contains(host), let tag = tagWithoutMarkdown(above: block) {
      throw mistake(
        "\(host.name) reads no Markdown inside <\(tag)>; write <\(tag) markdown=\"1\">")
    }
    if host == .hugo {
      if isPageWithoutFolder, !hasBase {
        throw mistake(
          "Hugo shows this page at an address of its own, below which its pictures are not; call it "
            + "index.md in a folder of its own, or pass --base-path")
      }
      for (index, content) in contents[(block.line - 1)..<block.lastLine].enumerated() {
        guard let brace = content.firstRange(of: /\{\{[<%]/) else { continue }
        let offset = content.unicodeScalars.distance(from: content.startIndex, to: brace.lowerBound)
        throw mistake(
          "Hugo reads these braces as a shortcode, in code too; put a space between them",
          line: block.line + index, column: offset + 1)
      }
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
