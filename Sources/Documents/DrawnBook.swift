import Notes
import Publishing

/// An mdBook book with its lessons drawn; no file is written.
public struct DrawnBook {
  /// The book to hand back.
  public let result: JSON
  /// Whether a chapter has a lesson.
  public let hasFigures: Bool
  /// Where its pictures are kept for the next build; `nil` if they are not.
  public let cache: PictureCache?

  /// The keys of `[preprocessor.unroll]` that belong to mdBook.
  private static let others = ["command", "before", "after", "renderer", "renderers", "optional"]

  /// Draws every lesson of the book.
  ///
  /// - Throws: `DocumentError` with all mistakes of all chapters, each at its line.
  public init(_ book: MdBook) throws {
    let settings = try Settings(book.settings(of: "unroll"))
    let cache = settings.caches ? PictureCache() : nil
    self.cache = cache
    var figures = InlineFigures(
      choosesThemes: book.renderer == "html",
      delimiters: book.hasMathJax ? .parentheses : .dollars)
    var mistakes: [DocumentMistake] = []
    result = try book.replacingContents { chapter in
      do {
        return try Self.content(of: chapter, in: book, settings, cache, &figures, &mistakes)
      } catch let mistake as NotesDocument.Mistake {
        mistakes.append(DocumentMistake(mistake))
        return nil
      }
    }
    guard mistakes.isEmpty else { throw DocumentError.mistakes(mistakes) }
    hasFigures = !figures.isEmpty
  }

  private static func content(
    of chapter: MdBook.Chapter, in book: MdBook, _ settings: Settings, _ cache: PictureCache?,
    _ figures: inout InlineFigures, _ mistakes: inout [DocumentMistake]
  ) throws -> String? {
    let path = book.source + "/" + chapter.path
    let document = try NotesDocument(bytes: Array(chapter.content.utf8), name: path)
    mistakes += document.unread.map { DocumentMistake($0) }
    guard !document.blocks.isEmpty else { return nil }
    let place = BlockFigure.Place(
      document: path, folder: book.root + "/" + path.folderWithSlash,
      allowsOutside: settings.allowsOutside,
      home: .init(
        folder: book.root, name: "the book's folder",
        remedy: "set allow-outside = true in [preprocessor.unroll] to use it anyway"))
    var htmls: [String] = []
    for block in document.blocks {
      do {
        let figure = try BlockFigure(block.completed(by: settings.defaults), at: place)
        let drawn = try figure.drawn(as: [.svg], from: cache)
        htmls.append(try figures.html(figure, drawn, isFirst: htmls.isEmpty))
      } catch let mistake as DocumentMistake {
        mistakes.append(mistake)
      }
    }
    guard htmls.count == document.blocks.count else { return nil }
    return String(decoding: document.replaced { [htmls[$0]] }, as: UTF8.self)
  }

  // MARK: Settings

  /// The settings in `[preprocessor.unroll]`.
  private struct Settings {
    var defaults: [String: String] = [:]
    var allowsOutside = false
    var caches = true

    private static let own = ["allow-outside", "cache"]

    init(_ table: [String: JSON]) throws {
      for (key, value) in table.sorted(by: { $0.key < $1.key })
      where !DrawnBook.others.contains(key) {
        switch (key, value) {
        case ("allow-outside", .bool(let bool)): allowsOutside = bool
        case ("cache", .bool(let bool)): caches = bool
        case (_, .string(let text)) where BlockKey.sharedNames.contains(key): defaults[key] = text
        case (_, .integer(let number)) where BlockKey.sharedNames.contains(key):
          defaults[key] = "\(number)"
        default: throw DocumentError.settings(Self.mistake(of: key))
        }
      }
    }

    private static func mistake(of key: String) -> SettingsMistake {
      let names = BlockKey.sharedNames
      let kind: SettingsMistake.Kind =
        own.contains(key)
        ? .noFlag(nil) : names.contains(key) ? .noText : .unknownKey(names + own)
      return SettingsMistake(place: .book, key: key, kind: kind)
    }
  }
}
