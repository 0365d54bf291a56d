#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The signals with which the system ends a process whose write fails.
public enum WriteSignals {
  /// Makes writing to a closed pipe or beyond `ulimit -f` fail with an error instead of ending the
  /// process.
  ///
  /// Call it once when a tool starts. It affects the whole process, so no other function in this
  /// module calls it.
  public static func becomeErrors() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }
}
