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
  public private(set) var prefix: String
  /// The prefix of the lines around the block, where it differs from that of its text.
  private var outerPrefix: String?
  /// The prefix of a region below the block.
  var regionPrefix: String { outerPrefix ?? prefix }
  /// The keys, from the info string and from leading lines such as `#| show: 2` and `:show: 2`.
  public private(set) var options: [String: String]
  /// Where the keys are: in the line of the fence, or in the lines of the text after its prefix.
  private var keyPlaces: [String: KeyPlace]
  /// The keys as `key=value`, sorted by key.
  public var sortedOptions: [String] { sortedOptions { _ in true } }
  /// Returns some of the keys as `key=value`, sorted by key.
  public func sortedOptions(where isIncluded: (_ key: String) -> Bool) -> [String] {
    options.filter { isIncluded($0.key) }.sorted { $0.key < $1.key }
      .map { "\($0.key)=\($0.value)" }
  }
  /// The id, if it has one.
  public var id: String? { options["id"] }
  /// The text of the lesson.
  public let lesson: String
  /// The file of the lesson, if the document's syntax has a separate place for it.
  public let file: String?
  /// The line number in the document of the first line of the lesson.
  public let lessonLine: Int

  /// Where the file is named, if the document's syntax has a separate place for it.
  private var filePlace: KeyPlace?

  /// Why the keys in its first lines cannot be read, without a full stop; its place is that of
  /// `faultKey`.
  public let fault: String?
  /// A name that no key has.
  public static let faultKey = "\0"

  struct KeyPlace: Hashable {
    let line, offset: Int
    let isInText: Bool
  }

  /// Returns the line and the column, in Unicode scalars from 1, at which a key is written; `nil` if
  /// they are not known.
  public func place(ofKey key: String) -> (line: Int, column: Int)? {
    guard line > 0, let place = keyPlaces[key] else { return nil }
    let start = place.isInText ? prefix.unicodeScalars.count : 0
    return (place.line, start + place.offset + 1)
  }

  /// The line and the column, in Unicode scalars from 1, at which `file` is named; `nil` if they are
  /// not known.
  public var placeOfFile: (line: Int, column: Int)? {
    filePlace.map { place in
      (place.line, place.offset + 1 + (place.isInText ? prefix.unicodeScalars.count : 0))
    }
  }

  /// Returns the line and the column of a place in the text of the lesson, in Unicode scalars from 1.
  ///
  /// - Parameters:
  ///   - line: the line of the text, from 0.
  ///   - offset: the number of Unicode scalars before the place in this line.
  public func place(inLesson line: Int, offset: Int) -> (line: Int, column: Int) {
    (lessonLine + line, prefix.unicodeScalars.count + offset + 1)
  }

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
      textLine: textLine, prefix: prefix)
  }

  /// - Parameter isLastLineAnothers: whether another block begins on the line that the library
  ///   reports as the last of this block, as happens if a list or quote ends before its block.
  init?(_ block: NotesDocument.Literal, lines: [String], isLastLineAnothers: Bool) {
    guard let (options, file, offsets) = Self.keys(of: block.info) else { return nil }
    let opening = lines[block.first - 1]
    let infoStart = Self.start(ofInfo: block.info, in: opening)
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
      body: block.literal, file: file, options: options,
      offsets: infoStart.map { start in offsets.mapValues { start + $0 } } ?? [:],
      isClosed: isClosed,
      lines: block.first...(isClosed ? block.last : min(block.first + height, lines.count)),
      // A list marker is only on the first line; the following lines are indented equally far.
      prefix: String(opening[..<start].map { $0 == ">" || $0 == "\t" ? $0 : " " }),
      hasDashes: Self.isDirective(block.info))
    if let file, let infoStart, let range = block.info.firstRange(of: " " + file) {
      let inInfo = block.info.unicodeScalars.distance(
        from: block.info.startIndex, to: range.lowerBound)
      filePlace = KeyPlace(line: line, offset: infoStart + inInfo + 1, isInText: false)
    }
  }

  /// Returns the offset of an info string in its line; `nil` if it is written with escapes.
  static func start(ofInfo info: String, in line: String) -> Int? {
    line.firstRange(of: info).map {
      line.unicodeScalars.distance(from: line.startIndex, to: $0.lowerBound)
    }
  }

  /// Creates a block from its parts.
  ///
  /// - Parameters:
  ///   - offsets: where the keys are in its first line.
  ///   - outerPrefix: the prefix of the lines around it; `nil` for that of its text.
  init(
    body: String, file: String? = nil, options: [String: String], offsets: [String: Int] = [:],
    isClosed: Bool = true, lines: ClosedRange<Int>, textLine: Int? = nil, prefix: String = "",
    outerPrefix: String? = nil, hasDashes: Bool = false
  ) {
    let header = BlockHeader(of: body, hasDashes: hasDashes)
    let firstLine = textLine ?? lines.lowerBound + 1
    func place(_ line: Int, _ offset: Int) -> KeyPlace {
      KeyPlace(line: firstLine + line, offset: offset, isInText: true)
    }
    var places = offsets.mapValues {
      KeyPlace(line: lines.lowerBound, offset: $0, isInText: false)
    }.merging(header.places.mapValues { place($0.line, $0.offset) }) { $1 }
    var named = Self.named(options.merging(header.options) { $1 }, &places)
    // The file may be a key, as in the text of a block.
    if file == nil, let lesson = named.removeValue(forKey: "lesson"), !lesson.isEmpty {
      self.file = lesson
      filePlace = places.removeValue(forKey: "lesson")
    } else {
      self.file = file
    }
    self.options = named
    let wrong = header.fault ?? header.late(in: body)
    if let fault = wrong {
      places[Self.faultKey] = place(fault.line, fault.offset)
    }
    keyPlaces = places
    fault = wrong?.message
    line = lines.lowerBound
    lastLine = lines.upperBound
    lesson = body.textLines.dropFirst(header.lines)
      .map { $0.content + ($0.ending.isEmpty ? "" : "\n") }.joined()
    lessonLine = firstLine + header.lines
    (self.prefix, self.outerPrefix) = (prefix, outerPrefix)
    self.isClosed = isClosed
  }

  /// Returns the block with a new value for a key.
  ///
  ///     block.replacing("theme", by: "light")
  public func replacing(_ key: String, by value: String) -> NotesBlock {
    var block = self
    block.options[key] = value
    return block
  }

  /// Returns the block with a value for a key that its text has in a line and column, from 1.
  public func replacing(
    _ key: String, by value: String, at place: (line: Int, column: Int)
  ) -> NotesBlock {
    var block = replacing(key, by: value)
    block.keyPlaces[key] = KeyPlace(
      line: lessonLine + place.line - 1, offset: place.column - 1, isInText: true)
    return block
  }

  /// Returns the block with defaults for the keys that it does not have.
  ///
  ///     block.completed(by: ["theme": "dark"])  // still light if the block has theme: light
  public func completed(by defaults: [String: String]) -> NotesBlock {
    var block = self
    block.options.merge(defaults) { own, _ in own }
    return block
  }

  /// Returns the block with the column of its file's name in its first line, in Unicode scalars from
  /// 1; `nil` if that is not known.
  public func namingFile(atColumn column: Int?) -> NotesBlock {
    var block = self
    block.filePlace = column.map { KeyPlace(line: line, offset: $0 - 1, isInText: false) }
    return block
  }

  /// Returns the block with the prefix of its lines, if that becomes known only later.
  public func indented(by prefix: String) -> NotesBlock {
    var block = self
    block.prefix = prefix
    return block
  }
}
