import Foundation
import Graphviz
import Notes
import Publishing
import Watching

/// The figures of a document's blocks, each with its last good pictures.
final class WatchedDocument: WatchedFile {
  private let place: BlockFigure.Place
  private let cache: PictureCache?
  private(set) var files: Set<String>
  private var identities = Identities()
  private var page: Exhibit.Page
  /// The last good figure of each identity.
  private var shown: [Int: DrawnBlock] = [:]
  /// What is drawn, by the block's key.
  private var drawn: [String: DrawnBlock] = [:]

  // What takes longer is shown in parts.
  private static let patience = 0.1

  init(_ path: String, allowsOutside: Bool, cache: PictureCache?) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    place = BlockFigure.Place(document: path, folder: folder, allowsOutside: allowsOutside)
    self.cache = cache
    files = [path]
    let name = URL(fileURLWithPath: path).lastPathComponent
    page = Exhibit.Page(kind: .document, title: name, file: path)
  }

  func renew(isOutdated: () -> Bool, show: (Exhibit) -> Void) {
    let document: NotesDocument
    do {
      document = try NotesDocument(
        bytes: EmbeddedDocument.bytes(place.document), name: place.document)
    } catch {
      page.error = Self.message(of: error)
      return show(exhibit)
    }
    page.error = nil
    let blocks = document.blocks
    files = Set(
      [place.document] + blocks.compactMap { BlockFigure.namedFile(of: $0, at: place)?.path })
    let numbers = identities.renew(
      blocks.map { block in
        let options = block.options.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return (block.id, ContentHash.of([block.lesson] + options))
      })
    shown = shown.filter { numbers.contains($0.key) }
    page.figures = zip(numbers, zip(blocks, document.headings())).map { number, content in
      var figure = Exhibit.Page.Figure(identity: number)
      figure.heading = content.1
      figure.place = "\(page.title):\(content.0.line)"
      figure.caption = content.0.options["caption"]
      figure.isPending = true
      describe(&figure)
      return figure
    }
    draw(blocks, isOutdated: isOutdated, show: show)
  }

  private func draw(_ blocks: [NotesBlock], isOutdated: () -> Bool, show: (Exhibit) -> Void) {
    var next: [String: DrawnBlock] = [:]
    var lastShown = Date()
    for (index, block) in blocks.enumerated() {
      guard !isOutdated() else {
        // What was drawn before may be needed still.
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
          try drawn[source.key] ?? next[source.key] ?? source.drawn(as: [.svg], from: cache)
        next[source.key] = pictures
        shown[figure.identity] = pictures
        figure.shape = source.shape.rawValue
        figure.error = nil
      } catch {
        figure.error = Self.message(of: error)
      }
      figure.isPending = false
      describe(&figure)
      page.figures[index] = figure
    }
    drawn = next
    show(exhibit)
  }

  /// The words of a figure's pictures as they were last right.
  private func describe(_ figure: inout Exhibit.Page.Figure) {
    guard let block = shown[figure.identity] else { return }
    figure.pictures = block.pictures.map { picture in
      let labels =
        (block.steps.count > 1 ? ["step \(picture.step)"] : [])
        + (block.themes.count > 1 ? [picture.theme] : [])
      return Exhibit.Page.Picture(
        name: Self.name(of: picture), alternativeText: picture.alternativeText,
        caption: labels.isEmpty ? nil : labels.joined(separator: ", "))
    }
  }

  private static func name(of picture: DrawnBlock.Picture) -> String {
    ContentHash.of([picture.content])
  }

  private var exhibit: Exhibit {
    var pictures: [String: Exhibit.Picture] = [:]
    for picture in shown.values.flatMap(\.pictures) {
      let content = picture.content
      pictures[Self.name(of: picture)] = { content }
    }
    return Exhibit(page: page, pictures: pictures)
  }

  /// What the terminal would say.
  static func message(of error: any Error) -> String {
    switch error {
    case let failure as Failure: failure.message
    default: "\(error)"
    }
  }
}
