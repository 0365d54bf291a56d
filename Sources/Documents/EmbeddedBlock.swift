import Foundation
import Notes
import Publishing

/// A block as Markdown: the lines of its region, and the files that they show.
struct EmbeddedBlock {
  /// The text in the region's begin mark: the block's name, its key, and the hash of the region and
  /// its files.
  let stamp: String
  let lines: [String]
  /// The files to write, by their paths relative to the document; empty if all are up to date.
  let files: [(name: String, content: [UInt8])]
  /// The paths of all files.
  let names: [String]

  /// Whether somebody changed the text of the region, which is now written as it was before.
  let isEdited: Bool

  /// Draws a block, unless its stamp shows that its region and files are up to date.
  ///
  /// - Parameters:
  ///   - writer: what writes its figure.
  ///   - old: the present region.
  init(
    _ block: BlockFigure, by writer: FigureWriter, old: NotesDocument.Region?,
    cache: PictureCache?
  ) throws {
    if let old {
      let names = writer.names(in: old.lines, of: block.name)
      let files = names.compactMap { name in
        FileManager.default.contents(atPath: block.place.folder + name).map { (name, Array($0)) }
      }
      if files.count == names.count, old.stamp == Self.stamp(block, writer, old.lines, files) {
        (stamp, lines, self.files, self.names) = (old.stamp, old.lines, [], names)
        isEdited = false
        return
      }
    }
    let drawn = try block.drawn(as: [.svg], from: cache)
    files = drawn.pictures.map { (writer.folder + drawn.fileName(of: $0), $0.content) }
    names = files.map(\.name)
    lines = writer.lines(block, drawn)
    stamp = Self.stamp(block, writer, lines, files)
    isEdited = old?.stamp == stamp && old?.lines != lines
  }

  /// Hashes the files sorted by name: a region may show them in an order other than that in which
  /// they are drawn, and one of them twice.
  private static func stamp(
    _ block: BlockFigure, _ writer: FigureWriter, _ lines: [String],
    _ files: [(name: String, content: [UInt8])]
  ) -> String {
    let contents = Dictionary(files) { first, _ in first }.sorted { $0.key < $1.key }.map(\.value)
    let hash = ContentHash.of(writer.settings + lines.map { Array($0.utf8) } + contents)
    return "\(block.name) \(block.key) \(hash)"
  }

  /// Whether a region was made from the block as it is now, regardless of its files.
  static func isCurrent(_ region: NotesDocument.Region?, of block: BlockFigure) -> Bool {
    region?.stamp.hasPrefix("\(block.name) \(block.key) ") == true
  }
}
