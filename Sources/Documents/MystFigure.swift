import Lessons
import Notes
import Publishing

/// The figure of a MyST directive: the nodes that replace it, and the files that they show.
public struct MystFigure {
  /// What a plug-in prints when it is started without arguments: the directive and its options,
  /// which are the keys of a block.
  public static let specification = MystDirective.specification(
    options: BlockKey.all.filter { !["id", "caption"].contains($0.name) }
      .map { ($0.name, $0.help) }
      + LessonChange.keys.filter { !BlockKey.names.contains($0.name) })

  /// A folder that MyST neither reads nor watches, and that `myst clean` empties.
  private static let folder = "_build/unroll"

  /// The nodes for MyST's tree.
  public let nodes: JSON
  private let files: [(path: String, content: [UInt8])]

  /// Draws a directive's lesson; nothing is written yet.
  ///
  /// - Throws: `DocumentMistake` at its line of the document, or `GraphvizError`.
  public init(of directive: MystDirective, from cache: PictureCache?) throws {
    let document = MystDocument(holding: directive)
    let place = BlockFigure.Place(
      document: document?.path ?? "this document", folder: document?.folder ?? "",
      home: .init(
        folder: "", name: "the project's folder", remedy: BlockFigure.Place.Home.usualRemedy))
    let figure = try BlockFigure(
      directive.block.indented(by: document?.prefix ?? "")
        .namingFile(atColumn: document?.fileColumn), at: place)
    let drawn = try figure.drawn(as: [.svg, .pdf], from: cache)
    let inRow = figure.shape.inRow(of: drawn.steps.count)
    let width = figure.width(inRow: inRow)?.ofEach(inRow: inRow)
    var images: [MystDirective.Image] = []
    var files: [(path: String, content: [UInt8])] = []
    let themes = HostFigure.lightAndDark(drawn.themes)
    for picture in drawn.pictures where themes.contains(picture.theme) {
      let name = drawn.fileName(of: picture, inBlock: figure.uniqueName)
      files.append((Self.folder + "/" + name, picture.content))
      guard picture.format == .svg else { continue }
      // For `*` MyST chooses the extension that an output can show, but only in a path relative to
      // the document; a path from the project's folder needs the extension.
      let url = document.map { $0.wayUp + Self.folder + "/" + name.dropLast(3) + "*" }
      images.append(
        MystDirective.Image(
          url: url ?? "/" + Self.folder + "/" + name, alternativeText: picture.alternativeText,
          width: width, classes: Self.classes(of: picture.theme, among: themes, inRow: inRow > 1)))
    }
    nodes = directive.nodes(of: images)
    self.files = files
  }

  /// Draws the code blocks of a page.
  ///
  /// - Throws: `DocumentError` with all mistakes, or `GraphvizError`.
  public static func all(of page: MystPage, from cache: PictureCache?) throws -> [MystFigure] {
    var mistakes: [DocumentMistake] = []
    let figures = try page.blocks.compactMap { block -> MystFigure? in
      do {
        return try MystFigure(of: block, from: cache)
      } catch let mistake as DocumentMistake {
        mistakes.append(mistake)
        return nil
      }
    }
    guard mistakes.isEmpty else { throw DocumentError.mistakes(mistakes) }
    return figures
  }

  /// Writes the pictures' files, as SVG and PDF, below the working folder.
  ///
  /// - Throws: `OutputError` at the first file that cannot be written; earlier ones remain.
  public func write() throws(OutputError) {
    for file in files { try AtomicFile.write(file.content, to: file.path) }
  }

  /// The classes with which MyST's themes show either the light or the dark picture.
  private static func classes(
    of theme: String, among themes: [String], inRow: Bool
  ) -> String? {
    let shown = inRow ? "inline-block" : "block"
    if themes.count > 1, theme == "dark" { return "hidden dark:\(shown)" }
    if themes.contains("dark"), themes.count > 1 { return "\(shown) dark:hidden" }
    return inRow ? shown : nil
  }
}
