import Figures
import Foundation
import Graphviz
import Lessons
import Publishing
import Storyboards
import Unrolling
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
    let (lesson, trace) = try source.traced()
    if let objection = GradientCheck.objection(toDrawing: trace) {
      throw Failure.lesson(
        "\(source.path): error: not drawn: \(objection); unroll check \(source.path) shows the numbers"
      )
    }
    let board = try look.storyboard(of: trace, lesson)
    let theme = look.themes(of: lesson).first ?? .light
    let scene = try look.scene(of: board, lesson, theme: theme)
    let steps = StepPictures(of: scene, on: drawing)
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

/// The pictures of a scene's steps, each drawn when it is first asked for.
private final class StepPictures: @unchecked Sendable {
  // All below is touched on this queue alone.
  private let queue: DispatchQueue
  private let scene: Scene
  private var figure: Figure?
  private var pictures: [Int: [UInt8]] = [:]

  init(of scene: Scene, on queue: DispatchQueue) {
    self.scene = scene
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
      let figure = try figure ?? Figure(of: scene)
      self.figure = figure
      let picture = try figure.rendered(step, as: .svgWithOutlines)
      pictures[step.number] = picture
      return picture
    } catch {
      Terminal.say("unroll: error: \(WatchedDocument.message(of: error))")
      return nil
    }
  }
}
