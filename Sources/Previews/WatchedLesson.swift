import Foundation
import Publishing
import UnrollKit

/// The deck of a lesson, as a page on which its numbers can be changed.
public final class WatchedLesson: WatchedFile {
  private let path: String
  private let overrides: Overrides
  private let read: () throws -> [UInt8]
  private let reporting: Reporting
  private var page: HTMLPage
  private var content: [UInt8]?

  /// Only the lesson itself.
  public var files: Set<String> { [path] }

  /// The last correct deck, or what the page waits for.
  public var preview: Preview { Preview(page, error: nil) }

  /// Prepares a deck's page; nothing is read yet.
  ///
  /// - Parameters:
  ///   - overrides: settings that take precedence over the lesson's.
  ///   - read: reads the file.
  public init(
    _ path: String, with overrides: Overrides, reporting: Reporting,
    reading read: @escaping () throws -> [UInt8]
  ) {
    (self.path, self.overrides) = (path, overrides)
    (self.read, self.reporting) = (read, reporting)
    page = .waiting(for: URL(fileURLWithPath: path).lastPathComponent)
  }

  /// Makes the deck of a changed lesson.
  public func renew(isOutdated: () -> Bool, show: (Preview) -> Void) {
    do {
      let bytes = try read()
      // The file was saved without changes, or the last correct text was restored.
      if bytes != content {
        page = try Illustration(of: Lesson(bytes: bytes, name: path), with: overrides)
          .page(isServed: true)
        content = bytes
      }
      show(preview)
    } catch {
      show(Preview(page, error: reporting.worded(error)))
    }
  }
}
