import Foundation

/// A second process of this tool: libgraphviz allows one drawing at a time in a process, so two
/// cores need two processes.
final class Worker {
  private let process = Process()
  private let messages = Pipe()

  /// Starts the tool once more with other arguments and the lesson on its standard input.
  ///
  /// Returns nil where the tool's own file cannot be found; then one process does all.
  init?(_ arguments: [String], input: [UInt8]) throws {
    guard let tool = Bundle.main.executableURL else { return nil }
    let lesson = Pipe()
    process.executableURL = tool
    process.arguments = arguments
    process.standardInput = lesson
    process.standardError = messages
    do { try process.run() } catch { return nil }
    // A lesson is smaller than a pipe's buffer only by luck: write from elsewhere.
    DispatchQueue.global().async {
      try? lesson.fileHandleForWriting.write(contentsOf: Data(input))
      try? lesson.fileHandleForWriting.close()
    }
  }

  /// Waits for the worker; its failure is ours.
  func finish() throws {
    let said = messages.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let message = String(decoding: said, as: UTF8.self)
      throw Failure(
        message: message.trimmingCharacters(in: .newlines), code: process.terminationStatus)
    }
  }
}
