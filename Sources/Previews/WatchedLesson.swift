import Foundation
import Publishing
import Storyboards
import UnrollKit
import Watching

/// The deck of a lesson; each step is drawn when it is viewed.
public final class WatchedLesson: WatchedFile {
  private let path: String
  private let overrides: Overrides
  private let read: () throws -> [UInt8]
  private let reporting: Reporting
  private let drawing: DispatchQueue
  private var exhibit: Exhibit
  private var content: [UInt8]?

  /// Only the lesson itself.
  public var files: Set<String> { [path] }

  /// Prepares a deck's page; nothing is read yet.
  ///
  /// - Parameters:
  ///   - overrides: settings that take precedence over the lesson's.
  ///   - drawing: the queue on which everything is drawn.
  ///   - read: reads the file.
  public init(
    _ path: String, with overrides: Overrides, on drawing: DispatchQueue,
    reporting: Reporting, reading read: @escaping () throws -> [UInt8]
  ) {
    (self.path, self.overrides, self.drawing) = (path, overrides, drawing)
    (self.read, self.reporting) = (read, reporting)
    let name = URL(fileURLWithPath: path).lastPathComponent
    exhibit = Exhibit(page: Exhibit.Page(kind: .deck, title: name, file: path))
  }

  /// Makes the deck of a changed lesson.
  public func renew(isOutdated: () -> Bool, show: (Exhibit) -> Void) {
    do {
      let bytes = try read()
      // The file was saved without changes, or the last correct text was restored.
      if bytes != content {
        exhibit = try exhibit(of: bytes)
        content = bytes
      }
      exhibit.page.error = nil
    } catch {
      exhibit.page.error = reporting.worded(error)
    }
    show(exhibit)
  }

  private func exhibit(of bytes: [UInt8]) throws -> Exhibit {
    let illustration = try Illustration(of: Lesson(bytes: bytes, name: path), with: overrides)
    _ = try illustration.scene()
    let board = illustration.storyboard
    let steps = StepPictures(of: illustration, on: drawing, reporting)
    let key = ContentHash.of([bytes])
    let name = URL(fileURLWithPath: path).lastPathComponent
    var page = Exhibit.Page(kind: .deck, title: board.title ?? name, file: path)
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

/// The pictures of an illustration's steps, each drawn when it is first requested.
private final class StepPictures: @unchecked Sendable {
  // Everything below is used only on this queue.
  private let queue: DispatchQueue
  private let illustration: Illustration
  private let reporting: Reporting
  private var pictures: [Int: [UInt8]] = [:]

  init(of illustration: Illustration, on queue: DispatchQueue, _ reporting: Reporting) {
    (self.illustration, self.reporting) = (illustration, reporting)
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
      reporting.say(reporting.worded(error))
      return nil
    }
  }
}
