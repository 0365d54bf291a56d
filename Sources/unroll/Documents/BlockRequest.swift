import Notes
import Publishing

/// A block as a plug-in tells it to `unroll block`.
struct BlockRequest {
  let block: NotesBlock
  let place: BlockFigure.Place
  let formats: [FigureFormat]
  /// Where the pictures go, if not into the answer.
  let folder: String?

  private static let keys = [
    "lesson", "file", "options", "formats", "document", "line", "textLine", "indent", "home",
    "folder",
  ]

  /// Reads a request.
  ///
  /// - Throws: `Failure` that names the key which is wrong.
  init(bytes: [UInt8]) throws {
    guard let fields = (try? JSON(parsing: bytes))?.object else {
      throw Self.wrong("holds no object of JSON; unroll help block tells what it reads")
    }
    if let other = fields.keys.sorted().first(where: { !Self.keys.contains($0) }) {
      throw Self.wrong(
        "has no use for the key \(other); the keys are " + Self.keys.joined(separator: ", "))
    }
    func text(_ key: String) throws -> String? {
      try Self.value(fields[key], key, "a text") { $0.string }
    }
    func number(_ key: String) throws -> Int? {
      try Self.value(fields[key], key, "a whole number that is not negative") { value in
        value.integer.flatMap { (0...1_000_000).contains($0) ? $0 : nil }
      }
    }
    let (lesson, file) = (try text("lesson"), try text("file"))
    guard lesson != nil || file != nil else { throw Self.wrong("has neither lesson nor file") }
    block = NotesBlock(
      lesson: lesson ?? "", file: file, options: try Self.options(fields["options"]),
      line: try number("line") ?? 1, textLine: try number("textLine"),
      prefix: String(repeating: " ", count: try number("indent") ?? 0))
    let document = try text("document") ?? "standard input"
    let own =
      fields["document"] == nil
      ? "" : document.lastIndex(of: "/").map { String(document[...$0]) } ?? ""
    place = BlockFigure.Place(
      document: document, folder: own,
      home: try text("home").map {
        BlockFigure.Place.Home(folder: $0, name: "the folder \($0)", remedy: "move it there")
      }
        ?? BlockFigure.Place.Home(
          folder: own, name: "the document's folder",
          remedy: "move it there, or name a folder above both as home"))
    formats = try Self.formats(fields["formats"])
    folder = try text("folder")
  }

  /// The block's keys; a number or a truth value is as good as its text.
  private static func options(_ value: JSON?) throws -> [String: String] {
    let fields = try Self.value(value, "options", "an object of texts") { $0.object } ?? [:]
    return try fields.filter { $0.value != .null }.mapValues { value in
      if let text = value.string { return text }
      if let number = value.integer { return "\(number)" }
      throw wrong("has an option that is no text, such as {\"show\": \"2-5\"}")
    }
  }

  private static func formats(_ value: JSON?) throws -> [FigureFormat] {
    let names = try Self.value(value, "formats", "a list of names") { $0.array } ?? ["svg"]
    let all = FigureFormat.allCases.map(\.rawValue).joined(separator: ", ")
    return try names.map { name in
      guard let format = name.string.flatMap(FigureFormat.init(fileExtension:)) else {
        throw wrong("has formats that are not among \(all)")
      }
      return format
    }
  }

  private static func value<Value>(
    _ value: JSON?, _ key: String, _ kind: String, _ read: (JSON) -> Value?
  ) throws -> Value? {
    guard let value, value != .null else { return nil }
    guard let found = read(value) else { throw wrong("has a \(key) that is not \(kind)") }
    return found
  }

  private static func wrong(_ message: String) -> Failure {
    Failure.usage("the block on standard input \(message)")
  }
}
