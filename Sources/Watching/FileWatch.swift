import Dispatch

/// Tells when files may have changed, as the system does: nothing is looked at in between.
///
/// Their folders are watched, since editors save by renaming: the file that was read is gone then,
/// and another one has its name. A file may be missing, come, go and come back, and its folder too;
/// symbolic links are followed, and each of them is watched.
///
/// ```swift
/// let watch = try FileWatch { print("look again") }
/// try watch.watch(["notes.md", "lessons/elman.yaml"])
/// ```
///
/// What happens within a fiftieth of a second is told once. A file system that another machine
/// writes to, such as NFS, tells nothing.
public final class FileWatch: @unchecked Sendable {
  // All that can change is touched on this queue alone.
  private let queue = DispatchQueue(label: "unroll.file-watch")
  private let changed: @Sendable () -> Void
  private var events: FolderEvents?
  private var files: Set<String> = []
  private var isDue = false

  // An editor truncates, writes and renames in less; who looks at the page does not notice it.
  private static let pause = DispatchTimeInterval.milliseconds(20)
  private static let pauseAfterRefusal = DispatchTimeInterval.seconds(1)

  /// Makes a watch over no file yet.
  ///
  /// - Parameter changed: called on a queue of the watch's own after something happened to a file;
  ///   it must not call the watch.
  /// - Throws: `WatchError` when the system has no more watches to give.
  public init(_ changed: @escaping @Sendable () -> Void) throws(WatchError) {
    self.changed = changed
    events = try FolderEvents(on: queue) { [weak self] in self?.tellSoon() }
  }

  /// Watches these files from now on, and no others.
  ///
  /// - Parameter files: paths, absolute or from the working folder.
  /// - Throws: `WatchError` when a folder cannot be watched.
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
      // First listen, then tell: whatever comes after is an event again. A folder that goes just
      // now is looked for once more.
      if listen() != nil { tellSoon(after: Self.pauseAfterRefusal) }
      changed()
    }
  }
}
