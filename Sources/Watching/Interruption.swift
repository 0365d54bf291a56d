import Dispatch
import Foundation

/// Waits for who ends a tool that would run forever: Ctrl-C, or a signal to end.
public enum Interruption {
  private static let signals = [SIGINT, SIGTERM]

  /// Returns when the process is asked to end; a second Ctrl-C ends it at once.
  public static func wait() {
    let asked = DispatchSemaphore(value: 0)
    let queue = DispatchQueue(label: "unroll.interruption")
    let sources = signals.map { number in
      // The system's own answer, which is to end at once, comes back below.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { asked.signal() }
      source.activate()
      return source
    }
    asked.wait()
    sources.forEach { $0.cancel() }
    signals.forEach { signal($0, SIG_DFL) }
  }
}
