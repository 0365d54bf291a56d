import Foundation

/// Counts how often it was rung.
final class Bell: @unchecked Sendable {
  // It protects the count.
  private let condition = NSCondition()
  private var count = 0

  func ring() {
    condition.withLock {
      count += 1
      condition.broadcast()
    }
  }

  var rings: Int { condition.withLock { count } }

  /// Returns whether it is rung within a time, and forgets all rings.
  func rang(within seconds: Double = 10) -> Bool {
    condition.withLock {
      let end = Date(timeIntervalSinceNow: seconds)
      while count == 0 {
        guard condition.wait(until: end) else { return false }
      }
      count = 0
      return true
    }
  }

  /// Waits until nothing has rung for a moment, and forgets all rings.
  func settle() { while rang(within: 0.07) {} }
}
