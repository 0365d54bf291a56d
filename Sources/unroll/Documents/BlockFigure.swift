import Formulas
import Foundation
import Notes
import Publishing

/// One block of a document, its keys checked and its lesson's text at hand: what is to be drawn.
struct BlockFigure {
  /// How several steps stand together.
  enum Shape: String, CaseIterable {
    case figure, strip, grid, stack

    /// How many of so many steps stand in one row.
    func inRow(of steps: Int) -> Int {
      switch self {
      case .figure, .stack: 1
      case .strip: max(steps, 1)
      case .grid: min(2, max(steps, 1))
      }
    }
  }

  /// Where a block stands, for messages and for the files that it names.
  struct Place {
    /// The document's name as in messages.
    let document: String
    /// The document's folder with its slash; empty for the working folder.
    let folder: String
    /// Whether a lesson's file may lie outside the folder.
    var allowsOutside = false
    /// The folder that a lesson's file must not lie outside of; `nil` is the document's own.
    var home: Home?

    /// A folder of several documents, such as a book.
    struct Home {
      /// Its path; empty for the working folder.
      let folder: String
      /// What it is called in messages.
      let name: String
      /// What the author can do to take a lesson from elsewhere.
      let remedy: String
    }
  }

  let block: NotesBlock
  let place: Place
  let shape: Shape
  /// The block's name as a part of file names: of its id, or of its content.
  let name: String
  /// The hash of all that the pictures depend on but the machine.
  let key: String
  /// A name for files in a folder of several documents, whose blocks may have the same id.
  var uniqueName: String { block.id == nil ? name : name + "-" + key }
  /// The lesson, of the block or of its file.
  let text: String
  /// The lesson's file, where the block names one.
  let path: String?
  let language: Language?

  static let keys = [
    "id", "show", "as", "caption", "alt", "width", "theme", "panel", "language",
  ]

  // A file's name has 255 bytes; step, theme, hash and extension follow the id.
  private static let longestName = 190

  /// Checks a block's keys and reads the lesson's file if it names one.
  ///
  /// - Throws: `Failure` with the block's line of the document.
  init(_ block: NotesBlock, at place: Place) throws {
    self.block = block
    self.place = place
    let wrong = { (message: String) in Self.wrong(message, in: block, at: place) }
    func choice<Choice: RawRepresentable & CaseIterable>(
      _ key: String, of type: Choice.Type
    ) throws -> Choice? where Choice.RawValue == String {
      guard let word = block.options[key] else { return nil }
      if let choice = Choice(rawValue: word) { return choice }
      let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw wrong("\(key) is \(all), not \(word)")
    }
    for key in block.options.keys.sorted() where !Self.keys.contains(key) {
      guard !key.isEmpty else {
        throw wrong("keys of a block are written as key=value, with no blank beside the sign")
      }
      let guess = Spelling.nearest(to: key, among: Self.keys).map { "did you mean \($0)?" }
      throw wrong(
        "a block has no key \(key); \(guess ?? "its keys are " + Self.keys.joined(separator: ", "))"
      )
    }
    shape = try choice("as", of: Shape.self) ?? .figure
    language = try choice("language", of: Language.self)
    if let panel = block.options["panel"], !["none", "shown"].contains(panel) {
      throw wrong("panel is shown or none, not \(panel)")
    }
    if let width = block.options["width"], FigureWidth(width) == nil {
      throw wrong("width is a number and %, px, em, cm, mm, in or pt, such as 60%; not \(width)")
    }
    path = try Self.lessonFile(of: block, at: place, wrong)
    if let path {
      let bytes: [UInt8]
      do {
        bytes = try InputFile.bytes(of: path, kind: "lesson file")
      } catch let failure as Failure {
        throw wrong(String(failure.message.dropFirst("unroll: error: ".count)))
      }
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw wrong("\(path) is not UTF-8; save it as UTF-8")
      }
      // A copy of the document may have other line endings, and is the same lesson.
      self.text = text.withLineFeeds
    } else {
      text = block.lesson
    }
    key = ContentHash.of(
      [text, Unroll.configuration.version]
        + block.options.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
    name = block.id.map(LessonFileName.safe) ?? "unroll-" + key
    guard name.utf8.count <= Self.longestName else {
      throw wrong("the id is too long for a file's name; take one of at most 150 letters")
    }
  }

  /// The lesson's file where the block is one line that names it.
  private static func lessonFile(
    of block: NotesBlock, at place: Place, _ wrong: (String) -> Failure
  ) throws -> String? {
    guard let name = try lessonFileName(of: block, wrong) else { return nil }
    let path = path(of: name, at: place)
    guard !place.allowsOutside else { return path }
    let folder = place.home?.folder ?? place.folder
    let home = URL(fileURLWithPath: folder.isEmpty ? "." : folder).resolvingSymlinksInPath().path
    let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let isInside = file == home || file.hasPrefix(home.hasSuffix("/") ? home : home + "/")
    guard !name.hasPrefix("/"), isInside else {
      throw wrong(
        "\(name) lies outside \(place.home?.name ?? "the document's folder"); "
          + (place.home?.remedy ?? "--allow-outside takes it all the same"))
    }
    return path
  }

  private static func path(of name: Substring, at place: Place) -> String {
    name.hasPrefix("/") ? String(name) : place.folder + name
  }

  /// The file that a block names, allowed or not and there or not; `nil` where it names none.
  static func namedFile(of block: NotesBlock, at place: Place) -> String? {
    let name = try? lessonFileName(of: block) { Failure.lesson($0) }
    return name.map { path(of: $0, at: place) }
  }

  private static func lessonFileName(
    of block: NotesBlock, _ wrong: (String) -> Failure
  ) throws -> Substring? {
    let lines = block.lesson.textLines.map(\.content)
      .filter { !$0.allSatisfy(\.isWhitespace) && !$0.hasPrefix("#") }
    if let file = block.file {
      guard lines.isEmpty else {
        throw wrong("the block names the lesson \(file) and holds a lesson too; keep one of them")
      }
      return Substring(file)
    }
    guard lines.count == 1, case let line = lines[0].drop(while: \.isWhitespace),
      line.hasPrefix("lesson:")
    else { return nil }
    var name = line.dropFirst("lesson:".count).drop(while: \.isWhitespace)
    // As in all of YAML, a comment may follow.
    if let comment = name.firstRange(of: " #") { name = name[..<comment.lowerBound] }
    while name.last?.isWhitespace == true { name.removeLast() }
    if name.count > 1, let quote = name.first, quote == name.last, "\"'".contains(quote) {
      name = name.dropFirst().dropLast()
    }
    guard !name.isEmpty else { throw wrong("lesson names no file; write lesson: lesson.yaml") }
    return name
  }

  /// How wide the figure is: as the block wants it, or else as wide as the text if pictures stand in
  /// a row; `nil` for a picture as wide as it is.
  func width(inRow count: Int) -> FigureWidth? {
    block.options["width"].flatMap(FigureWidth.init) ?? (count > 1 ? .full : nil)
  }

  /// A mistake of the block, at its line.
  func wrong(_ message: String) -> Failure { Self.wrong(message, in: block, at: place) }

  private static func wrong(
    _ message: String, in block: NotesBlock, at place: Place
  ) -> Failure {
    // Line 0: the program that found the block does not tell its line.
    let line = block.line > 0 ? ":\(block.line)" : ""
    return Failure.lesson("\(place.document)\(line): error: \(message)")
  }
}
