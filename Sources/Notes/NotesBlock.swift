/// A fenced block of a document that holds a lesson, or names its file.
///
/// ```markdown
/// ~~~{.unroll #fig:bptt caption="The lecture" width=60%}
/// #| show: braces
/// cell: elman
/// …
/// ~~~
/// ```
public struct NotesBlock: Hashable, Sendable {
  /// The opening fence's line, from 1.
  public let line: Int
  /// The closing fence's line, or the last one where it is missing.
  public let lastLine: Int
  /// Whether a closing fence ends it, rather than the document's end or that of a list or quote.
  public let isClosed: Bool
  /// What stands before the block in its lines: marks of quotes, the indentation of lists.
  public let prefix: String
  /// The keys, from the info string and from first lines such as `#| show: 2` and `:show: 2`.
  public let options: [String: String]
  /// The id, if it has one.
  public var id: String? { options["id"] }
  /// The lesson's text.
  public let lesson: String
  /// The lesson's file, where the document's own syntax has a place for it.
  public let file: String?
  /// The document's line of the lesson's first one.
  public let lessonLine: Int

  /// Makes a block that a program found in a document, such as Pandoc or Sphinx.
  ///
  /// Lines `#| key: value` and `:key: value` at the head of the lesson are keys too.
  ///
  /// - Parameters:
  ///   - lesson: the block's text.
  ///   - file: the lesson's file, if the block names it apart from its text.
  ///   - options: the keys given elsewhere.
  ///   - line: the opening fence's line in the document, from 1; 0 where only the block is known,
  ///     whose lines are then counted from 1.
  ///   - textLine: the line of the text's first one; the next one after the fence if it is `nil`.
  ///   - prefix: what stands before the text in its lines.
  public init(
    lesson: String, file: String? = nil, options: [String: String], line: Int, textLine: Int? = nil,
    prefix: String = ""
  ) {
    self.init(
      body: lesson, file: file, options: options, isClosed: true, lines: line...line,
      prefix: prefix,
      textLine: textLine)
  }

  /// - Parameter isLastLineAnothers: whether another block begins in the line where the library
  ///   lets this one end, as it does when a list or quote ends before its block.
  init?(_ block: NotesDocument.CodeBlock, lines: [String], isLastLineAnothers: Bool) {
    guard let (options, file) = Self.keys(of: block.info) else { return nil }
    let opening = lines[block.first - 1]
    let start = opening.firstIndex { $0 == "`" || $0 == "~" } ?? opening.startIndex
    let fence = opening[start...].prefix { $0 == opening[start] }
    let height = block.literal.utf8.count { $0 == UInt8(ascii: "\n") }
    var isClosed = false
    if !isLastLineAnothers, block.last == block.first + height + 1, block.last <= lines.count {
      // A closing fence is a line of the block, but none of its text.
      let last = lines[block.last - 1].drop { $0 == " " || $0 == "\t" || $0 == ">" }.trimmingBlanks
      isClosed = last.allSatisfy { $0 == fence.first } && last.count >= fence.count
    }
    self.init(
      body: block.literal, file: file, options: options, isClosed: isClosed,
      lines: block.first...(isClosed ? block.last : min(block.first + height, lines.count)),
      // A list's mark stands in its first line alone; further lines are indented as far.
      prefix: String(opening[..<start].map { $0 == ">" || $0 == "\t" ? $0 : " " }))
  }

  private init(
    body: String, file: String? = nil, options: [String: String], isClosed: Bool,
    lines: ClosedRange<Int>, prefix: String, textLine: Int? = nil
  ) {
    let (options, rest, skipped) = Self.keys(atHeadOf: body, options)
    line = lines.lowerBound
    lastLine = lines.upperBound
    lesson = rest
    self.file = file
    lessonLine = (textLine ?? lines.lowerBound + 1) + skipped
    self.options = options
    self.prefix = prefix
    self.isClosed = isClosed
  }

  /// The block with another value of a key.
  ///
  ///     block.replacing("theme", by: "light")
  public func replacing(_ key: String, by value: String) -> NotesBlock {
    NotesBlock(
      body: lesson, file: file, options: options.merging([key: value]) { $1 }, isClosed: isClosed,
      lines: line...max(line, lastLine), prefix: prefix, textLine: lessonLine)
  }

  /// The block with keys for which it has none of its own.
  ///
  ///     block.completed(by: ["theme": "dark"])  // theme: light, if the block says so
  public func completed(by defaults: [String: String]) -> NotesBlock {
    NotesBlock(
      body: lesson, file: file, options: options.merging(defaults) { own, _ in own },
      isClosed: isClosed, lines: line...max(line, lastLine), prefix: prefix, textLine: lessonLine)
  }

  /// The block with what stands before its text in its lines, where that is known later.
  public func indented(by prefix: String) -> NotesBlock {
    NotesBlock(
      body: lesson, file: file, options: options, isClosed: isClosed,
      lines: line...max(line, lastLine), prefix: prefix, textLine: lessonLine)
  }
}
