import Dispatch
import Foundation

/// Waits until a tool that runs forever is interrupted by Ctrl-C or a termination signal.
public enum Interruption {
  /// Returns when the process receives SIGINT or SIGTERM; a second signal ends it immediately.
  ///
  /// Call it once, and install no other handlers for SIGINT and SIGTERM.
  public static func wait() {
    let asked = DispatchSemaphore(value: 0)
    // The queue is serial, and so protects the count.
    let queue = DispatchQueue(label: "unroll.interruption")
    let requests = Requests()
    for number in [SIGINT, SIGTERM] {
      // The default action would end the process immediately.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        requests.count += 1
        // The exit code that shells use for a process ended by a signal.
        if requests.count > 1 { _exit(128 + number) }
        asked.signal()
        // The handler retains the source, so that it lives as long as the process.
        _ = source
      }
      source.activate()
    }
    asked.wait()
  }

  private final class Requests: @unchecked Sendable {
    // Accessed only on the queue of the sources.
    var count = 0
  }
}
