import Notes
import Publishing

/// A document as it was read, with its lessons drawn; nothing is written yet.
struct DrawnDocument {
  /// The document's name as typed.
  let path: String
  /// What was read.
  let bytes: [UInt8]
  let document: NotesDocument
  /// The blocks in the document's order; some are missing if there are complaints.
  let blocks: [EmbeddedBlock]
  /// What is wrong with the lessons, each with its line.
  let complaints: [String]

  /// The folder with its slash; empty for the working folder.
  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// Reads a document and draws what is not up to date.
  ///
  /// - Throws: `Failure` when it cannot be read as a document.
  init(_ path: String, _ settings: EmbeddedDocument.Settings) throws {
    self.path = path
    bytes = try InputFile.bytes(of: path, kind: "document")
    do {
      document = try NotesDocument(bytes: bytes, name: path)
    } catch {
      throw Failure.lesson(error.description)
    }
    let place = BlockFigure.Place(
      document: path, folder: Self.folder(of: path), allowsOutside: settings.allowsOutside)
    var blocks: [EmbeddedBlock] = []
    var complaints: [String] = []
    for (index, block) in document.blocks.enumerated() {
      do {
        blocks.append(
          try EmbeddedBlock(
            BlockFigure(block, at: place), figures: settings.figures,
            old: settings.redraws ? nil : document.region(of: index),
            cache: settings.redraws ? nil : PictureCache()))
      } catch let failure as Failure {
        complaints.append(failure.message)
      }
    }
    (self.blocks, self.complaints) = (blocks, complaints)
  }
}
