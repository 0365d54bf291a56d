#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The refusal of a system call: its `errno`, and what we were doing.
struct SystemError: Error, Equatable {
  /// What we were doing; the tool's exit code depends on it.
  enum Stage {
    case creating
    case writing
  }

  let code: Int32
  let stage: Stage

  var isBrokenPipe: Bool { code == EPIPE }

  /// Calls the system until no signal interrupts it, and returns what it gives.
  ///
  /// - Throws: the refusal, if the result is negative.
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
