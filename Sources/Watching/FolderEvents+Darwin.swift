#if canImport(Darwin)
  import Darwin
  import Dispatch

  /// Folder events from kqueue(2), through Dispatch.
  ///
  /// Use it only on the queue with which it was created. Events of a folder do not name the file,
  /// and writing in place causes an event only for the file. So both are watched, and some reports
  /// are unnecessary.
  final class FolderEvents {
    private let queue: DispatchQueue
    private let report: () -> Void
    private var sources: [any DispatchSourceFileSystemObject] = []

    init(on queue: DispatchQueue, _ report: @escaping () -> Void) throws(WatchError) {
      self.queue = queue
      self.report = report
    }

    deinit { sources.forEach { $0.cancel() } }

    /// Reports events of these entries from now on.
    ///
    /// - Throws: `WatchError` for the first folder that cannot be watched; the others are watched.
    func listen(to entries: Set<FolderEntry>) throws(WatchError) {
      // Open everything again, because a file saved by renaming is a new file.
      sources.forEach { $0.cancel() }
      sources = []
      var refusal: WatchError?
      for folder in Set(entries.map(\.folder)).sorted() where !watch(folder) {
        refusal = refusal ?? WatchError(folder: folder, code: errno)
      }
      // If an entry is missing, its appearance is an event of its folder.
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
