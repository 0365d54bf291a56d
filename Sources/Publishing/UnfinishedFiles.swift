import Foundation

/// The temporary files of this process, which are removed if the process is terminated.
///
/// A process killed by SIGKILL cannot remove its file, but that file is hidden, and the real file
/// is never incomplete.
public enum UnfinishedFiles {
  // The lock protects the paths. It is held while a file is put in place, so no file is put in
  // place once `endProcess` has taken it.
  private static let lock = NSLock()
  nonisolated(unsafe) private static var paths: Set<String> = []

  /// Runs a step that creates, moves or removes files, and updates the set of files to remove.
  static func update<Result: ~Copyable, Mistake: Error>(
    _ step: (inout Set<String>) throws(Mistake) -> Result
  ) throws(Mistake) -> Result {
    lock.lock()
    defer { lock.unlock() }
    return try step(&paths)
  }

  /// Removes the temporary files and ends the process immediately; no file changes after that.
  public static func endProcess() -> Never {
    removeForGood()
    _exit(1)
  }

  private static func removeForGood() {
    // Never unlocked: a thread that is about to put a file in place waits until the process ends.
    lock.lock()
    for path in paths { unlink(path) }
  }

  // MARK: Signals

  private static let endings = [SIGTERM, SIGINT, SIGHUP]
  // Written once, before the first handler is installed; -1 means that there is no pipe.
  nonisolated(unsafe) private static var signalPipe: Int32 = -1

  /// Makes SIGTERM, SIGINT and SIGHUP remove unfinished files before they end the process.
  ///
  /// Call it once when a tool starts. A signal that the process inherited as ignored, as with
  /// `nohup`, stays ignored.
  public static func removeOnSignals() {
    var ends: [Int32] = [-1, -1]
    guard signalPipe == -1, pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    signalPipe = ends[1]
    // A parent process passes on its thread's signal mask, which may block these signals.
    var wanted = sigset_t()
    sigemptyset(&wanted)
    for number in endings { sigaddset(&wanted, number) }
    pthread_sigmask(SIG_UNBLOCK, &wanted, nil)
    let reader = ends[0]
    Thread.detachNewThread {
      var number: UInt8 = 0
      while read(reader, &number, 1) == -1, errno == EINTR {}
      removeForGood()
      // The parent process must see which signal ended this one.
      signal(Int32(number), SIG_DFL)
      raise(Int32(number))
      _exit(128 + Int32(number))
    }
    for number in endings {
      // A handler may call only async-signal-safe functions, such as `write`.
      let old = signal(number) { number in
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(UnfinishedFiles.signalPipe, &byte, 1)
      }
      if isIgnored(old) { signal(number, SIG_IGN) }
    }
  }

  #if canImport(Darwin)
    private typealias Handler = (@convention(c) (Int32) -> Void)?
  #else
    private typealias Handler = __sighandler_t?
  #endif

  private static func isIgnored(_ handler: Handler) -> Bool {
    unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
