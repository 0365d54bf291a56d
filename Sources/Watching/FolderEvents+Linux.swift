#if os(Linux)
  import Dispatch
  import Foundation

  /// Folder events from inotify(7).
  ///
  /// Use it only on the queue with which it was created.
  final class FolderEvents {
    private let descriptor: Int32
    private let source: any DispatchSourceRead
    private let report: () -> Void
    private var entries: Set<FolderEntry> = []
    private var foldersByWatch: [Int32: String] = [:]

    // Files saved in place, saved by renaming, linked or removed; and the folder itself removed or
    // moved.
    private static let contentEvents =
      IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_MOVED_FROM
    private static let folderEvents = IN_DELETE_SELF | IN_MOVE_SELF

    init(on queue: DispatchQueue, _ report: @escaping () -> Void) throws(WatchError) {
      descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
      guard descriptor >= 0 else { throw WatchError(folder: "", code: errno) }
      self.report = report
      source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
      source.setEventHandler { [weak self] in self?.readEvents() }
      source.setCancelHandler { [descriptor] in close(descriptor) }
      source.activate()
    }

    deinit { source.cancel() }

    /// Reports events of these entries from now on.
    ///
    /// - Throws: `WatchError` for the first folder that cannot be watched; the others are watched.
    func listen(to entries: Set<FolderEntry>) throws(WatchError) {
      self.entries = entries
      let folders = Set(entries.map(\.folder))
      for (watch, folder) in foldersByWatch where !folders.contains(folder) {
        inotify_rm_watch(descriptor, watch)
        foldersByWatch[watch] = nil
      }
      // Includes folders already watched, since a folder of the same name may be a new one by now.
      var refusal: WatchError?
      for folder in folders.sorted() {
        let events = UInt32(Self.contentEvents | Self.folderEvents) | UInt32(IN_ONLYDIR)
        let watch = inotify_add_watch(descriptor, folder, events)
        if watch >= 0 {
          foldersByWatch[watch] = folder
        } else {
          refusal = refusal ?? WatchError(folder: folder, code: errno)
        }
      }
      if let refusal { throw refusal }
    }

    private func readEvents() {
      var buffer = [UInt8](repeating: 0, count: 1 << 14)
      var isOurs = false
      while true {
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { break }
        buffer.withUnsafeBytes { bytes in
          var next = 0
          while next < count {
            let event = bytes.loadUnaligned(fromByteOffset: next, as: inotify_event.self)
            let start = next + MemoryLayout<inotify_event>.size
            next = start + Int(event.len)
            // The name is padded with zeros.
            let name = String(decoding: bytes[start..<next].prefix { $0 != 0 }, as: UTF8.self)
            if concerns(event, name: name) { isOurs = true }
          }
        }
      }
      if isOurs { report() }
    }

    private func concerns(_ event: inotify_event, name: String) -> Bool {
      let mask = event.mask
      func holds(_ flags: Int32) -> Bool { mask & UInt32(flags) != 0 }
      // Events were lost.
      if holds(IN_Q_OVERFLOW) { return true }
      guard let folder = foldersByWatch[event.wd] else { return false }
      if holds(Self.folderEvents | IN_UNMOUNT | IN_IGNORED) {
        // A folder that was moved away no longer has this path.
        if holds(IN_MOVE_SELF) { inotify_rm_watch(descriptor, event.wd) }
        foldersByWatch[event.wd] = nil
        return true
      }
      return entries.contains(FolderEntry(folder: folder, name: name))
    }
  }
#endif
