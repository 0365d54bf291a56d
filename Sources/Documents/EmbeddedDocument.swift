import Foundation
import Notes
import Publishing

/// One document whose lessons are drawn. The figures are written before the document, and nothing
/// is written if there is a mistake.
public struct EmbeddedDocument {
  /// The files that are out of date.
  public private(set) var stale: [String] = []
  /// How many files were written.
  public private(set) var written = 0
  /// Whether it contains no lesson.
  public let isEmpty: Bool
  /// Figures drawn by unroll that no file in the folder names.
  public private(set) var unused: [String] = []
  /// The unused figures that were removed.
  public private(set) var removed: [String] = []
  /// Blocks that choose steps by number, of which one is another step than in the figure before.
  public private(set) var renumbered: [String] = []
  /// Where text between the marks of a figure was changed by hand, and is written anew.
  public private(set) var edited: [String] = []
  /// Why the folder could not be locked while figures were removed; without the lock, removing is
  /// safe only if no other process embeds documents in the folder.
  public private(set) var lockRefusal: OutputError?

  /// What to do with documents.
  public struct Settings: Sendable {
    /// The folder of the figures, beside the document.
    let figures: String
    /// The program that shows them; `nil` for the usual one of each document.
    let host: NotesHost?
    /// The address of the working folder; `nil` for addresses relative to each document.
    let base: BaseAddress?
    /// Whether lessons may be outside the document's folder.
    let outside: BlockFigure.Place.OutsideLessons
    /// Whether lessons are collapsed on the page.
    let hidesSource: Bool
    /// Whether everything is drawn again, even what is up to date.
    let redraws: Bool
    /// Whether files are written; if not, stale ones are reported.
    let writes: Bool
    /// Whether unused figures are removed.
    let prunes: Bool

    /// Creates settings.
    public init(
      figures: String, host: NotesHost? = nil, base: BaseAddress? = nil,
      outside: BlockFigure.Place.OutsideLessons, hidesSource: Bool, redraws: Bool, writes: Bool,
      prunes: Bool
    ) {
      (self.figures, self.host, self.base, self.outside) = (figures, host, base, outside)
      (self.hidesSource, self.redraws) = (hidesSource, redraws)
      (self.writes, self.prunes) = (writes, prunes)
    }

    /// The program that shows a document.
    func host(of path: String) -> NotesHost { NotesHost(ofDocument: path, chosen: host) }

    /// What writes the figures of a document.
    func writer(for path: String) -> FigureWriter {
      FigureWriter(host: host(of: path), figures: figures, document: path, base: base?.text)
    }
  }

  /// Draws a document's lessons, then writes or checks it while no other process does so in its
  /// folder: the documents in a folder share their figures.
  ///
  /// - Throws: `DocumentError`, `InputError` or `OutputError`; the document is then unchanged.
  public init(_ path: String, _ settings: Settings) throws {
    let folder = path.folderWithSlash
    if let objection = FigureFolder.objection(toLinksIn: settings.figures, in: folder) {
      throw DocumentError.folder(folder + settings.figures, objection)
    }
    for _ in 0..<Self.mostReadings {
      let drawn = try DrawnDocument(path, settings)
      let done = try FolderLock.holding(
        folder, isShared: !settings.writes
      ) { objection -> EmbeddedDocument? in
        // Somebody may have changed the document while its lessons were drawn.
        guard Self.isFile(path), try InputFile.bytes(of: path, expecting: "document") != drawn.bytes
        else { return try EmbeddedDocument(drawn, settings, lockedUnless: objection) }
        return nil
      }
      if let done {
        self = done
        return
      }
    }
    throw DocumentError.changing(path)
  }

  /// Reads documents and draws their lessons, but writes nothing.
  ///
  /// - Throws: `DocumentError` with the mistakes of all of them, and what `init` throws.
  public static func check(_ paths: [String], _ settings: Settings) throws {
    var mistakes: [DocumentMistake] = []
    for path in paths {
      do {
        _ = try EmbeddedDocument(path, settings)
      } catch DocumentError.mistakes(let found) {
        mistakes += found
      }
    }
    guard mistakes.isEmpty else { throw DocumentError.mistakes(mistakes) }
  }

  private static let mostReadings = 20

  private init(
    _ drawn: DrawnDocument, _ settings: Settings, lockedUnless objection: OutputError?
  ) throws {
    let (path, document) = (drawn.path, drawn.document)
    isEmpty = document.blocks.isEmpty
    let folder = path.folderWithSlash
    let neighbours = Self.neighbours(of: path, in: folder)
    let mistakes =
      drawn.mistakes + Self.clashes(drawn.blocks, document)
      + Self.clashes(document, neighbours)
      + Self.others(drawn.blocks, document, in: folder)
    guard mistakes.isEmpty else { throw DocumentError.mistakes(mistakes) }
    let result: [UInt8]
    do {
      result = try document.updated(
        hidingSource: settings.hidesSource, for: settings.host(of: path)
      ) {
        NotesDocument.Region(stamp: drawn.blocks[$0].stamp, lines: drawn.blocks[$0].lines)
      }
    } catch let mistake as NotesDocument.Mistake {
      throw DocumentError.mistakes([DocumentMistake(mistake)])
    }
    for (index, (drawn, block)) in zip(drawn.blocks, document.blocks).enumerated() {
      if drawn.isEdited { edited.append("\(document.name(ofBlock: index)):\(block.line)") }
      if let change = Self.renumbering(drawn, block, in: folder) {
        renumbered.append("\(document.name(ofBlock: index)):\(block.line): \(change)")
      }
      for (name, content) in drawn.files {
        try put(content, at: folder + name, writes: settings.writes)
      }
    }
    try put(result, at: path, writes: settings.writes)
    let place = BlockFigure.Place(path: path, outside: settings.outside)
    unused = Self.unused(figures: settings.figures, at: place, showing: result)
    guard settings.prunes, settings.writes else { return }
    lockRefusal = objection
    for path in unused {
      guard unlink(path) == 0 || errno == ENOENT else {
        throw DocumentError.unremovable(path)
      }
    }
    (removed, unused) = (unused, [])
  }

  /// Blocks whose ids give the same file name.
  private static func clashes(
    _ drawn: [EmbeddedBlock], _ document: LessonDocument
  ) -> [DocumentMistake] {
    guard drawn.count == document.blocks.count else { return [] }
    var earlier: [String: (id: String?, place: String)] = [:]
    return document.blocks.indices.compactMap { index in
      let (block, name) = (document.blocks[index], document.name(ofBlock: index))
      // Some file systems ignore case.
      let names = drawn[index].names.map { $0.lowercased() }
      let first = names.compactMap { earlier[$0] }.first { $0.id != block.id }
      for file in names { earlier[file] = (block.id, document.place(ofBlock: index)) }
      return first.map { wrongId(of: block, in: name, as: "that of \($0.place)") }
    }
  }

  /// Blocks whose id also appears in another document of the folder, where the figures are shared.
  private static func clashes(
    _ document: LessonDocument, _ neighbours: [(name: String, text: String)]
  ) -> [DocumentMistake] {
    document.blocks.enumerated().compactMap { index, block in
      guard let id = block.id else { return nil }
      let mark = NotesDocument.beginning(ofRegion: LessonFileName.safe(id))
      return neighbours.first { $0.text.contains(mark) }.map {
        wrongId(of: block, in: document.name(ofBlock: index), as: "one of \($0.name)")
      }
    }
  }

  /// The mistake of a block whose id gives the same file names as another block.
  private static func wrongId(
    of block: NotesBlock, in document: String, as other: String
  ) -> DocumentMistake {
    let place = block.place(ofKey: "id")
    return DocumentMistake(
      document: document, line: place?.line ?? block.line, column: place?.column,
      kind: .sameFiles(other))
  }

  /// The extensions of documents that share figures in a folder.
  public static let extensions = [
    "md", "markdown", "mdx", "ipynb", "rst", "adoc", "asciidoc", "asc",
  ]

  /// The other documents in the folder.
  private static func neighbours(of path: String, in folder: String) -> [(
    name: String, text: String
  )] {
    let manager = FileManager.default
    let own = path.split(separator: "/").last.map(String.init)
    return ((try? manager.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? [])
      .sorted()
      .filter { name in name != own && extensions.contains { name.hasSuffix("." + $0) } }
      .compactMap { name in
        manager.contents(atPath: folder + name)
          .map { (name, String(decoding: $0, as: UTF8.self)) }
      }
  }

  private mutating func put(_ content: [UInt8], at path: String, writes: Bool) throws {
    if writes {
      if try AtomicFile.write(content, to: path) { written += 1 }
    } else if FileManager.default.contents(atPath: path).map({ Array($0) }) != content {
      stale.append(path)
    }
  }
}
