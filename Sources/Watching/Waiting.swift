import Dispatch

/// Waits for asynchronous work, in a command that is not asynchronous itself.
public enum Waiting {
  private final class Box<Value: Sendable, Mistake: Error>: @unchecked Sendable {
    // It is set before the semaphore is signalled, and read after.
    var result: Result<Value, Mistake>?
  }

  /// Returns what the work gives; call it on the main thread alone, which no such work needs.
  public static func result<Value: Sendable, Mistake: Error>(
    of work: @escaping @Sendable () async throws(Mistake) -> Value
  ) throws(Mistake) -> Value {
    let box = Box<Value, Mistake>()
    let done = DispatchSemaphore(value: 0)
    Task {
      do throws(Mistake) {
        box.result = .success(try await work())
      } catch {
        box.result = .failure(error)
      }
      done.signal()
    }
    done.wait()
    guard let result = box.result else { preconditionFailure("the work has no result") }
    return try result.get()
  }
}
