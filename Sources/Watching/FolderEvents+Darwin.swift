#if canImport(Darwin)
  import Darwin
  import Dispatch

  /// The events of folders, by kqueue(2) through Dispatch.
  ///
  /// It belongs to the queue that it was made with. A folder's event does not name the file, and
  /// writing in place is an event of the file alone; so both are watched, and some reports are for
  /// nothing.
  final class FolderEvents {
    private let queue: DispatchQueue
    private let report: () -> Void
    private var sources: [any DispatchSourceFileSystemObject] = []

    init(on queue: DispatchQueue, _ report: @escaping () -> Void) throws(WatchError) {
      self.queue = queue
      self.report = report
    }

    deinit { sources.forEach { $0.cancel() } }

    /// Reports from now on what happens to these entries.
    ///
    /// - Throws: `WatchError` of the first folder that cannot be watched; the others are.
    func listen(to entries: Set<FolderEntry>) throws(WatchError) {
      // All anew: a file that was saved by renaming is another one.
      sources.forEach { $0.cancel() }
      sources = []
      var refusal: WatchError?
      for folder in Set(entries.map(\.folder)).sorted() where !watch(folder) {
        refusal = refusal ?? WatchError(folder: folder, code: errno)
      }
      // One that is missing shows in its folder when it comes.
      for entry in entries { _ = watch(entry.folder + "/" + entry.name) }
      if let refusal { throw refusal }
    }

    private func watch(_ path: String) -> Bool {
      let descriptor = open(path, O_EVTONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return false }
      let source = DispatchSource.makeFileSystemObjectSource(
        fileDescriptor: descriptor, eventMask: [.write, .extend, .delete, .rename, .revoke],
        queue: queue)
      source.setEventHandler { [weak self] in self?.report() }
      source.setCancelHandler { close(descriptor) }
      source.activate()
      sources.append(source)
      return true
    }
  }
#endif
