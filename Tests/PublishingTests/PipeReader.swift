import Foundation

/// Reads a pipe to its end on a thread of its own, since reading waits for the writer.
///
/// The semaphore orders the writing of `bytes` before its reading, which is what makes it safe.
final class PipeReader: @unchecked Sendable {
  private var bytes: [UInt8] = []
  private let done = DispatchSemaphore(value: 0)

  init(_ descriptor: @escaping @Sendable () -> Int32) {
    Thread.detachNewThread { [self] in
      let file = FileHandle(fileDescriptor: descriptor(), closeOnDealloc: true)
      bytes = Array(file.readDataToEndOfFile())
      done.signal()
    }
  }

  /// Waits for the end and returns what was read.
  func result() -> [UInt8] {
    done.wait()
    return bytes
  }
}
