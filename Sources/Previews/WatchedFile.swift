import Watching

/// A file that is drawn anew whenever it has changed: a document or a lesson.
public protocol WatchedFile: AnyObject {
  /// All files that the drawing depends on.
  var files: Set<String> { get }

  /// Reads the file and draws what has changed; a mistake appears on the page, beside what was last
  /// right.
  ///
  /// - Parameters:
  ///   - isOutdated: whether a file has changed since; what is not drawn yet is left then.
  ///   - show: takes what is ready, once or several times.
  func renew(isOutdated: () -> Bool, show: (Exhibit) -> Void)
}
