import Figures
import Foundation
import Notes
import Publishing

/// One document whose lessons are drawn: figures first, then the document, and only if all is right.
struct EmbeddedDocument {
  /// What is not as it would be written.
  private(set) var stale: [String] = []
  /// How many files were written.
  private(set) var written = 0
  /// Whether there is no lesson in it.
  let isEmpty: Bool
  /// Figures of ours that no file of the folder names.
  private(set) var unused: [String] = []
  /// Those of them that are no more.
  private(set) var removed: [String] = []
  /// What the author should know.
  private(set) var warning: String?

  /// What is asked of the tool.
  struct Settings {
    /// The folder of the figures, beside the document.
    let figures: String
    /// Whether lessons may lie outside of the document's folder.
    let allowsOutside: Bool
    /// Whether lessons are folded away in the page.
    let hidesSource: Bool
    /// Whether everything is drawn anew, even what is up to date.
    let redraws: Bool
    /// Whether files are written, rather than found stale.
    let writes: Bool
    /// Whether figures that nothing shows are removed.
    let prunes: Bool
  }

  /// Draws a document's lessons, and then writes or checks it as the one process that does so in its
  /// folder, since documents of one folder share their figures.
  init(_ path: String, _ settings: Settings) throws {
    for _ in 0..<Self.mostReadings {
      let drawn = try DrawnDocument(path, settings)
      let done = try FolderLock.holding(
        DrawnDocument.folder(of: path), isShared: !settings.writes
      ) { objection -> EmbeddedDocument? in
        // Somebody may have changed it while it was drawn.
        guard Self.isFile(path), try InputFile.bytes(of: path, kind: "document") != drawn.bytes
        else { return try EmbeddedDocument(drawn, settings, lockedUnless: objection) }
        return nil
      }
      if let done {
        self = done
        return
      }
    }
    throw Failure(
      message: "unroll: error: \(path) changes faster than its lessons are drawn; run this again",
      code: 75)
  }

  private static let mostReadings = 20

  private init(
    _ drawn: DrawnDocument, _ settings: Settings, lockedUnless objection: OutputError?
  ) throws {
    let (path, document) = (drawn.path, drawn.document)
    isEmpty = document.blocks.isEmpty
    let folder = DrawnDocument.folder(of: path)
    let neighbours = Self.neighbours(of: path, in: folder)
    let complaints =
      drawn.complaints + Self.clashes(drawn.blocks, document, path)
      + Self.clashes(document, path, neighbours)
      + Self.others(drawn.blocks, document, path, in: folder)
    guard complaints.isEmpty else { throw Failure.lesson(complaints.joined(separator: "\n")) }
    let result: [UInt8]
    do {
      result = try document.updated(hidingSource: settings.hidesSource) {
        NotesDocument.Region(stamp: drawn.blocks[$0].stamp, lines: drawn.blocks[$0].lines)
      }
    } catch let mistake as NotesDocument.Mistake {
      throw Failure.lesson(mistake.description)
    }
    for (name, content) in drawn.blocks.flatMap(\.files) {
      try put(content, at: folder + name, writes: settings.writes)
    }
    try put(result, at: path, writes: settings.writes)
    let place = BlockFigure.Place(
      document: path, folder: folder, allowsOutside: settings.allowsOutside)
    unused = Self.unused(figures: settings.figures, at: place, showing: result)
    guard settings.prunes, settings.writes else { return }
    if let objection {
      warning =
        "unroll: warning: the folder cannot be locked (\(objection.reason ?? "no reason given")); "
        + "--prune is safe only while no other unroll embed runs in it"
    }
    for path in unused {
      guard unlink(path) == 0 || errno == ENOENT else {
        throw Failure(message: "unroll: error: \(path) cannot be removed", code: 73)
      }
    }
    (removed, unused) = (unused, [])
  }

  /// Blocks with ids that differ in nothing a file's name can hold.
  private static func clashes(
    _ drawn: [EmbeddedBlock], _ document: NotesDocument, _ path: String
  ) -> [String] {
    guard drawn.count == document.blocks.count else { return [] }
    var lines: [String: (id: String?, line: Int)] = [:]
    return zip(drawn, document.blocks).compactMap { drawn, block in
      let earlier = drawn.names.compactMap { lines[$0] }.first { $0.id != block.id }
      for name in drawn.names { lines[name] = (block.id, block.line) }
      return earlier.map {
        "\(path):\(block.line): error: the id of this block names the same files as that of line "
          + "\($0.line); give it another"
      }
    }
  }

  /// Blocks with an id that another document of the folder has too: their figures share a folder.
  private static func clashes(
    _ document: NotesDocument, _ path: String, _ neighbours: [(name: String, text: String)]
  ) -> [String] {
    document.blocks.compactMap { block in
      guard let id = block.id else { return nil }
      let mark = "\(NotesDocument.beginMark) \(LessonFileName.safe(id)) "
      return neighbours.first { $0.text.contains(mark) }.map {
        "\(path):\(block.line): error: the id of this block names the same files as one of "
          + "\($0.name); give it another"
      }
    }
  }

  /// The other documents of the folder.
  private static func neighbours(of path: String, in folder: String) -> [(
    name: String, text: String
  )] {
    let manager = FileManager.default
    let own = path.split(separator: "/").last.map(String.init)
    return ((try? manager.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? [])
      .sorted()
      .filter { ($0.hasSuffix(".md") || $0.hasSuffix(".markdown")) && $0 != own }
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
