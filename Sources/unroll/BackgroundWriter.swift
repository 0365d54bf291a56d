import Foundation
import Graphviz
import Publishing
import UnrollKit

/// Encodes pictures as PNG and writes them to files, in order, and animations beside them, while
/// others are drawn: libgraphviz allows one drawing at a time, but libpng and libwebp are not bound to
/// it.
final class BackgroundWriter: @unchecked Sendable {
  private let queue = DispatchQueue(label: "unroll.png")
  private let others = DispatchQueue(label: "unroll.animation", attributes: .concurrent)
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
      self.write(to: path) { try self.encoder.encoded(pixels) }
    }
  }

  /// Writes an animation soon.
  ///
  /// - Throws: the failure of an earlier file, after which none is written.
  func write(_ animation: DrawnAnimation, as format: DeckFormat, to path: String) throws {
    try check()
    others.async { self.write(to: path) { try animation.written(as: format) } }
  }

  private func write(to path: String, _ bytes: () throws -> [UInt8]) {
    guard lock.withLock({ failure == nil }) else { return }
    do {
      try [OutputPlan].write(bytes(), to: path)
    } catch {
      lock.withLock { failure = error }
    }
  }

  /// Waits until all files are written.
  ///
  /// - Throws: the failure of one of them.
  func finish() throws {
    queue.sync {}
    others.sync(flags: .barrier) {}
    try check()
  }

  private func check() throws {
    if let failure = lock.withLock({ failure }) { throw failure }
  }
}
