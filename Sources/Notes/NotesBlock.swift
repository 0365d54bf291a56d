/// A fenced block in a document that contains a lesson or names its file.
///
/// ```markdown
/// ~~~{.unroll #fig:bptt caption="The lecture" width=60%}
/// #| show: braces
/// cell: elman
/// …
/// ~~~
/// ```
public struct NotesBlock: Hashable, Sendable {
  /// The line number of the opening fence, counted from 1.
  public let line: Int
  /// The line number of the closing fence, or of the last line if there is none.
  public let lastLine: Int
  /// Whether the block ends with a closing fence, rather than at the end of the document, a list or
  /// a quote.
  public let isClosed: Bool
  /// The prefix of each line of the block: quote markers and the indentation of lists.
  public let prefix: String
  /// The keys, from the info string and from leading lines such as `#| show: 2` and `:show: 2`.
  public let options: [String: String]
  /// The id, if it has one.
  public var id: String? { options["id"] }
  /// The text of the lesson.
  public let lesson: String
  /// The file of the lesson, if the document's syntax has a separate place for it.
  public let file: String?
  /// The line number in the document of the first line of the lesson.
  public let lessonLine: Int

  /// Creates a block that another program, such as Pandoc or Sphinx, found in a document.
  ///
  /// Lines `#| key: value` and `:key: value` at the start of the lesson are parsed as keys too.
  ///
  /// - Parameters:
  ///   - lesson: the text of the block.
  ///   - file: the file of the lesson, if the block names it separately from its text.
  ///   - options: the keys given outside the text.
  ///   - line: the line number of the opening fence in the document, counted from 1; 0 if it is
  ///     unknown, in which case lines are counted within the block, from 1.
  ///   - textLine: the line number of the first line of the text; `nil` for the line after the
  ///     fence.
  ///   - prefix: the prefix of each line of the text.
  public init(
    lesson: String, file: String? = nil, options: [String: String], line: Int, textLine: Int? = nil,
    prefix: String = ""
  ) {
    self.init(
      body: lesson, file: file, options: options, isClosed: true, lines: line...line,
      prefix: prefix,
      textLine: textLine)
  }

  /// - Parameter isLastLineAnothers: whether another block begins on the line that the library
  ///   reports as the last of this block, as happens if a list or quote ends before its block.
  init?(_ block: NotesDocument.CodeBlock, lines: [String], isLastLineAnothers: Bool) {
    guard let (options, file) = Self.keys(of: block.info) else { return nil }
    let opening = lines[block.first - 1]
    let start = opening.firstIndex { $0 == "`" || $0 == "~" } ?? opening.startIndex
    let fence = opening[start...].prefix { $0 == opening[start] }
    let height = block.literal.utf8.count { $0 == UInt8(ascii: "\n") }
    var isClosed = false
    if !isLastLineAnothers, block.last == block.first + height + 1, block.last <= lines.count {
      // A closing fence is a line of the block, but not of its text.
      let last = lines[block.last - 1].drop { $0 == " " || $0 == "\t" || $0 == ">" }.trimmingBlanks
      isClosed = last.allSatisfy { $0 == fence.first } && last.count >= fence.count
    }
    self.init(
      body: block.literal, file: file, options: options, isClosed: isClosed,
      lines: block.first...(isClosed ? block.last : min(block.first + height, lines.count)),
      // A list marker is only on the first line; the following lines are indented equally far.
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

  /// Returns the block with a new value for a key.
  ///
  ///     block.replacing("theme", by: "light")
  public func replacing(_ key: String, by value: String) -> NotesBlock {
    NotesBlock(
      body: lesson, file: file, options: options.merging([key: value]) { $1 }, isClosed: isClosed,
      lines: line...max(line, lastLine), prefix: prefix, textLine: lessonLine)
  }

  /// Returns the block with defaults for the keys that it does not have.
  ///
  ///     block.completed(by: ["theme": "dark"])  // still light if the block has theme: light
  public func completed(by defaults: [String: String]) -> NotesBlock {
    NotesBlock(
      body: lesson, file: file, options: options.merging(defaults) { own, _ in own },
      isClosed: isClosed, lines: line...max(line, lastLine), prefix: prefix, textLine: lessonLine)
  }

  /// Returns the block with the prefix of its lines, if that becomes known only later.
  public func indented(by prefix: String) -> NotesBlock {
    NotesBlock(
      body: lesson, file: file, options: options, isClosed: isClosed,
      lines: line...max(line, lastLine), prefix: prefix, textLine: lessonLine)
  }
}
