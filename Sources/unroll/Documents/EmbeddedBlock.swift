import Foundation
import Notes
import Publishing

/// A block as Markdown: the lines of its region, and the files that they show.
struct EmbeddedBlock {
  /// What stands in the region's begin mark: the block's name, its key, and the hash of the region
  /// and its files.
  let stamp: String
  let lines: [String]
  /// The files by their paths from the document; empty where they are as they should be.
  let files: [(name: String, content: [UInt8])]
  /// The paths of all files.
  let names: [String]

  /// Draws a block, unless its region and files are there already, as its stamp tells.
  ///
  /// - Parameters:
  ///   - figures: the folder of the files, beside the document.
  ///   - old: the region as it stands.
  init(
    _ block: BlockFigure, figures: String, old: NotesDocument.Region?, cache: PictureCache?
  ) throws {
    let stem = figures + "/" + block.name
    if let old {
      let names = Self.names(in: old.lines, stem: stem)
      let contents = names.compactMap {
        FileManager.default.contents(atPath: block.place.folder + $0).map { Array($0) }
      }
      if contents.count == names.count, old.stamp == Self.stamp(block, old.lines, contents) {
        (stamp, lines, files, self.names) = (old.stamp, old.lines, [], names)
        return
      }
    }
    let drawn = try block.drawn(as: [.svg], from: cache)
    files = drawn.pictures.map { (figures + "/" + drawn.fileName(of: $0), $0.content) }
    names = files.map(\.name)
    lines = Self.lines(block, drawn, figures: figures)
    stamp = Self.stamp(block, lines, files.map(\.content))
  }

  private static func stamp(
    _ block: BlockFigure, _ lines: [String], _ contents: [[UInt8]]
  ) -> String {
    "\(block.name) \(block.key) \(ContentHash.of(lines.map { Array($0.utf8) } + contents))"
  }

  /// The files that a region shows, which all begin alike.
  private static func names(in lines: [String], stem: String) -> [String] {
    var names: [String] = []
    for line in lines {
      for part in line.split(separator: stem, omittingEmptySubsequences: false).dropFirst() {
        guard let end = part.firstRange(of: ".svg") else { continue }
        names.append(stem + part[..<end.upperBound])
      }
    }
    return names
  }

  // MARK: The region

  private static func lines(
    _ block: BlockFigure, _ drawn: DrawnBlock, figures: String
  ) -> [String] {
    let steps = drawn.steps
    let inRow = block.shape.inRow(of: steps.count)
    let width = block.width(inRow: inRow)?.attribute(inRow: inRow)
    var lines: [String] = []
    for start in stride(from: 0, to: steps.count, by: inRow) {
      if start > 0 { lines.append("") }
      for step in steps[start..<min(start + inRow, steps.count)] {
        let pictures = drawn.themes.compactMap { drawn.picture(step, $0, .svg) }
        lines.append(
          line(of: pictures, width: width) { figures + "/" + drawn.fileName(of: $0) })
      }
    }
    if let caption = block.block.options["caption"] { lines += ["", "*\(caption.markdown)*"] }
    return lines
  }

  private static func line(
    of pictures: [DrawnBlock.Picture], width: String?, name: (DrawnBlock.Picture) -> String
  ) -> String {
    guard let first = pictures.first else { return "" }
    let alt = first.alternativeText
    if pictures.count == 1, width == nil { return "![\(alt.markdown)](\(name(first)))" }
    let size = width.map { " width=\"\($0.attribute)\"" } ?? ""
    let image = "<img src=\"\(name(first).attribute)\" alt=\"\(alt.attribute)\"\(size)>"
    guard pictures.count > 1 else { return image }
    let others = pictures.dropFirst().map { picture in
      "<source media=\"\(picture.mediaQuery)\" srcset=\"\(name(picture).attribute)\">"
    }
    return "<picture>\(others.joined())\(image)</picture>"
  }
}
