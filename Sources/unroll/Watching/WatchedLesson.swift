import Foundation
import Publishing
import Storyboards
import UnrollKit
import Watching

/// The deck of a lesson; its steps are drawn when somebody looks at them.
final class WatchedLesson: WatchedFile {
  private let path: String
  private let look: FigureOptions
  private let drawing: DispatchQueue
  private var exhibit: Exhibit
  private var content: [UInt8]?

  var files: Set<String> { [path] }

  /// - Parameter drawing: the queue on which everything is drawn.
  init(_ path: String, look: FigureOptions, on drawing: DispatchQueue) {
    self.path = path
    self.look = look
    self.drawing = drawing
    let name = URL(fileURLWithPath: path).lastPathComponent
    exhibit = Exhibit(page: Exhibit.Page(kind: .deck, title: name, file: path))
  }

  func renew(isOutdated: () -> Bool, show: (Exhibit) -> Void) {
    do {
      let source = try LessonSource(path)
      // A save that changes nothing, or one that is back to what was right.
      if source.bytes != content {
        exhibit = try Self.exhibit(of: source, look, on: drawing)
        content = source.bytes
      }
      exhibit.page.error = nil
    } catch {
      exhibit.page.error = WatchedDocument.message(of: error)
    }
    show(exhibit)
  }

  private static func exhibit(
    of source: LessonSource, _ look: FigureOptions, on drawing: DispatchQueue
  ) throws -> Exhibit {
    let illustration = try Illustration(of: source.read(), with: look.overrides())
    _ = try illustration.scene()
    let board = illustration.storyboard
    let steps = StepPictures(of: illustration, on: drawing)
    let key = ContentHash.of([source.bytes])
    let name = URL(fileURLWithPath: source.path).lastPathComponent
    var page = Exhibit.Page(kind: .deck, title: board.title ?? name, file: source.path)
    page.language = board.language.rawValue
    var figure = Exhibit.Page.Figure(identity: 1)
    var pictures: [String: Exhibit.Picture] = [:]
    for step in board.steps {
      let name = "\(key)-\(step.number)"
      figure.pictures.append(
        Exhibit.Page.Picture(
          name: name, alternativeText: step.alternativeText, caption: step.caption.plain,
          narration: step.narration))
      pictures[name] = { await steps.picture(of: step) }
    }
    page.figures = [figure]
    return Exhibit(page: page, pictures: pictures)
  }
}

/// The pictures of an illustration's steps, each drawn when it is first asked for.
private final class StepPictures: @unchecked Sendable {
  // All below is touched on this queue alone.
  private let queue: DispatchQueue
  private let illustration: Illustration
  private var pictures: [Int: [UInt8]] = [:]

  init(of illustration: Illustration, on queue: DispatchQueue) {
    self.illustration = illustration
    self.queue = queue
  }

  func picture(of step: Step) async -> [UInt8]? {
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: self.draw(step)) }
    }
  }

  private func draw(_ step: Step) -> [UInt8]? {
    if let picture = pictures[step.number] { return picture }
    do {
      let picture = try illustration.rendered(step, as: .svg)
      pictures[step.number] = picture
      return picture
    } catch {
      Terminal.say(WatchedDocument.message(of: error))
      return nil
    }
  }
}
