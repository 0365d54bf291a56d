import Documents
import Foundation
import Notes
import Publishing
import Watching

/// The figures of a document's blocks, each with its last correct pictures.
public final class WatchedDocument: WatchedFile {
  private let place: BlockFigure.Place
  private let cache: PictureCache?
  private let reporting: Reporting
  /// The document, and the lessons that it names.
  public private(set) var files: Set<String>
  private var identities = Identities()
  private var page: Exhibit.Page
  /// The last correct pictures of each block, by identity.
  private var shown: [Int: Pictures] = [:]
  /// What is drawn, by the block's key.
  private var drawn: [String: Pictures] = [:]

  // If drawing takes longer, the page shows the figures drawn so far.
  private static let patience = 0.1

  /// Prepares a document's page; nothing is read yet.
  public init(
    _ path: String, outside: BlockFigure.Place.OutsideLessons, cache: PictureCache?,
    reporting: Reporting
  ) {
    self.reporting = reporting
    place = BlockFigure.Place(path: path, outside: outside)
    self.cache = cache
    files = [path]
    let name = URL(fileURLWithPath: path).lastPathComponent
    page = Exhibit.Page(kind: .document, title: name, file: path)
  }

  /// Draws the blocks that have changed, and shows them as they become ready.
  public func renew(isOutdated: () -> Bool, show: (Exhibit) -> Void) {
    let document: NotesDocument
    do {
      document = try NotesDocument(
        bytes: InputFile.bytes(of: place.document, expecting: "document"), name: place.document)
    } catch {
      page.error = reporting.worded(error)
      return show(exhibit)
    }
    page.error = nil
    let blocks = document.blocks
    files = Set(
      [place.document] + blocks.compactMap { BlockFigure.namedFile(of: $0, at: place) })
    let numbers = identities.renew(
      blocks.map { ($0.id, ContentHash.of([$0.lesson] + $0.sortedOptions)) })
    shown = shown.filter { numbers.contains($0.key) }
    page.figures = zip(numbers, zip(blocks, document.headings())).map { number, content in
      var figure = Exhibit.Page.Figure(identity: number)
      figure.heading = content.1
      figure.place = "\(page.title):\(content.0.line)"
      figure.caption = content.0.options["caption"]
      figure.isPending = true
      if let last = shown[number] { (figure.shape, figure.pictures) = (last.shape, last.words) }
      return figure
    }
    draw(blocks, isOutdated: isOutdated, show: show)
  }

  private func draw(_ blocks: [NotesBlock], isOutdated: () -> Bool, show: (Exhibit) -> Void) {
    var next: [String: Pictures] = [:]
    var lastShown = Date()
    for (index, block) in blocks.enumerated() {
      guard !isOutdated() else {
        // Earlier pictures may still be needed.
        drawn.merge(next) { $1 }
        return
      }
      if Date().timeIntervalSince(lastShown) > Self.patience {
        show(exhibit)
        lastShown = Date()
      }
      var figure = page.figures[index]
      do {
        let source = try BlockFigure(block, at: place)
        let pictures =
          try drawn[source.key] ?? next[source.key]
          ?? Pictures(of: source.drawn(as: [.svg], from: cache), shape: source.shape.rawValue)
        next[source.key] = pictures
        shown[figure.identity] = pictures
        (figure.shape, figure.pictures) = (pictures.shape, pictures.words)
      } catch {
        figure.error = reporting.worded(error)
      }
      figure.isPending = false
      page.figures[index] = figure
    }
    drawn = next
    show(exhibit)
  }

  private var exhibit: Exhibit {
    var pictures: [String: Exhibit.Picture] = [:]
    for shown in shown.values {
      for (words, content) in zip(shown.words, shown.contents) {
        pictures[words.name] = { content }
      }
    }
    return Exhibit(page: page, pictures: pictures)
  }
}

/// A block's pictures, in the form that the page needs.
private struct Pictures {
  let words: [Exhibit.Page.Picture]
  let contents: [[UInt8]]
  let shape: String

  init(of block: DrawnBlock, shape: String) {
    self.shape = shape
    contents = block.pictures.map(\.content)
    let (steps, themes) = (block.steps, block.themes)
    words = block.pictures.map { picture in
      let labels =
        (steps.count > 1 ? ["step \(picture.step)"] : [])
        + (themes.count > 1 ? [picture.theme] : [])
      return Exhibit.Page.Picture(
        name: ContentHash.of([picture.content]), alternativeText: picture.alternativeText,
        caption: labels.isEmpty ? nil : labels.joined(separator: ", "))
    }
  }
}
