import Formulas
import Foundation
import Publishing
import TestSupport
import Testing
import Watching

@testable import Previews

/// A file whose drawing takes until the test lets it end.
private final class SlowFile: WatchedFile, @unchecked Sendable {
  let files: Set<String>
  private let path: String
  // The condition protects all below.
  private let condition = NSCondition()
  private var isHeld = true
  private var drawings: [(text: String, isOutdated: Bool)] = []

  init(_ path: String) { (self.path, files) = (path, [path]) }

  var preview: Preview { Preview(.waiting(for: "notes.md"), error: nil) }

  func renew(isOutdated: () -> Bool, show: (Preview) -> Void) {
    let text = try? String(contentsOfFile: path, encoding: .utf8)
    condition.withLock {
      while isHeld { condition.wait() }
      drawings.append((text ?? "", isOutdated()))
      condition.broadcast()
    }
  }

  /// Lets the drawing end, and every later one at once.
  func release() {
    condition.withLock {
      isHeld = false
      condition.broadcast()
    }
  }

  /// Waits until a text is drawn, and returns all drawings so far.
  func drawings(until text: String) -> [(text: String, isOutdated: Bool)] {
    condition.withLock {
      let end = Date(timeIntervalSinceNow: 60)
      while drawings.last?.text != text, condition.wait(until: end) {}
      return drawings
    }
  }
}

@Suite struct WatchSessionTests {
  @Test("Saves during a drawing make it outdated, and only the last of them is drawn")
  func saves() throws {
    let folder = try TemporaryFolder()
    let file = SlowFile(try folder.put("0", in: "notes.md"))
    let queue = DispatchQueue(label: "drawing")
    let session = try WatchSession(
      file, on: queue, Reporting(worded: { Message("\($0)") }, say: { _ in }), show: { _ in })
    let saves = 20
    for number in 1...saves {
      try folder.put("\(number)", in: "notes.md")
      // Three times as long as changes are collected, so that each save is reported.
      usleep(60_000)
    }
    file.release()
    _ = file.drawings(until: "\(saves)")
    queue.sync {}
    let drawings = file.drawings(until: "\(saves)")
    #expect(drawings.first?.isOutdated == true)
    #expect(drawings.last?.text == "\(saves)")
    // The first, the last, and at most two reports of it that come late.
    #expect((2...4).contains(drawings.count), "\(drawings)")
    session.stop()
  }
}
