import Documents
import Formulas
import Foundation
import Notes
import Publishing
import Watching

/// A document as a page: its text, and the figures of its blocks, each with its last correct
/// pictures.
public final class WatchedDocument: WatchedFile {
  private let place: BlockFigure.Place
  private let cache: PictureCache?
  private let reporting: Reporting
  private let name: String
  /// The document, and the lessons that it names.
  public private(set) var files: Set<String>
  private var identities = Identities()
  /// The last document that could be read, and the state of its blocks.
  private var document: NotesDocument?
  private var figures: [DocumentFigure] = []
  /// The last correct pictures of each block, by identity.
  private var shown: [Int: DocumentFigure.Pictures] = [:]
  /// What is drawn, by the block's key.
  private var drawn: [String: DocumentFigure.Pictures] = [:]

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
    name = URL(fileURLWithPath: path).lastPathComponent
  }

  /// The document as far as it is drawn, or what the page waits for.
  public var preview: Preview { preview(with: nil) }

  /// Draws the blocks that have changed, and shows them as they become ready.
  public func renew(isOutdated: () -> Bool, show: (Preview) -> Void) {
    let document: NotesDocument
    do {
      document = try NotesDocument(
        bytes: InputFile.bytes(of: place.document, expecting: "document"), name: place.document)
    } catch {
      return show(preview(with: reporting.worded(error)))
    }
    self.document = document
    let blocks = document.blocks
    files = Set(
      [place.document] + blocks.compactMap { BlockFigure.namedFile(of: $0, at: place) })
    let numbers = identities.renew(
      blocks.map { ($0.id, ContentHash.of([$0.lesson] + $0.sortedOptions)) })
    shown = shown.filter { numbers.contains($0.key) }
    figures = zip(numbers, blocks).map { number, block in
      DocumentFigure(
        identity: number, id: block.id, caption: block.options["caption"], isPending: true,
        pictures: shown[number])
    }
    draw(blocks, isOutdated: isOutdated, show: show)
  }

  private func draw(_ blocks: [NotesBlock], isOutdated: () -> Bool, show: (Preview) -> Void) {
    var next: [String: DocumentFigure.Pictures] = [:]
    var lastShown = Date()
    for (index, block) in blocks.enumerated() {
      guard !isOutdated() else {
        // Earlier pictures may still be needed.
        drawn.merge(next) { $1 }
        return
      }
      if Date().timeIntervalSince(lastShown) > Self.patience {
        show(preview)
        lastShown = Date()
      }
      do {
        let source = try BlockFigure(block, at: place)
        let pictures =
          try drawn[source.key] ?? next[source.key]
          ?? DocumentFigure.Pictures(source.drawn(as: [.svg], from: cache), of: source)
        next[source.key] = pictures
        shown[figures[index].identity] = pictures
        figures[index].pictures = pictures
      } catch {
        figures[index].mistake = reporting.worded(error)
      }
      figures[index].isPending = false
    }
    drawn = next
    show(preview)
  }

  private func preview(with error: Message?) -> Preview {
    guard let document else { return Preview(.waiting(for: name), error: error) }
    let text = document.html { figures[$0].html }
    let empty = "<p class=\"empty\">\(name.attribute) has no unroll block yet.</p>\n"
    let page = HTMLPage(
      notes: text + (figures.isEmpty ? empty : "") + linkToMistakes,
      title: document.title ?? name)
    let contents = shown.values.map(\.contents)
    let unread = document.unread.map { DocumentMistake($0) }
    let error =
      error ?? (unread.isEmpty ? nil : reporting.worded(DocumentError.mistakes(unread)))
    return Preview(
      page, error: error, mistakes: figures.compactMap(\.mistake),
      isPending: figures.contains(where: \.isPending),
      pictures: contents.reduce(into: [:]) { $0.merge($1) { first, _ in first } })
  }

  /// A link to the first mistake, which may be far from what is in view.
  private var linkToMistakes: String {
    let wrong = figures.filter { $0.mistake != nil }
    guard let first = wrong.first else { return "" }
    let count = wrong.count == 1 ? "1 block has a mistake" : "\(wrong.count) blocks have mistakes"
    return "<p class=\"mistakes\"><a href=\"#\(first.anchor)\">\(count)</a></p>\n"
  }
}
