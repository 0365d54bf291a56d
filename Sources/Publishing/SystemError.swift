#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A failed system call: its `errno`, and the stage of writing in which it failed.
struct SystemError: Error, Equatable {
  /// The stage of writing a file; the exit code of the tool depends on it.
  enum Stage {
    case creating
    case writing
  }

  let code: Int32
  let stage: Stage

  var isBrokenPipe: Bool { code == EPIPE }

  /// Makes a system call, repeats it as long as signals interrupt it, and returns its result.
  ///
  /// - Throws: `SystemError` if the result is negative.
  @discardableResult
  static func check<Result: SignedInteger>(
    _ stage: Stage, _ call: () -> Result
  ) throws(SystemError) -> Result {
    while true {
      let result = call()
      if result >= 0 { return result }
      let code = errno
      if code != EINTR { throw SystemError(code: code, stage: stage) }
    }
  }
}
