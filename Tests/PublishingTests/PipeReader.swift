import Foundation

/// Reads a pipe to its end on a separate thread, since reading blocks until the writer is done.
///
/// It is safe because the semaphore orders the write to `bytes` before the read.
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

  /// Waits until the pipe ends, and returns the bytes read.
  func result() -> [UInt8] {
    done.wait()
    return bytes
  }
}
