/// A document as Pandoc passes it to a filter, with lessons in its code blocks.
///
///     let document = try PandocDocument(bytes: standardInput)
///     document.found.map(\.name)                       // "notes.md", or "block 1 (fig:one)"
///     try document.replaced { _ in [[…]] }             // the bytes, with figures instead of code
///
/// Blocks are found anywhere: in lists, quotes, divs, table cells, footnotes and metadata. All
/// other elements pass through unchanged. A region that `unroll embed` wrote below a block shows
/// the same figure, so it is removed with its block.
///
/// Source: pandoc-types 1.22 and 1.23, and the output of Pandoc 2.17 and 3.9.
public struct PandocDocument: Sendable {
  /// An error in a document.
  public struct Mistake: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong and what to do, without a full stop.
    public let description: String
  }

  /// A block with a lesson.
  public struct Found: Hashable, Sendable {
    /// Its text and keys; the line is 0 if Pandoc does not give it.
    public let block: NotesBlock
    /// The name to which line numbers in messages refer: that of the document, or of the block
    /// itself.
    public let name: String
    /// Its classes other than `unroll`, which the figure keeps.
    public let classes: [String]
    /// Whether Pandoc read the whole block as text, so that its keys and its lesson are lost.
    public let isText: Bool
    /// Whether Pandoc read the keys in braces as text, as it does in GitHub-flavoured Markdown.
    public let hasUnreadKeys: Bool
    /// Whether it is in a list, a quote, a table or a footnote, where PowerPoint slides can contain
    /// only text.
    public let isWithinText: Bool
  }

  /// The blocks in document order.
  public private(set) var found: [Found] = []
  /// The settings in the metadata, as text: the keys under `unroll`, or keys such as
  /// `unroll.theme`.
  public let settings: [String: String]
  /// Whether Pandoc has a Figure element, as since version 1.23 of its API.
  public let hasFigures: Bool
  private let json: JSON

  /// Parses a document.
  ///
  /// - Throws: `Mistake` if it is not a document, if its API version is neither 1.22 nor 1.23, or
  ///   if `unroll` in its metadata is not a map.
  public init(bytes: [UInt8]) throws(Mistake) {
    let json: JSON
    do {
      json = try JSON(parsing: bytes)
    } catch {
      throw Mistake(
        description: bytes.isEmpty
          ? "standard input is empty; run this command as a filter: pandoc --filter unroll"
          : "standard input is not JSON; run pandoc --filter unroll, or pipe the output of "
            + "pandoc -t json to this command")
    }
    guard let version = json["pandoc-api-version"].array?.compactMap(\.integer), version.count > 1,
      json["blocks"].array != nil
    else {
      throw Mistake(
        description: "standard input is not a Pandoc document; pipe the output of "
          + "pandoc -t json to this command")
    }
    guard version[0] == 1, version[1] == 22 || version[1] == 23 else {
      let name = version.map(String.init).joined(separator: ".")
      throw Mistake(
        description:
          "this Pandoc uses version \(name) of its API, but this filter supports 1.22 and "
          + "1.23; use Pandoc 2.11 to 3.x")
    }
    self.json = json
    hasFigures = version[1] == 23
    settings = try Self.settings(in: json["meta"])
    var found: [Found] = []
    _ = Self.walked(json) { code, place in
      let number = found.count + 1
      found.append(
        Found.isLesson(code)
          ? Found(code: code, number: number, isWithinText: place.isWithinText)
          : Found(text: code, number: number, isWithinText: place.isWithinText))
      return nil
    }
    self.found = found
  }

  /// The keys under `unroll`, and those from the command line, such as `-M unroll.theme=dark`.
  private static func settings(in metadata: JSON) throws(Mistake) -> [String: String] {
    let own = metadata["unroll"]
    guard own == .null || own["t"].string == "MetaMap" else {
      throw Mistake(
        description: "unroll in the metadata must contain keys, each on a separate line, such as "
          + "theme: dark")
    }
    var settings = (own["c"].object ?? [:]).mapValues(\.plainWords)
    for (key, value) in metadata.object ?? [:] where key.hasPrefix("unroll.") {
      settings[String(key.dropFirst("unroll.".count))] = value.plainWords
    }
    return settings
  }

  /// Returns the bytes of the document with the lessons' blocks replaced.
  ///
  /// - Parameter slides: returns the replacement of the block at an index; `nil` leaves it as code.
  ///   In a slide deck, each element after the first begins a new slide under the same heading; an
  ///   empty first element has no effect on a slide that shows only its heading so far.
  public func replaced(by slides: (Int) throws -> [[JSON]]?) rethrows -> [UInt8] {
    var index = -1
    return try Self.walked(json) { _, place in
      index += 1
      guard var slides = try slides(index) else { return nil }
      if !place.hasContent { slides = Array(slides.drop(while: \.isEmpty)) }
      guard let first = slides.first else { return nil }
      let separator =
        place.slideLevel == nil ? [] : [place.heading ?? .object(["t": "HorizontalRule"])]
      return first + slides.dropFirst().flatMap { separator + $0 }
    }.bytes
  }

  // MARK: The walk

  /// The context in which a walk visits a block.
  private struct Place {
    /// The heading of the slide, only at the top level.
    var heading: JSON?
    /// The level of the headings that begin slides; `nil` if no slide can begin here.
    var slideLevel: Int?
    /// Whether the slide shows more than its heading.
    var hasContent = false
    var isWithinText = false

    /// Takes note of a block at the top level, which comes before the next ones.
    mutating func pass(_ block: JSON) {
      guard let slideLevel else { return }
      switch block["t"].string {
      case "HorizontalRule": (heading, hasContent) = (nil, false)
      case "Header":
        let level = PandocDocument.level(ofHeading: block) ?? slideLevel
        hasContent = level > slideLevel
        if level < slideLevel { heading = nil }
        if level == slideLevel { heading = PandocDocument.copy(ofHeading: block) }
      // Comments of HTML, and the beginning of what unroll embed folds.
      case "RawBlock": break
      case "Div" where block["c"][0][1].array?.contains("notes") == true: break
      default: hasContent = true
      }
    }
  }

  private typealias Visit = (_ code: JSON, _ place: Place) throws -> [JSON]?

  /// Visits the blocks in reading order, and then those in the metadata.
  private static func walked(_ document: JSON, _ visit: Visit) rethrows -> JSON {
    guard case .object(var parts) = document else { return document }
    let blocks = document["blocks"].array ?? []
    parts["blocks"] = try walked(
      blocks: blocks, at: Place(slideLevel: slideLevel(of: blocks)), visit)
    parts["meta"] = try walked(within: document["meta"], at: Place(), visit)
    return .object(parts)
  }

  private static func walked(within json: JSON, at place: Place, _ visit: Visit) rethrows -> JSON {
    switch json {
    case .array(let elements):
      return try walked(blocks: elements, at: place, visit)
    case .object(var object):
      var inner = Place(isWithinText: place.isWithinText)
      if let type = object["t"]?.string, Found.textTypes.contains(type) {
        inner.isWithinText = true
      }
      for (key, value) in object.sorted(by: { $0.key < $1.key }) {
        object[key] = try walked(within: value, at: inner, visit)
      }
      return .object(object)
    default: return json
    }
  }

  private static func walked(blocks: [JSON], at place: Place, _ visit: Visit) rethrows -> JSON {
    var result: [JSON] = []
    var place = place
    var index = 0
    while index < blocks.count {
      let block = blocks[index]
      index += 1
      defer { place.pass(block) }
      guard Found.isLesson(block) || Found.isLessonAsText(block) else {
        result.append(
          try walked(within: block, at: Place(isWithinText: place.isWithinText), visit))
        continue
      }
      guard let replaced = try visit(block, place) else {
        result.append(block)
        continue
      }
      if let region = EmbeddedRegion(at: index, of: blocks) {
        index = region.end
        if region.isFolded { EmbeddedRegion.removeFold(at: &result) }
      }
      result += replaced
    }
    return .array(result)
  }

  private static func level(ofHeading block: JSON) -> Int? {
    block["t"].string == "Header" ? block["c"][0].integer : nil
  }

  /// The level of the headings that begin slides: the highest level that is followed by something
  /// other than a heading, which is Pandoc's default for `--slide-level`.
  private static func slideLevel(of blocks: [JSON]) -> Int {
    zip(blocks, blocks.dropFirst()).compactMap { block, next in
      ["Header", "HorizontalRule"].contains(next["t"].string) ? nil : level(ofHeading: block)
    }.min() ?? 6
  }

  /// A copy of a heading without its id, which must be unique.
  private static func copy(ofHeading heading: JSON) -> JSON {
    let attributes = heading["c"][1]
    return .element(
      "Header", [heading["c"][0], ["", attributes[1], attributes[2]], heading["c"][2]])
  }
}
