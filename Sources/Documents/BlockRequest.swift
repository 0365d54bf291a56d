import Formulas
import Notes
import Publishing
import UnrollKit

/// A block as a plug-in hands it to `unroll block`.
public struct BlockRequest: Sendable {
  /// Why bytes are not a valid request.
  public struct Mistake: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Kind: Hashable, Sendable {
      /// It is not a JSON object.
      case noObject
      /// There is no such key.
      case unknownKey(String)
      /// The key's value is not of this kind.
      case value(key: String, expected: String)
      /// There is neither a lesson nor a file.
      case noLesson
      /// The value of a block's key is neither a string nor a number.
      case option
      /// There is no such format.
      case format
      /// A format is named more than once.
      case sameFormat(FigureFormat)
      /// It is longer than `mostBytes`.
      case tooLong
    }

    /// What is wrong.
    public let kind: Kind
  }

  let block: NotesBlock
  let place: BlockFigure.Place
  let formats: [FigureFormat]
  /// The folder for the pictures; `nil` if they go into the answer.
  let folder: String?

  /// The longest request: a lesson as long as lessons may be, with most of it escaped.
  public static let mostBytes = 8 * Lesson.mostBytes

  fileprivate static let keys = [
    "lesson", "file", "options", "formats", "document", "line", "fileColumn", "textLine", "indent",
    "home", "folder",
  ]

  /// Reads a request.
  ///
  /// - Throws: `Mistake`, which names the wrong key.
  public init(bytes: [UInt8]) throws(Mistake) {
    guard bytes.count <= Self.mostBytes else { throw Mistake(kind: .tooLong) }
    guard let fields = (try? JSON(parsing: bytes))?.object else { throw Mistake(kind: .noObject) }
    if let other = fields.keys.sorted().first(where: { !Self.keys.contains($0) }) {
      throw Mistake(kind: .unknownKey(other))
    }
    func text(_ key: String) throws(Mistake) -> String? {
      try Self.value(fields[key], key, "a string") { $0.string }
    }
    func number(_ key: String) throws(Mistake) -> Int? {
      try Self.value(fields[key], key, "a whole number that is not negative") { value in
        value.integer.flatMap { (0...1_000_000).contains($0) ? $0 : nil }
      }
    }
    let (lesson, file) = (try text("lesson"), try text("file"))
    guard lesson != nil || file != nil else { throw Mistake(kind: .noLesson) }
    block = NotesBlock(
      lesson: lesson ?? "", file: file, options: try Self.options(fields["options"]),
      line: try number("line") ?? 1, textLine: try number("textLine"),
      prefix: String(repeating: " ", count: try number("indent") ?? 0)
    ).namingFile(atColumn: try number("fileColumn").flatMap { $0 > 0 ? $0 : nil })
    let document = try text("document")
    let own = document?.folderWithSlash ?? ""
    let home = try text("home").map {
      BlockFigure.Place.Home(
        folder: $0, name: "the folder \($0)", remedy: BlockFigure.Place.Home.usualRemedy)
    }
    place = BlockFigure.Place(
      document: document ?? "standard input", folder: own,
      home: home
        ?? BlockFigure.Place.Home(
          folder: own, name: "the document's folder",
          remedy: "move it there, or name a folder above both as home"))
    formats = try Self.formats(fields["formats"])
    folder = try text("folder")
  }

  /// The block's keys; a number or a Boolean is taken as its text.
  private static func options(_ value: JSON?) throws(Mistake) -> [String: String] {
    let fields = try Self.value(value, "options", "an object of strings") { $0.object } ?? [:]
    var options: [String: String] = [:]
    for (key, value) in fields where value != .null {
      guard let text = value.string ?? value.integer.map({ "\($0)" }) else {
        throw Mistake(kind: .option)
      }
      options[key] = text
    }
    return options
  }

  private static func formats(_ value: JSON?) throws(Mistake) -> [FigureFormat] {
    let names = try Self.value(value, "formats", "a list of names") { $0.array } ?? ["svg"]
    let formats = names.compactMap { $0.string.flatMap(FigureFormat.init(fileExtension:)) }
    guard formats.count == names.count else { throw Mistake(kind: .format) }
    var seen = Set<FigureFormat>()
    if let twice = formats.first(where: { !seen.insert($0).inserted }) {
      throw Mistake(kind: .sameFormat(twice))
    }
    return formats
  }

  private static func value<Value>(
    _ value: JSON?, _ key: String, _ kind: String, _ read: (JSON) -> Value?
  ) throws(Mistake) -> Value? {
    guard let value, value != .null else { return nil }
    guard let found = read(value) else {
      throw Mistake(kind: .value(key: key, expected: kind))
    }
    return found
  }
}

extension BlockRequest.Mistake: CustomStringConvertible {
  /// What is wrong, as a sentence without a full stop.
  public var description: String { "the block on standard input \(complaint)" }

  private var complaint: String {
    switch kind {
    case .noObject: "is not a JSON object; unroll help block describes the format"
    case .unknownKey(let key):
      "has an unknown key \(key); "
        + Spelling.advice(for: key, among: BlockRequest.keys, intro: "the keys are")
    case .value(let key, let expected): "has a value for \(key) that is not \(expected)"
    case .noLesson: "has neither lesson nor file"
    case .option: "has an option that is not a string; write {\"show\": \"2-5\"}"
    case .format:
      "has an unknown format; the formats are "
        + FigureFormat.allCases.map(\.rawValue).listed
    case .sameFormat(let format):
      "names the format \(format.rawValue) more than once; name each format once"
    case .tooLong:
      "has more than \(BlockRequest.mostBytes / 1_000_000) MB; give the lesson as a file"
    }
  }
}
