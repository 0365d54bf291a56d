import Watching

/// A file that is drawn again whenever it changes: a document or a lesson.
public protocol WatchedFile: AnyObject {
  /// All files that the drawing depends on.
  var files: Set<String> { get }

  /// Reads the file and draws what has changed; a mistake appears on the page, beside the last
  /// correct figures.
  ///
  /// - Parameters:
  ///   - isOutdated: whether a file has changed since; drawing then stops.
  ///   - show: shows what is ready; called once or several times.
  func renew(isOutdated: () -> Bool, show: (Exhibit) -> Void)
}
