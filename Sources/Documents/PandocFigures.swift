import Notes
import Publishing

/// The figures of all lessons in a Pandoc document: all are drawn before any is written, and none
/// is written if there is a mistake.
public struct PandocFigures {
  /// What is wrong with blocks that stay code or are not shown.
  public private(set) var warnings: [DocumentMistake] = []
  private var figures: [Int: PandocFigure] = [:]
  private var files: [(path: String, content: [UInt8])] = []
  private let target: PandocTarget
  private let hasFigures: Bool

  /// Draws the figures.
  ///
  /// - Throws: `DocumentError` with all mistakes, unless the settings make them warnings;
  ///   `GraphvizError` if the library fails.
  public init(
    of document: PandocDocument, for target: PandocTarget, _ settings: PandocSettings
  ) throws {
    self.target = target
    hasFigures = document.hasFigures
    var names = TakenNames()
    var mistakes: [DocumentMistake] = []
    for (index, found) in document.found.enumerated() {
      do {
        guard !found.isText else {
          let line = found.block.line
          throw DocumentMistake(
            document: found.name, line: line > 0 ? line : nil, kind: .readAsText)
        }
        let block = try BlockFigure(
          Self.block(found.block, for: target, settings),
          at: BlockFigure.Place(
            document: found.name, folder: "", allowsOutside: settings.allowsOutside,
            home: Self.home))
        if found.hasUnreadKeys { throw block.wrong(.unreadKeys) }
        try names.takeId(of: block)
        let drawn = try block.drawn(
          as: [FigureFormat(rawValue: target.pictures.rawValue) ?? .svg], from: settings.cache)
        try names.take(drawn.pictures.map { drawn.fileName(of: $0) }, of: block)
        files += drawn.pictures.map {
          (settings.figures + "/" + drawn.fileName(of: $0), $0.content)
        }
        if target == .powerPoint, found.isWithinText {
          warnings.append(block.wrong(.hiddenPicture))
        }
        figures[index] = Self.figure(block, drawn, found.classes, in: settings.figures)
      } catch let mistake as DocumentMistake {
        mistakes.append(mistake)
      }
    }
    guard mistakes.isEmpty || !settings.isStrict else { throw DocumentError.mistakes(mistakes) }
    warnings += mistakes
  }

  // Pandoc does not pass the document's path to a filter.
  private static let home = BlockFigure.Place.Home(
    folder: "", name: "the working folder",
    remedy: "set allow-outside: true under unroll: in the metadata to use it anyway")

  /// Writes the pictures' files to the folder of the settings, which is created if necessary.
  ///
  /// - Throws: `OutputError` at the first file that cannot be written; earlier ones remain.
  public func write() throws {
    for file in files { try AtomicFile.write(file.content, to: file.path) }
  }

  /// The blocks that replace a lesson's block; `nil` if it stays as it is.
  public func slides(_ index: Int) -> [[JSON]]? {
    figures[index]?.slides(for: target, hasFigures: hasFigures)
  }

  /// A block with the document's defaults, and with one theme if the target cannot offer several.
  private static func block(
    _ block: NotesBlock, for target: PandocTarget, _ settings: PandocSettings
  ) -> NotesBlock {
    let block = block.completed(by: settings.defaults)
    guard !target.choosesThemes, let themes = block.options["theme"],
      let first = themes.split(separator: ",").first
    else { return block }
    return block.replacing("theme", by: String(first))
  }

  private static func figure(
    _ block: BlockFigure, _ drawn: DrawnBlock, _ classes: [String], in folder: String
  ) -> PandocFigure {
    let path = { (picture: DrawnBlock.Picture) in folder + "/" + drawn.fileName(of: picture) }
    let options = block.block.options
    let pictures = drawn.steps.compactMap { step -> PandocFigure.Picture? in
      let pictures = drawn.pictures.filter { $0.step == step }
      return pictures.first.map { first in
        PandocFigure.Picture(
          file: path(first), alternativeText: first.alternativeText,
          caption: options["captions"] == "steps" ? first.caption : nil,
          narration: options["speaker-notes"] == "true" ? first.narration : nil,
          others: pictures.dropFirst().map { .init(media: $0.mediaQuery, file: path($0)) })
      }
    }
    let arrangement: PandocFigure.Arrangement =
      block.shape == .stack ? .stack : .rows(of: block.shape.inRow(of: pictures.count))
    return PandocFigure(
      id: block.block.id, classes: classes,
      attributes: options.filter { BlockKey.isOfHost($0.key) },
      caption: options["caption"], pictures: pictures, arrangement: arrangement,
      width: options["width"])
  }
}
