/// A document as Pandoc hands it to a filter, with lessons in its code blocks.
///
///     let document = try PandocDocument(bytes: standardInput)
///     document.found.map(\.name)                       // "notes.md", or "block 1 (fig:one)"
///     try document.replaced { _ in [[…]] }             // the bytes, with figures for code
///
/// Blocks are found wherever they stand: in lists, quotes, divisions, cells of tables, notes and
/// metadata. Whatever else is in the document goes through as it came. A region that
/// `unroll embed` wrote below a block shows the same figure, and goes with its block.
///
/// Source: pandoc-types 1.22 and 1.23, and how Pandoc 2.17 and 3.9 write them.
public struct PandocDocument: Sendable {
  /// What is wrong with a document, and what to do.
  public struct Mistake: Error, Hashable, Sendable, CustomStringConvertible {
    /// In words, without a full stop.
    public let description: String
  }

  /// A block with a lesson.
  public struct Found: Hashable, Sendable {
    /// Its text and keys; line 0 where Pandoc does not tell the line.
    public let block: NotesBlock
    /// What messages call the place of its lines: the document, or the block itself.
    public let name: String
    /// Its classes beside its own, for the figure to keep.
    public let classes: [String]
    /// Whether Pandoc took the keys in braces for letters, as in the flavour of GitHub.
    public let hasUnreadKeys: Bool
    /// Whether it stands in a list, a quote, a table or a note, where a slide of PowerPoint has
    /// words only.
    public let isWithinText: Bool
  }

  /// The blocks in the document's order.
  public private(set) var found: [Found] = []
  /// What the metadata says to us, as text: the keys under `unroll`, or `unroll.theme` and the like.
  public let settings: [String: String]
  /// Whether Pandoc knows figures as such: since its interface 1.23.
  public let hasFigures: Bool
  private let json: JSON

  /// Reads a document.
  ///
  /// - Throws: `Mistake` when it is none, when its version is another than 1.22 or 1.23, or when
  ///   `unroll` in its metadata holds no keys.
  public init(bytes: [UInt8]) throws(Mistake) {
    let json: JSON
    do {
      json = try JSON(parsing: bytes)
    } catch {
      throw Mistake(
        description: bytes.isEmpty
          ? "standard input is empty; Pandoc starts this command: pandoc --filter unroll"
          : "standard input is no JSON; Pandoc starts this command, or pipe to it what "
            + "pandoc -t json writes")
    }
    guard let version = json["pandoc-api-version"].array?.compactMap(\.integer), version.count > 1,
      json["blocks"].array != nil
    else {
      throw Mistake(
        description: "standard input is no document of Pandoc's; pipe to this command what "
          + "pandoc -t json writes")
    }
    guard version[0] == 1, version[1] == 22 || version[1] == 23 else {
      let name = version.map(String.init).joined(separator: ".")
      throw Mistake(
        description:
          "this Pandoc speaks version \(name) of its interface, and this filter 1.22 and "
          + "1.23; use Pandoc 2.11 to 3.x")
    }
    self.json = json
    hasFigures = version[1] == 23
    settings = try Self.settings(in: json["meta"])
    var found: [Found] = []
    _ = Self.walked(json) { code, place in
      found.append(Found(code: code, number: found.count + 1, isWithinText: place.isWithinText))
      return nil
    }
    self.found = found
  }

  /// The keys under `unroll`, and those of the command line: `-M unroll.theme=dark`.
  private static func settings(in metadata: JSON) throws(Mistake) -> [String: String] {
    let own = metadata["unroll"]
    guard own == .null || own["t"].string == "MetaMap" else {
      throw Mistake(
        description: "unroll in the metadata holds keys, each in a line of its own, such as "
          + "theme: dark")
    }
    var settings = (own["c"].object ?? [:]).mapValues(\.plainWords)
    for (key, value) in metadata.object ?? [:] where key.hasPrefix("unroll.") {
      settings[String(key.dropFirst("unroll.".count))] = value.plainWords
    }
    return settings
  }

  /// Returns the document's bytes with other blocks for those with lessons.
  ///
  /// - Parameter slides: for a block's index, what stands for it; `nil` leaves it as code. In a
  ///   deck of slides, each element after the first begins a new slide under the same heading.
  public func replaced(by slides: (Int) throws -> [[JSON]]?) rethrows -> [UInt8] {
    var index = -1
    return try Self.walked(json) { _, place in
      index += 1
      guard let slides = try slides(index), let first = slides.first else { return nil }
      let separator =
        place.slideLevel == nil ? [] : [place.heading ?? .object(["t": "HorizontalRule"])]
      return first + slides.dropFirst().flatMap { separator + $0 }
    }.bytes
  }

  // MARK: The walk

  /// Where a walk meets a block.
  private struct Place {
    /// The heading of the slide, on the top level alone.
    var heading: JSON?
    /// The level of the headings that begin slides; `nil` where none can begin.
    var slideLevel: Int?
    var isWithinText = false
  }

  private typealias Visit = (_ code: JSON, _ place: Place) throws -> [JSON]?

  /// Walks in the order in which a reader meets the blocks, and then through the metadata.
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
      if let slideLevel = place.slideLevel, let level = level(ofHeading: block) {
        if level < slideLevel { place.heading = nil }
        if level == slideLevel { place.heading = copy(ofHeading: block) }
      }
      guard Found.isLesson(block) else {
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

  /// The level of the headings that begin slides: the highest one that something other than a
  /// heading follows, as Pandoc has it where `--slide-level` says nothing else.
  private static func slideLevel(of blocks: [JSON]) -> Int {
    zip(blocks, blocks.dropFirst()).compactMap { block, next in
      ["Header", "HorizontalRule"].contains(next["t"].string) ? nil : level(ofHeading: block)
    }.min() ?? 6
  }

  /// A heading once more, without its id, which must stand once.
  private static func copy(ofHeading heading: JSON) -> JSON {
    let attributes = heading["c"][1]
    return .element(
      "Header", [heading["c"][0], ["", attributes[1], attributes[2]], heading["c"][2]])
  }
}
