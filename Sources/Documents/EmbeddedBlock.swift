import Formulas
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

  /// Draws a block, unless its stamp shows that its region and files are up to date.
  ///
  /// - Parameters:
  ///   - figures: the folder of the files, beside the document.
  ///   - old: the present region.
  init(
    _ block: BlockFigure, figures: String, old: NotesDocument.Region?, cache: PictureCache?
  ) throws {
    if let old {
      let names = Self.names(in: old.lines).filter { $0.hasPrefix(figures + "/" + block.name) }
      let files = names.compactMap { name in
        FileManager.default.contents(atPath: block.place.folder + name).map { (name, Array($0)) }
      }
      if files.count == names.count, old.stamp == Self.stamp(block, old.lines, files) {
        (stamp, lines, self.files, self.names) = (old.stamp, old.lines, [], names)
        return
      }
    }
    let drawn = try block.drawn(as: [.svg], from: cache)
    files = drawn.pictures.map { (figures + "/" + drawn.fileName(of: $0), $0.content) }
    names = files.map(\.name)
    lines = Self.lines(block, drawn, figures: figures)
    stamp = Self.stamp(block, lines, files)
  }

  /// Hashes the files sorted by name: a region may show them in an order other than that in which
  /// they are drawn, and one of them twice.
  private static func stamp(
    _ block: BlockFigure, _ lines: [String], _ files: [(name: String, content: [UInt8])]
  ) -> String {
    let contents = Dictionary(files) { first, _ in first }.sorted { $0.key < $1.key }.map(\.value)
    let hash = ContentHash.of(lines.map { Array($0.utf8) } + contents)
    return "\(block.name) \(block.key) \(hash)"
  }

  /// Whether a region was made from the block as it is now, regardless of its files.
  static func isCurrent(_ region: NotesDocument.Region?, of block: BlockFigure) -> Bool {
    region?.stamp.hasPrefix("\(block.name) \(block.key) ") == true
  }

  /// The files that a region shows, in Markdown pictures and in HTML elements. Other text cannot be
  /// mistaken for either, since it has the signs around a file name escaped.
  private static func names(in lines: [String]) -> [String] {
    lines.flatMap { line in
      line.hasPrefix("<")
        ? line.matches(of: /(?: src| srcset)="([^"]*)"/).map { String($0.1) }
        : line.matches(of: /^!\[.*\]\(([^()]*)\)$/).map { String($0.1) }
    }
  }

  // MARK: The region

  static func lines(
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
    if let caption = block.block.options["caption"] {
      lines += ["", "*\(Caption(caption).markdown)*"]
    }
    return lines
  }

  private static func line(
    of pictures: [DrawnBlock.Picture], width: String?, name: (DrawnBlock.Picture) -> String
  ) -> String {
    guard pictures.count == 1, width == nil, let picture = pictures.first else {
      return image(of: pictures, width: width, name: name)
    }
    return "![\(picture.alternativeText.markdown)](\(name(picture)))"
  }

  /// Returns the picture of a step as an element of HTML that shows the reader's theme.
  ///
  /// - Parameter pictures: the same step in each theme.
  static func image(
    of pictures: [DrawnBlock.Picture], width: String?, name: (DrawnBlock.Picture) -> String
  ) -> String {
    guard let first = pictures.first else { return "" }
    let alt = first.alternativeText
    let size = width.map { " width=\"\($0.attribute)\"" } ?? ""
    let image = "<img src=\"\(name(first).attribute)\" alt=\"\(alt.attribute)\"\(size)>"
    guard pictures.count > 1 else { return image }
    let others = pictures.dropFirst().map { picture in
      "<source media=\"\(picture.mediaQuery)\" srcset=\"\(name(picture).attribute)\">"
    }
    return "<picture>\(others.joined())\(image)</picture>"
  }
}
