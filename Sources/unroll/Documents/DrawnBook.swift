import Notes
import Publishing

/// A book of mdBook whose lessons are drawn; nothing is written but the result.
struct DrawnBook {
  /// The book to hand back.
  let result: JSON

  /// The keys of `[preprocessor.unroll]` that are mdBook's.
  private static let others = ["command", "before", "after", "renderer", "renderers", "optional"]

  /// Draws every lesson of the book.
  ///
  /// - Throws: `Failure` with all mistakes of all chapters, each at its line.
  init(_ book: MdBook) throws {
    let settings = try Settings(book.settings(of: "unroll"))
    let cache = settings.caches ? PictureCache() : nil
    var figures = InlineFigures(choosesThemes: book.renderer == "html")
    var complaints: [String] = []
    result = book.replacingContents { chapter in
      do throws(NotesDocument.Mistake) {
        return try Self.content(of: chapter, in: book, settings, cache, &figures, &complaints)
      } catch {
        complaints.append(error.description)
        return nil
      }
    }
    guard complaints.isEmpty else { throw Failure.lesson(complaints.joined(separator: "\n")) }
  }

  private static func content(
    of chapter: MdBook.Chapter, in book: MdBook, _ settings: Settings, _ cache: PictureCache?,
    _ figures: inout InlineFigures, _ complaints: inout [String]
  ) throws(NotesDocument.Mistake) -> String? {
    let path = book.source + "/" + chapter.path
    let document = try NotesDocument(bytes: Array(chapter.content.utf8), name: path)
    guard !document.blocks.isEmpty else { return nil }
    let place = BlockFigure.Place(
      document: path, folder: book.root + "/" + path.prefix(through: path.lastSlash),
      allowsOutside: settings.allowsOutside,
      home: .init(
        folder: book.root, name: "the book's folder",
        remedy: "allow-outside = true in [preprocessor.unroll] takes it all the same"))
    var htmls: [String] = []
    for block in document.blocks {
      do {
        let figure = try BlockFigure(block.completed(by: settings.defaults), at: place)
        let drawn = try figure.drawn(as: [.svg], from: cache)
        htmls.append(figures.html(figure, drawn, isFirst: htmls.isEmpty))
      } catch let failure as Failure {
        complaints.append(failure.message)
      } catch {
        complaints.append("\(path):\(block.line): error: \(error)")
      }
    }
    guard htmls.count == document.blocks.count else { return nil }
    return String(decoding: document.replaced { [htmls[$0]] }, as: UTF8.self)
  }

  // MARK: Settings

  /// What `[preprocessor.unroll]` says.
  private struct Settings {
    var defaults: [String: String] = [:]
    var allowsOutside = false
    var caches = true

    static let keys = ["show", "as", "width", "theme", "panel", "language"]

    init(_ table: [String: JSON]) throws {
      for (key, value) in table.sorted(by: { $0.key < $1.key })
      where !DrawnBook.others.contains(key) {
        switch (key, value) {
        case ("allow-outside", .bool(let bool)): allowsOutside = bool
        case ("cache", .bool(let bool)): caches = bool
        case (_, .string(let text)) where Self.keys.contains(key): defaults[key] = text
        case (_, .integer(let number)) where Self.keys.contains(key): defaults[key] = "\(number)"
        default: throw Self.wrong(key, value)
        }
      }
    }

    private static func wrong(_ key: String, _ value: JSON) -> Failure {
      let place = "book.toml: error: [preprocessor.unroll]"
      if ["allow-outside", "cache"].contains(key) {
        return .lesson("\(place): \(key) is true or false")
      }
      if keys.contains(key) { return .lesson("\(place): \(key) is a text, such as \"last\"") }
      return .lesson(
        "\(place) has no key \(key); it has "
          + (keys + ["allow-outside", "cache"]).joined(separator: ", "))
    }
  }
}

extension String {
  /// Where the last slash stands, which paths within a folder have.
  fileprivate var lastSlash: Index { lastIndex(of: "/") ?? startIndex }
}
