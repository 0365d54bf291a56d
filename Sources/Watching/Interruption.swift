import Dispatch
import Foundation

/// Waits for who ends a tool that would run forever: Ctrl-C, or a signal to end.
public enum Interruption {
  /// Returns when the process is asked to end; when it is asked again, it ends at once.
  ///
  /// Call it once, with no other handler of SIGINT and SIGTERM.
  public static func wait() {
    let asked = DispatchSemaphore(value: 0)
    // It protects the count, being serial.
    let queue = DispatchQueue(label: "unroll.interruption")
    let requests = Requests()
    for number in [SIGINT, SIGTERM] {
      // The system's own answer would be to end at once.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        requests.count += 1
        // The exit code is the one of a shell for a process that a signal has ended.
        if requests.count > 1 { _exit(128 + number) }
        asked.signal()
        // Holding itself, the source lives as long as the process.
        _ = source
      }
      source.activate()
    }
    asked.wait()
  }

  private final class Requests: @unchecked Sendable {
    // Touched on the queue of the sources alone.
    var count = 0
  }
}
