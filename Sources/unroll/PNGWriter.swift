import Foundation
import Graphviz
import Publishing

/// Encodes pictures as PNG and writes them to files, in order, while others are drawn: libgraphviz
/// allows one drawing at a time, but libpng is not bound to it.
final class PNGWriter: @unchecked Sendable {
  private let queue = DispatchQueue(label: "unroll.png")
  // Few pictures wait, because each needs several megabytes.
  private let places = DispatchSemaphore(value: 3)
  private let lock = NSLock()
  // Guarded by `lock`.
  private var failure: (any Error)?
  // Used only on the queue.
  private let encoder: PNGEncoder

  /// - Parameter pixelsPerInch: the resolution that the files state.
  init(pixelsPerInch: Double) { encoder = PNGEncoder(pixelsPerInch: pixelsPerInch) }

  /// Writes a picture soon.
  ///
  /// - Throws: the failure of an earlier one, after which none is written.
  func write(_ pixels: Pixels, to path: String) throws {
    try check()
    places.wait()
    queue.async {
      defer { self.places.signal() }
      guard self.lock.withLock({ self.failure == nil }) else { return }
      do {
        try [OutputPlan].write(self.encoder.encoded(pixels), to: path)
      } catch {
        self.lock.withLock { self.failure = error }
      }
    }
  }

  /// Waits until all pictures are written.
  ///
  /// - Throws: the failure of one of them.
  func finish() throws {
    queue.sync {}
    try check()
  }

  private func check() throws {
    if let failure = lock.withLock({ failure }) { throw failure }
  }
}
