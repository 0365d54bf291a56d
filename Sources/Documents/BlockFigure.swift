import Formulas
import Foundation
import Lessons
import Notes
import Publishing
import UnrollKit

/// One block of a document, ready to be drawn: its keys checked, its lesson's text read.
public struct BlockFigure {
  /// How several steps are arranged.
  public enum Shape: String, CaseIterable, Sendable {
    case figure, strip, grid, stack

    /// How many of this number of steps are in one row.
    func inRow(of steps: Int) -> Int {
      switch self {
      case .figure, .stack: 1
      case .strip: max(steps, 1)
      case .grid: min(2, max(steps, 1))
      }
    }
  }

  /// Where a block is, for messages and to find the files that it names.
  public struct Place: Hashable, Sendable {
    /// The folder that lesson files must be in, such as a book's.
    public struct Home: Hashable, Sendable {
      /// Its path; empty for the working folder.
      public let folder: String
      /// Its name in messages.
      public let name: String
      /// What the author can do to use a lesson from elsewhere.
      public let remedy: String

      static let usualRemedy = "move it there"
    }

    /// Whether a block may name a lesson file outside its document's folder.
    public enum OutsideLessons: Hashable, Sendable {
      case allowed
      /// It may not; what the author can do, as the last words of the message.
      case refused(remedy: String)
    }

    /// The document's name in messages.
    public let document: String
    /// The document's folder with a final slash; empty for the working folder.
    public let folder: String
    /// Whether a lesson file may be outside `home`.
    public let allowsOutside: Bool
    /// The folder that a lesson file must be in.
    public let home: Home

    /// Creates a place.
    init(document: String, folder: String, allowsOutside: Bool = false, home: Home) {
      (self.document, self.folder, self.allowsOutside) = (document, folder, allowsOutside)
      self.home = home
    }

    /// Returns the place with another name of the document in messages, such as that of a cell.
    func named(_ name: String) -> Place {
      Place(document: name, folder: folder, allowsOutside: allowsOutside, home: home)
    }

    /// The place of a document's blocks, by the document's path. Lesson files must be in the
    /// document's folder, unless others are allowed.
    public init(path: String, outside: OutsideLessons) {
      let folder = path.folderWithSlash
      let remedy = if case .refused(let remedy) = outside { remedy } else { Home.usualRemedy }
      self.init(
        document: path, folder: folder, allowsOutside: outside == .allowed,
        home: Home(folder: folder, name: "the document's folder", remedy: remedy))
    }
  }

  let block: NotesBlock
  let place: Place
  /// How several steps are arranged.
  public let shape: Shape
  /// The block's name as a part of file names, made from its id or else from its content.
  let name: String
  /// The hash of everything that the figure depends on, except the machine.
  public let key: String
  /// The hash of everything that its pictures depend on, except the machine: a block with another
  /// caption or width has the same ones.
  let pictureKey: String
  /// A name for files in a folder shared by documents whose blocks may have the same id.
  var uniqueName: String { block.id == nil ? name : name + "-" + pictureKey }
  /// The lesson's text, from the block or from the file that it names.
  let text: String
  /// The path of the lesson file; `nil` if the block holds the lesson itself.
  let path: String?
  /// The block's keys that change the lesson.
  let changes: [LessonChange]

  // A file name has at most 255 bytes; step, theme, hash and extension follow the id.
  private static let longestName = 190

  /// Checks a block's keys, and reads the lesson file if it names one.
  ///
  /// - Throws: `DocumentMistake` at the block's line of the document.
  public init(_ block: NotesBlock, at place: Place) throws(DocumentMistake) {
    if let fault = block.fault {
      throw Self.wrong(.header(fault), block, place, key: NotesBlock.faultKey)
    }
    let reference = try Self.reference(of: block, at: place)
    let block = reference.map(block.completed) ?? block
    self.block = block
    self.place = place
    try Self.checkKeys(of: block, at: place)
    shape = block.options["as"].flatMap(Shape.init) ?? .figure
    let file = try Self.lessonFile(of: block, reference, at: place)
    path = file?.path
    text =
      try file.map { file throws(DocumentMistake) in
        try Self.text(of: file, block, place)
      } ?? block.lesson
    changes = Self.changes(of: block, reference, at: place)
    let parts = [text, Version.text] + changes.map(\.yaml)
    key = ContentHash.of(parts + block.sortedOptions)
    pictureKey = ContentHash.of(parts + Self.pictureOptions(of: block))
    name = block.id.map(LessonFileName.safe) ?? "unroll-" + pictureKey
    guard name.utf8.count <= Self.longestName else {
      throw Self.wrong(.longId, block, place, key: "id")
    }
  }

  /// The keys that the pictures depend on, as `key=value`.
  static func pictureOptions(of block: NotesBlock) -> [String] {
    block.sortedOptions { BlockKey.named($0)?.changesPictures ?? true }
  }

  private static func checkKeys(
    of block: NotesBlock, at place: Place
  ) throws(DocumentMistake) {
    // With a space beside an equals sign, the words around it are no keys.
    let isTorn = block.options[""] != nil
    let mistakes = block.options.sorted { $0.key < $1.key }
      .filter { name, value in !isTorn || name.isEmpty || !value.isEmpty }
      .compactMap { name, value in
        mistake(name, value).map { wrong($0, block, place, key: name) }
      }
      .sorted { ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0) }
    guard let first = mistakes.first else { return }
    throw mistakes.count == 1 ? first : wrong(.several(mistakes), block, place)
  }

  /// What is wrong with a key and its value, `nil` if nothing is.
  private static func mistake(_ name: String, _ value: String) -> DocumentMistake.Kind? {
    guard !name.isEmpty else { return .keySyntax }
    guard let key = BlockKey.named(name) else {
      let isKnown = BlockKey.isOfHost(name) || LessonChange.keys.contains { $0.name == name }
      return isKnown ? nil : .unknownKey(name)
    }
    return key.accepts(value) ? nil : .value(value, of: key)
  }

  private static func text(
    of file: LessonFile, _ block: NotesBlock, _ place: Place
  ) throws(DocumentMistake) -> String {
    let path = file.path
    let bytes: [UInt8]
    do {
      bytes = try InputFile.bytes(
        of: path, expecting: "lesson file", atMost: Lesson.mostBytes + 4, waits: false)
    } catch {
      let hint =
        error.reason == .missing
        ? InputFile.guess(for: path, extensions: [".yaml", ".yml", ".json"]) : ""
      throw wrong(.file(error, hint: hint), block, place, file)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw wrong(.encoding(path), block, place, file)
    }
    // A copy with other line endings is the same lesson.
    return text.withLineFeeds
  }

  /// A lesson file that a block names.
  struct LessonFile {
    /// Its name as written.
    let name: String
    /// Its path.
    let path: String
    /// Where the block names it, if that is known.
    let place: (line: Int, column: Int)?

    init(_ name: Substring, of place: Place, at namedAt: (line: Int, column: Int)?) {
      self.name = String(name)
      path = name.hasPrefix("/") ? self.name : place.folder + name
      self.place = namedAt
    }
  }

  /// The lesson file that the block names; `nil` if it names none.
  private static func lessonFile(
    of block: NotesBlock, _ reference: LessonReference?, at place: Place
  ) throws(DocumentMistake) -> LessonFile? {
    guard let file = try anyLessonFile(of: block, reference, at: place) else { return nil }
    let isInside =
      !file.name.hasPrefix("/") && FigureFolder.isInside(file.path, of: place.home.folder)
    guard place.allowsOutside || isInside else {
      throw wrong(.outside(file.name, place.home), block, place, file)
    }
    return file
  }

  /// Returns the file that a block names, whether or not it is allowed or exists; `nil` if the
  /// block names none.
  public static func namedFile(of block: NotesBlock, at place: Place) -> String? {
    let file = try? anyLessonFile(of: block, reference(of: block, at: place), at: place)
    return file?.path
  }

  /// The lesson file that the block names, wherever it is; `nil` if it names none.
  private static func anyLessonFile(
    of block: NotesBlock, _ reference: LessonReference?, at place: Place
  ) throws(DocumentMistake) -> LessonFile? {
    if let name = block.file {
      let file = LessonFile(name[...], of: place, at: block.placeOfFile)
      guard block.isWithoutText else { throw wrong(.lessonTwice(name), block, place, file) }
      return file
    }
    guard let reference else { return nil }
    let entry = reference.entries.first { $0.key == "lesson" }
    let file = LessonFile(
      reference.file?[...] ?? "", of: place,
      at: entry.map { block.place(inLesson: $0.valueLine - 1, offset: $0.valueColumn - 1) })
    guard reference.file != nil else { throw wrong(.namelessLesson, block, place, file) }
    return file
  }

  /// The figure's width: the block's, or else the text's if pictures share a row; `nil` for a
  /// picture's natural width.
  func width(inRow count: Int) -> FigureWidth? {
    block.options["width"].flatMap(FigureWidth.init) ?? (count > 1 ? .full : nil)
  }

  /// Returns a mistake at the block's line.
  ///
  /// - Parameter key: the key that is wrong, whose place is then the mistake's.
  func wrong(_ kind: DocumentMistake.Kind, key: String? = nil) -> DocumentMistake {
    Self.wrong(kind, block, place, key: key)
  }

  static func wrong(
    _ kind: DocumentMistake.Kind, _ block: NotesBlock, _ place: Place, _ file: LessonFile? = nil,
    key: String? = nil
  ) -> DocumentMistake {
    let exact = file?.place ?? key.flatMap(block.place(ofKey:))
    return DocumentMistake(
      document: place.document, line: exact?.line ?? (block.line > 0 ? block.line : nil),
      column: exact?.column, kind: kind)
  }
}

extension String {
  /// The folder of a path with a final slash; empty for the working folder.
  var folderWithSlash: String { lastIndex(of: "/").map { String(self[...$0]) } ?? "" }
}
