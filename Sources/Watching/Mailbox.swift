import Foundation

/// Passes values to a waiting thread; of several pending values, only the last is kept.
final class Mailbox<Value: Sendable>: @unchecked Sendable {
  private let condition = NSCondition()
  // Both are protected by the condition.
  private var value: Value?
  private var hasEnded = false

  /// Whether the mailbox is closed.
  var isClosed: Bool { condition.withLock { hasEnded } }

  /// Stores a value; returns false if the mailbox is closed.
  @discardableResult
  func put(_ value: Value) -> Bool {
    condition.withLock {
      guard !hasEnded else { return false }
      self.value = value
      condition.signal()
      return true
    }
  }

  /// Closes the mailbox, which ends all current and later waits.
  func close() {
    condition.withLock {
      hasEnded = true
      condition.broadcast()
    }
  }

  /// Waits for the next value; `nil` if time runs out or the mailbox is closed.
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
