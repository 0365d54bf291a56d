#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A lock on a folder whose files belong together, so that one process at a time changes them.
///
/// The lock is held by the kernel: it is released when the process ends, however that happens, and
/// leaves no file behind. It is advisory: it affects only processes that use it.
public enum FolderLock {
  /// Waits until no other process holds the lock of the folder, then runs the work while holding
  /// it.
  ///
  /// ```swift
  /// try FolderLock.holding("notes", isShared: false) { objection in … }
  /// ```
  ///
  /// - Parameters:
  ///   - folder: an existing folder; an empty path is the working directory.
  ///   - isShared: whether other processes that also share the lock may hold it at the same time.
  ///   - work: the work to run. Its argument is `nil`, or an `OutputError` if the system refused
  ///     the lock, as network file systems may do; the work then runs without the lock.
  /// - Throws: any error that the work throws.
  public static func holding<Result>(
    _ folder: String, isShared: Bool, _ work: (_ objection: OutputError?) throws -> Result
  ) rethrows -> Result {
    let folder = folder.isEmpty ? "." : folder
    var number: Int32 = -1
    // Closing the descriptor releases the lock.
    defer { if number >= 0 { close(number) } }
    var objection: OutputError?
    do throws(SystemError) {
      number = try SystemError.check(.creating) { open(folder, O_RDONLY | O_CLOEXEC) }
      try SystemError.check(.creating) { flock(number, isShared ? LOCK_SH : LOCK_EX) }
    } catch {
      objection = OutputError(error, path: folder)
    }
    return try work(objection)
  }
}
