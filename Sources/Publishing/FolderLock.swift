#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A folder whose files belong together, changed by one process at a time.
///
/// The lock is the kernel's: it ends with its process, however that ends, and leaves no file behind.
/// It binds those who ask for it, and nobody else.
public enum FolderLock {
  /// Runs work while no other process holds the folder's lock, and waits for that.
  ///
  /// ```swift
  /// try FolderLock.holding("notes", isShared: false) { objection in … }
  /// ```
  ///
  /// - Parameters:
  ///   - folder: an existing folder; empty for the working folder.
  ///   - isShared: whether others that share it too may hold it at the same time.
  ///   - work: what to run. It is given `nil`, or the `OutputError` by which the system refused the
  ///     lock, as file systems over a network do; the work runs without it then.
  /// - Throws: what the work throws.
  public static func holding<Result>(
    _ folder: String, isShared: Bool, _ work: (_ objection: OutputError?) throws -> Result
  ) rethrows -> Result {
    let folder = folder.isEmpty ? "." : folder
    var number: Int32 = -1
    // Closing it releases the lock.
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
