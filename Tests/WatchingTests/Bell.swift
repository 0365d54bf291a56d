import Foundation

/// A bell that counts its rings.
final class Bell: @unchecked Sendable {
  // The condition protects the count.
  private let condition = NSCondition()
  private var count = 0

  func ring() {
    condition.withLock {
      count += 1
      condition.broadcast()
    }
  }

  var rings: Int { condition.withLock { count } }

  /// Returns whether it rings within the given time, and resets the count.
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

  /// Waits until it has not rung for a moment, and resets the count.
  func settle() { while rang(within: 0.07) {} }
}
