import Foundation

/// Hands values to a thread that waits for them; of several that wait, it keeps the last.
final class Mailbox<Value: Sendable>: @unchecked Sendable {
  private let condition = NSCondition()
  // The condition protects both.
  private var value: Value?
  private var hasEnded = false

  /// Whether nobody takes values any more.
  var isClosed: Bool { condition.withLock { hasEnded } }

  /// Leaves a value; returns false if nobody takes it any more.
  @discardableResult
  func put(_ value: Value) -> Bool {
    condition.withLock {
      guard !hasEnded else { return false }
      self.value = value
      condition.signal()
      return true
    }
  }

  /// Ends the waiting, now and later.
  func close() {
    condition.withLock {
      hasEnded = true
      condition.broadcast()
    }
  }

  /// Waits for the next value; `nil` when time is up or the mailbox is closed.
  func next(within seconds: Double) -> Value? {
    let end = Date(timeIntervalSinceNow: seconds)
    return condition.withLock {
      while value == nil, !hasEnded, condition.wait(until: end) {}
      guard !hasEnded else { return nil }
      defer { value = nil }
      return value
    }
  }
}
