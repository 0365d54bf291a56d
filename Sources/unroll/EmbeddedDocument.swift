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
  /// Figures of ours that no document of the folder shows.
  private(set) var unused: [String] = []

  init(
    _ path: String, figures: String, allowsOutside: Bool, hidesSource: Bool, cache: PictureCache?,
    writes: Bool
  ) throws {
    let bytes = try Self.bytes(path)
    let document: NotesDocument
    do {
      document = try NotesDocument(bytes: bytes, name: path)
    } catch {
      throw Failure.lesson(error.description)
    }
    isEmpty = document.blocks.isEmpty
    let folder = Self.folder(of: path)
    let place = BlockFigure.Place(document: path, folder: folder, allowsOutside: allowsOutside)
    var drawn: [EmbeddedBlock] = []
    var complaints: [String] = []
    for (index, block) in document.blocks.enumerated() {
      do {
        drawn.append(
          try EmbeddedBlock(
            BlockFigure(block, at: place), figures: figures, old: document.region(of: index),
            cache: cache))
      } catch let failure as Failure {
        complaints.append(failure.message)
      }
    }
    complaints += Self.clashes(drawn, document, path)
    guard complaints.isEmpty else { throw Failure.lesson(complaints.joined(separator: "\n")) }
    for (name, content) in drawn.flatMap(\.files) {
      try put(content, at: folder + name, writes: writes)
    }
    let result = try document.updated(hidingSource: hidesSource) {
      NotesDocument.Region(stamp: drawn[$0].stamp, lines: drawn[$0].lines)
    }
    try put(result, at: path, writes: writes)
    unused = Self.unused(in: folder + figures, of: folder, shown: drawn.flatMap(\.names))
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

  private mutating func put(_ content: [UInt8], at path: String, writes: Bool) throws {
    if writes {
      if try AtomicFile.write(content, to: path) { written += 1 }
    } else if (try? Self.bytes(path)) != content {
      stale.append(path)
    }
  }

  static func bytes(_ path: String) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure.unreadable(
        FileManager.default.fileExists(atPath: path)
          ? "\(path) cannot be read" : "there is no file \(path)")
    }
    return Array(data)
  }

  /// The folder with its slash; empty for the working folder.
  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// Pictures of ours whose names no document of the folder holds.
  private static func unused(
    in folder: String, of documents: String, shown: [String]
  ) -> [String] {
    let manager = FileManager.default
    let pictures = ((try? manager.contentsOfDirectory(atPath: folder)) ?? []).sorted()
      .filter { $0.hasSuffix(".svg") }
    guard !pictures.isEmpty else { return [] }
    let here = documents.isEmpty ? "." : documents
    let texts = ((try? manager.contentsOfDirectory(atPath: here)) ?? []).sorted()
      .filter { $0.hasSuffix(".md") || $0.hasSuffix(".markdown") }
      .compactMap { manager.contents(atPath: documents + $0) }
      .map { String(decoding: $0, as: UTF8.self) }
    return pictures.filter { name in
      let path = folder + "/" + name
      guard !shown.contains(where: { $0.hasSuffix("/" + name) }),
        !texts.contains(where: { $0.contains(name) }),
        let head = manager.contents(atPath: path)?.prefix(600)
      else { return false }
      return SVGPicture.isOurs(Array(head))
    }.map { folder + "/" + $0 }
  }
}
