import Formulas
import Publishing
import Watching

/// A file that is drawn again whenever it changes: a document or a lesson.
public protocol WatchedFile: AnyObject {
  /// All files that the drawing depends on.
  var files: Set<String> { get }

  /// What is shown until something is drawn.
  var preview: Preview { get }

  /// Reads the file and draws what has changed; a mistake appears on the page, with the last
  /// correct figures.
  ///
  /// - Parameters:
  ///   - isOutdated: whether a file has changed since; drawing then stops.
  ///   - show: shows what is ready; called once or several times.
  func renew(isOutdated: () -> Bool, show: (Preview) -> Void)
}

/// What a file's page shows at a moment.
public struct Preview: Sendable {
  /// What the server shows.
  public let exhibit: Exhibit
  /// All mistakes, in the file's order.
  public let mistakes: [Message]
  /// Whether something is still being drawn.
  public let isPending: Bool

  /// Creates a preview.
  ///
  /// - Parameters:
  ///   - error: the mistake that the page shows over everything else.
  ///   - mistakes: those that it shows in their places.
  init(
    _ page: HTMLPage, error: Message?, mistakes: [Message] = [], isPending: Bool = false,
    pictures: [String: [UInt8]] = [:]
  ) {
    exhibit = Exhibit(
      page: page.content, version: page.version, policy: page.policy, error: error,
      pictures: pictures)
    self.mistakes = [error].compactMap { $0 } + mistakes
    self.isPending = isPending
  }
}

extension HTMLPage {
  /// The page that is shown until a file is first drawn.
  ///
  /// - Parameter file: the file's name.
  static func waiting(for file: String) -> HTMLPage {
    HTMLPage(
      notes: """
        <h1>\(file.attribute)</h1>
        <p role="status">The figures appear here as soon as they are drawn.</p>
        <noscript><p>This page renews itself only with JavaScript; without, load it again.</p></noscript>

        """,
      title: file, isWaiting: true)
  }
}
