#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The signals by which the system ends a process that writes where it cannot.
public enum WriteSignals {
  /// Makes a closed pipe and a file beyond `ulimit -f` errors of the write, not the process's end.
  ///
  /// Call it once when a tool starts. It concerns the whole process, so no other function of this
  /// module calls it on its own.
  public static func becomeErrors() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }
}
