import Foundation

/// A progress bar, on a terminal, for work that takes more than a second.
struct Progress {
  private let total: Int
  private let start = Date()
  private var isShown = false

  init(total: Int) { self.total = total }

  mutating func advance(to done: Int) {
    guard Terminal.isInteractive, Date().timeIntervalSince(start) > 1 else { return }
    isShown = true
    let filled = 30 * done / max(1, total)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
    Terminal.sayInPlace("\(bar) \(done) of \(total)")
  }

  func finish() { if isShown { Terminal.sayInPlace("") } }
}
