import CCommonMark
import Formulas

/// A Markdown document with lessons, each followed by a generated region.
///
///     let document = try NotesDocument(bytes: bytes, name: "notes.md")
///     document.blocks.map(\.line)                      // the line numbers of the lessons
///     try document.updated { _ in                      // the bytes with new regions
///       NotesDocument.Region(stamp: "one", lines: ["![…](fig.svg)"])
///     }
///
/// The document is parsed as CommonMark by libcmark-gfm, so that blocks are recognized exactly
/// where a renderer recognizes them: in lists and quotes, with tildes, not inside another block.
/// All bytes outside the regions are kept.
public struct NotesDocument: Sendable {
  /// An error in a document, with its location.
  public struct Mistake: Error, Hashable, Sendable, CustomStringConvertible {
    /// The document's name as typed.
    public let name: String
    /// The line number, counted from 1.
    public let line: Int
    /// The column, in Unicode scalars from 1; `nil` if the mistake is about the whole line.
    public var column: Int?
    /// What is wrong and what to do, without a full stop.
    public let message: String

    /// `notes.md:7: error: …`
    public var description: String {
      "\(name):\(line)\(column.map { ":\($0)" } ?? ""): error: \(message)"
    }
  }

  /// The region that a tool writes below a block.
  public struct Region: Hashable, Sendable {
    /// Words in the begin mark, by which the tool that wrote them can recognize the region.
    public let stamp: String
    /// The lines between the marks, without the prefix of quotes and lists.
    public let lines: [String]

    /// Creates a region.
    public init(stamp: String, lines: [String]) {
      self.stamp = stamp
      self.lines = lines
    }
  }

  /// The blocks in document order.
  public private(set) var blocks: [NotesBlock] = []
  /// Lessons that Markdown does not read as blocks, which would stay text or vanish.
  public private(set) var unread: [Mistake] = []
  let name: String
  /// The byte order mark, or an empty string.
  let mark: String
  let lines: [TextLine]
  /// The lines without their endings.
  let contents: [String]
  /// The same lines as CommonMark reads them, with fences of colons as tildes.
  private(set) var fenced: [String]
  /// The line range of the region of each block, from the begin mark to the end mark; `nil` if
  /// there is none yet.
  var regions: [Range<Int>?] = []

  /// Parses a document.
  ///
  /// Nothing is thrown for lessons that are not read; they are in `unread`.
  ///
  /// - Throws: `Mistake` if it is not UTF-8, if a fence names unroll in braces that cannot be read, if a
  ///   region has no end or no block, or if two blocks have the same id.
  public init(
    bytes: [UInt8], name: String, syntax: DocumentSyntax = .markdown
  ) throws(Mistake) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Mistake(name: name, line: 1, message: "the document is not UTF-8; save it as UTF-8")
    }
    self.name = name
    mark = text.first == "\u{FEFF}" ? "\u{FEFF}" : ""
    lines = text.dropFirst(mark.count).textLines
    contents = lines.map { String($0.content) }
    fenced = contents
    if syntax == .markdown {
      try findBlocks()
    } else {
      blocks = syntax.blocks(in: contents)
      unread = syntax.unread(in: contents).map {
        Mistake(name: name, line: $0.index + 1, message: $0.message)
      }
      try findRegions(outside: [])
    }
    try checkIds()
  }

  private mutating func findBlocks() throws(Mistake) {
    var (code, html) = Self.literals(in: readable)
    let ranges = (code + html).map(\.range)
    if let colons = try ColonFences(in: contents, outside: ranges, of: name) {
      fenced = colons.lines
      (code, html) = Self.literals(in: readable)
    }
    try checkFences(code)
    unread = unread(outside: code, html)
    let starts = Set(code.map(\.first))
    blocks = code.compactMap { block in
      NotesBlock(block, lines: fenced, isLastLineAnothers: starts.contains(block.last))
    }
    try findRegions(outside: code)
  }

  /// The text for the library: all line endings are line feeds, so that they count as line endings
  /// in the text of a block too, and front matter is blanked, since it is not Markdown.
  var readable: String {
    String(repeating: "\n", count: frontMatter)
      + fenced[frontMatter...].map { $0 + "\n" }.joined()
  }

  /// How many lines front matter has, with its fences.
  var frontMatter: Int {
    let end =
      contents.first?.trimmedEnd == "---"
      ? contents.dropFirst().firstIndex { ["---", "..."].contains($0.trimmedEnd) } : nil
    return end.map { $0 + 1 } ?? 0
  }

  /// A block of code, or of HTML, whose text Markdown does not read.
  struct Literal {
    let info: String
    let literal: String
    /// The line numbers of its fences, or of its text, counted from 1.
    let first, last: Int
    /// Whether it is code between fences, rather than indented.
    let isFenced: Bool
    var range: ClosedRange<Int> { first...max(first, last) }
  }

  /// The blocks of code and of HTML in the document's order. Blocks in a footnote are among them if
  /// the text refers to it, as wherever Markdown has footnotes.
  private static func literals(in text: String) -> (code: [Literal], html: [Literal]) {
    let root = text.withCString { cmark_parse_document($0, text.utf8.count, CMARK_OPT_FOOTNOTES) }
    guard let root else { return ([], []) }
    defer { cmark_node_free(root) }
    guard let iterator = cmark_iter_new(root) else { return ([], []) }
    defer { cmark_iter_free(iterator) }
    var (code, html): ([Literal], [Literal]) = ([], [])
    while cmark_iter_next(iterator) != CMARK_EVENT_DONE {
      guard let node = cmark_iter_get_node(iterator), let literal = cmark_node_get_literal(node)
      else { continue }
      let isCode = unroll_is_code_block(node) != 0
      guard isCode || unroll_is_html_block(node) != 0 else { continue }
      let block = Literal(
        info: cmark_node_get_fence_info(node).map { String(cString: $0) } ?? "",
        literal: String(cString: literal),
        first: Int(cmark_node_get_start_line(node)), last: Int(cmark_node_get_end_line(node)),
        isFenced: isCode && unroll_is_fenced(node) != 0)
      if isCode { code.append(block) } else { html.append(block) }
    }
    // The library moves footnotes to the end.
    return (code.sorted { $0.first < $1.first }, html)
  }

  /// Reports fences that would otherwise be passed over as code of another language.
  private func checkFences(_ code: [Literal]) throws(Mistake) {
    for block in code {
      guard let fault = NotesBlock.fault(ofFence: block.info) else { continue }
      let start = NotesBlock.start(ofInfo: block.info, in: contents[block.first - 1])
      throw Mistake(
        name: name, line: block.first, column: start.map { $0 + fault.offset + 1 },
        message: fault.message)
    }
  }

  // MARK: Regions

  private mutating func findRegions(outside code: [Literal]) throws(Mistake) {
    var claimed = Set<Int>()
    for block in blocks {
      var begin = block.lastLine
      while begin < contents.count, contents[begin].withoutQuotes.isEmpty { begin += 1 }
      guard begin < contents.count, let marks = RegionMarks.ofBegin(contents[begin].withoutQuotes)
      else {
        regions.append(nil)
        continue
      }
      let next = blocks.first { $0.line > block.line }?.line ?? contents.count + 1
      let end = contents.indices[(begin + 1)...].first {
        RegionMarks.isEnd(contents[$0].withoutQuotes)
          || RegionMarks.isBegin(contents[$0].withoutQuotes)
      }
      guard let end, end + 1 < next, RegionMarks.isEnd(contents[end].withoutQuotes) else {
        throw Mistake(
          name: name, line: begin + 1,
          message: "this region has no end; add the line \(marks.end) below the generated text")
      }
      claimed.formUnion([begin, end])
      regions.append(begin..<end + 1)
    }
    let written = code.map(\.range)
    for (index, content) in contents.enumerated()
    where !claimed.contains(index) {
      let isBegin = RegionMarks.isBegin(content.withoutQuotes)
      guard isBegin || RegionMarks.isEnd(content.withoutQuotes),
        !written.contains(where: { $0.contains(index + 1) })
      else { continue }
      throw Mistake(
        name: name, line: index + 1,
        message: isBegin
          ? "this region follows no unroll block; delete it, or put its block right above it"
          : "this region has no beginning; delete this line and the figure above it, which is then "
            + "drawn anew")
    }
  }

  private func checkIds() throws(Mistake) {
    var lines: [String: Int] = [:]
    for block in blocks {
      guard let id = block.id else { continue }
      if let first = lines[id] {
        let place = block.place(ofKey: "id")
        throw Mistake(
          name: name, line: place?.line ?? block.line, column: place?.column,
          message: "the id \(id) is used twice, first in line \(first); give each block its own")
      }
      lines[id] = block.line
    }
  }

  /// Returns the region of a block, `nil` if it has none yet.
  public func region(of index: Int) -> Region? {
    guard let range = regions[index] else { return nil }
    let stamp = RegionMarks.stamp(in: contents[range.lowerBound].withoutQuotes)
    let prefix = blocks[index].regionPrefix
    var lines = contents[range].dropFirst().dropLast().map {
      $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : $0.withoutQuotes
    }[...]
    if lines.first == "" { lines.removeFirst() }
    if lines.first == NotesHost.foldEnd { lines = lines.dropFirst(2) }
    if lines.last == "" { lines.removeLast() }
    return Region(stamp: stamp, lines: Array(lines))
  }

  // MARK: Writing

  /// Returns the bytes of the document with new regions.
  ///
  /// - Parameters:
  ///   - hidesSource: whether each block is folded into an HTML `<details>`.
  ///   - host: the program that shows the document.
  ///   - region: returns the region of the block at an index.
  /// - Throws: `Mistake` if a block has no closing fence, or if it must be folded but begins on the
  ///   line of a list marker or the host shows no folds; any error that `region` throws.
  public func updated(
    hidingSource hidesSource: Bool = false, for host: NotesHost = .github,
    _ region: (Int) throws -> Region
  ) throws -> [UInt8] {
    var bytes = Array(mark.utf8)
    var next = 0
    for (index, block) in blocks.enumerated() {
      try checkIsClosed(block)
      let region = try region(index)
      let old = regions[index]
      let ending = ending(ofLine: old?.upperBound ?? block.lastLine, of: block)
      func put(_ line: String) { bytes += ((block.regionPrefix + line).trimmedEnd + ending).utf8 }
      let fold = fold(above: block)
      bytes += self.bytes(of: next..<(fold?.lowerBound ?? block.line - 1))
      if hidesSource {
        try foldStart(of: block, for: host).forEach(put)
        put("")
      }
      bytes += self.bytes(of: block.line - 1..<block.lastLine)
      if lines[block.lastLine - 1].ending.isEmpty { bytes += ending.utf8 }
      next = block.lastLine
      // The text between the block and the region is kept.
      if let old {
        bytes += self.bytes(of: next..<old.lowerBound)
        next = old.upperBound
      } else {
        put("")
      }
      put(host.marks.begin(region.stamp))
      put("")
      if hidesSource {
        put(NotesHost.foldEnd)
        put("")
      }
      region.lines.forEach(put)
      put("")
      put(host.marks.end)
      let followsText =
        next < lines.count && !contents[next].withoutQuotes.isEmpty && old == nil
      if followsText { put("") }
    }
    return bytes + self.bytes(of: next..<lines.count)
  }

  /// Checks that a region can be put below a block.
  ///
  /// - Throws: `Mistake` if the block has no closing fence.
  public func checkIsClosed(_ block: NotesBlock) throws(Mistake) {
    guard !block.isClosed else { return }
    throw Mistake(
      name: name, line: block.line, column: block.prefix.unicodeScalars.count + 1,
      message: "this block has no closing fence; repeat the opening fence below the lesson")
  }

  /// The unchanged bytes of lines.
  func bytes(of range: Range<Int>) -> [UInt8] {
    lines[range].flatMap { Array($0.content.utf8) + Array($0.ending.utf8) }
  }

  /// The ending for new lines below a line, counted from 1: that of the line itself. With a
  /// different one, a carriage return and the line feed of an empty line could merge into one
  /// ending.
  func ending(ofLine line: Int, of block: NotesBlock) -> Substring {
    // The last line of the document may have none.
    [line, block.line].map { lines[$0 - 1].ending }.first { !$0.isEmpty } ?? "\n"
  }
}

extension String {
  var trimmedEnd: String {
    var text = self
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }

  /// The text without leading quote markers and list indentation.
  var withoutQuotes: String {
    String(drop { $0 == " " || $0 == "\t" || $0 == ">" }).trimmedEnd
  }
}
