import Formulas
import Foundation
import Watching

/// Draws a file again whenever it changes, and shows it.
public final class WatchSession: @unchecked Sendable {
  private let drawing: DispatchQueue
  // These are used only on the drawing queue.
  private let file: any WatchedFile
  private let show: (Exhibit) -> Void
  private let reporting: Reporting
  private var watch: FileWatch?
  private var watched: Set<String>
  private var complaints: [Message] = []
  // Protected by the lock.
  private var changes = 0
  private let lock = NSLock()

  /// Starts watching and drawing.
  ///
  /// - Parameters:
  ///   - reporting: reports mistakes each time they change; called on the drawing queue.
  ///   - show: called on the drawing queue.
  /// - Throws: `WatchError` if the file's folder cannot be watched.
  public init(
    _ file: any WatchedFile, on drawing: DispatchQueue, _ reporting: Reporting,
    show: @escaping (Exhibit) -> Void
  ) throws {
    self.reporting = reporting
    self.file = file
    self.drawing = drawing
    self.show = show
    watched = file.files
    let watch = try FileWatch { [weak self] in self?.somethingChanged() }
    try watch.watch(watched)
    drawing.sync { self.watch = watch }
    somethingChanged()
  }

  private func somethingChanged() {
    let number = lock.withLock {
      changes += 1
      return changes
    }
    drawing.async { self.renew(number) }
  }

  /// Waits for the figure that is being drawn, and draws no more.
  public func stop() {
    lock.withLock { changes += 1 }
    drawing.sync {}
  }

  private func isOutdated(_ number: Int) -> Bool { lock.withLock { number != changes } }

  private func renew(_ number: Int) {
    guard !isOutdated(number) else { return }
    file.renew(isOutdated: { self.isOutdated(number) }) { preview in
      tell(preview)
      show(preview.exhibit)
    }
    guard file.files != watched else { return }
    watched = file.files
    do {
      try watch?.watch(watched)
    } catch {
      reporting.say(reporting.worded(error))
    }
    // They may have changed after they were read and before they were watched.
    somethingChanged()
  }

  /// Reports in the terminal what the page shows.
  private func tell(_ preview: Preview) {
    guard !preview.isPending else { return }
    var now: [Message] = []
    // Several blocks may show one lesson.
    for mistake in preview.mistakes where !now.contains(mistake) {
      if !complaints.contains(mistake) { reporting.say(mistake) }
      now.append(mistake)
    }
    if now.isEmpty, !complaints.isEmpty { reporting.say(Message("All mistakes are fixed.")) }
    complaints = now
  }
}
