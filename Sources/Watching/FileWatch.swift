import Dispatch

/// Reports when files may have changed, based on events from the system, without polling.
///
/// It watches the folders of the files, since editors save by renaming: the old file is gone then,
/// and a new one has its name. Files and their folders may be missing, appear, disappear and come
/// back. Symbolic links are followed, and each link is watched.
///
/// ```swift
/// let watch = try FileWatch { print("something changed") }
/// try watch.watch(["notes.md", "lessons/elman.yaml"])
/// ```
///
/// Changes within a fiftieth of a second are reported once. Changes made by another machine on a
/// network file system, such as NFS, are not reported.
public final class FileWatch: @unchecked Sendable {
  // All mutable state is accessed only on this queue.
  private let queue = DispatchQueue(label: "unroll.file-watch")
  private let changed: @Sendable () -> Void
  private var events: FolderEvents?
  private var files: Set<String> = []
  private var isDue = false

  // Editors truncate, write and rename in less time, and readers of the page do not notice the
  // delay.
  private static let pause = DispatchTimeInterval.milliseconds(20)
  private static let pauseAfterRefusal = DispatchTimeInterval.seconds(1)

  /// Creates a watch, at first without any files.
  ///
  /// - Parameter changed: called on a private queue after something has happened to a file; it must
  ///   not call the watch.
  /// - Throws: `WatchError` if the system's limit for watches is reached.
  public init(_ changed: @escaping @Sendable () -> Void) throws(WatchError) {
    self.changed = changed
    events = try FolderEvents(on: queue) { [weak self] in self?.tellSoon() }
  }

  /// Watches these files from now on, instead of the previous ones.
  ///
  /// - Parameter files: paths, absolute or relative to the working directory.
  /// - Throws: `WatchError` if a folder cannot be watched.
  public func watch(_ files: Set<String>) throws(WatchError) {
    dispatchPrecondition(condition: .notOnQueue(queue))
    let refusal: WatchError? = queue.sync {
      self.files = files
      return listen()
    }
    if let refusal { throw refusal }
  }

  private func listen() -> WatchError? {
    let entries = files.reduce(into: Set<FolderEntry>()) {
      $0.formUnion(FolderEntry.entries(leadingTo: $1))
    }
    do throws(WatchError) {
      try events?.listen(to: entries)
      return nil
    } catch {
      return error
    }
  }

  private func tellSoon(after pause: DispatchTimeInterval = FileWatch.pause) {
    guard !isDue else { return }
    isDue = true
    queue.asyncAfter(deadline: .now() + pause) { [weak self] in
      guard let self else { return }
      isDue = false
      // Listen before reporting, so that any later change is a new event. If a folder has just
      // disappeared, try again.
      if listen() != nil { tellSoon(after: Self.pauseAfterRefusal) }
      changed()
    }
  }
}
