import Foundation

/// The temporary files of this process, so that one that is ended from outside leaves none behind.
///
/// A process killed by SIGKILL cannot remove its file; that file is hidden, and never half of a
/// real one.
public enum UnfinishedFiles {
  // The lock protects the paths; it is held while a file takes its place, so none does once
  // `endProcess` has it.
  private static let lock = NSLock()
  nonisolated(unsafe) private static var paths: Set<String> = []

  /// Runs a step that makes, moves or removes files and updates the set of those to remove.
  static func update<Result: ~Copyable, Mistake: Error>(
    _ step: (inout Set<String>) throws(Mistake) -> Result
  ) throws(Mistake) -> Result {
    lock.lock()
    defer { lock.unlock() }
    return try step(&paths)
  }

  /// Removes the temporary files and ends the process at once; no file changes after that.
  public static func endProcess() -> Never {
    removeForGood()
    _exit(1)
  }

  private static func removeForGood() {
    // Never unlocked: another thread that is about to put a file in place waits for the end.
    lock.lock()
    for path in paths { unlink(path) }
  }

  // MARK: Signals

  private static let endings = [SIGTERM, SIGINT, SIGHUP]
  // Written once, before the first handler is installed; -1 stands for no pipe.
  nonisolated(unsafe) private static var signalPipe: Int32 = -1

  /// Lets SIGTERM, SIGINT and SIGHUP end the process as always, but without unfinished files.
  ///
  /// Call it once when a tool starts. A signal that the caller has the process ignore, as `nohup`
  /// does, stays ignored.
  public static func removeOnSignals() {
    var ends: [Int32] = [-1, -1]
    guard signalPipe == -1, pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    signalPipe = ends[1]
    // A program that starts this one from a thread without signals hands that on.
    var wanted = sigset_t()
    sigemptyset(&wanted)
    for number in endings { sigaddset(&wanted, number) }
    pthread_sigmask(SIG_UNBLOCK, &wanted, nil)
    let reader = ends[0]
    Thread.detachNewThread {
      var number: UInt8 = 0
      while read(reader, &number, 1) == -1, errno == EINTR {}
      removeForGood()
      // The caller shall see which signal it was.
      signal(Int32(number), SIG_DFL)
      raise(Int32(number))
      _exit(128 + Int32(number))
    }
    for number in endings {
      // A handler may only do what is safe between any two instructions, such as a write.
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
