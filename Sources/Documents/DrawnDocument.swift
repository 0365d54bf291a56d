import Notes
import Publishing

/// A document that was read, with its lessons drawn and nothing written yet.
struct DrawnDocument {
  /// The document's name as typed.
  let path: String
  /// The bytes that were read.
  let bytes: [UInt8]
  let document: LessonDocument
  /// The blocks in the document's order; some are missing if there are mistakes.
  let blocks: [EmbeddedBlock]
  /// The mistakes in the lessons, each with its line.
  let mistakes: [DocumentMistake]

  /// Reads a document and draws the figures that are out of date.
  ///
  /// - Throws: `InputError` or `DocumentError` if it cannot be read as a document.
  init(_ path: String, _ settings: EmbeddedDocument.Settings) throws {
    self.path = path
    bytes = try InputFile.bytes(of: path, expecting: "document")
    do {
      document = try LessonDocument(bytes: bytes, name: path)
    } catch {
      throw DocumentError.mistakes([DocumentMistake(error)])
    }
    let writer = settings.writer(for: path)
    let place = BlockFigure.Place(path: path, outside: settings.outside)
    var blocks: [EmbeddedBlock] = []
    var mistakes = document.unread.map { DocumentMistake($0) }
    for (index, block) in document.blocks.enumerated() {
      do {
        try document.check(index, for: writer.host, hasBase: settings.base != nil)
        blocks.append(
          try EmbeddedBlock(
            BlockFigure(writer.host.shown(block), at: place.named(document.name(ofBlock: index))),
            by: writer,
            old: settings.redraws ? nil : document.region(of: index),
            cache: settings.redraws ? nil : PictureCache()))
      } catch let mistake as NotesDocument.Mistake {
        mistakes.append(DocumentMistake(mistake))
      } catch let mistake as DocumentMistake {
        mistakes.append(mistake)
      }
    }
    (self.blocks, self.mistakes) = (blocks, mistakes)
  }
}
