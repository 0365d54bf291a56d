import ArgumentParser
import Foundation
import Publishing

/// A second process of this tool: libgraphviz allows one drawing at a time in a process, so two
/// cores need two processes.
///
/// It gets the command line as typed, and the lesson on its standard input, which then stays open as
/// long as this process lives: its end, whatever the reason, ends the worker.
final class Worker {
  private let process = Process()
  private let messages = Pipe()
  private let lesson = Pipe()

  /// Starts the tool once more, with the lesson on its standard input.
  ///
  /// Returns nil where the tool's own file cannot be found; then one process does all.
  init?(sharing input: [UInt8]) throws {
    guard let tool = Bundle.main.executableURL else { return nil }
    process.executableURL = tool
    // Right behind the command's name, since all that follows a typed -- is no flag.
    var arguments = Array(CommandLine.arguments.dropFirst())
    arguments.insert(contentsOf: ["--share", "\(input.count)"], at: min(1, arguments.count))
    process.arguments = arguments
    process.standardInput = lesson
    // Ours may be a pipe whose reader waits for its end.
    process.standardOutput = FileHandle.nullDevice
    process.standardError = messages
    do { try process.run() } catch { return nil }
    // A lesson is smaller than a pipe's buffer only by luck: write from elsewhere.
    DispatchQueue.global().async { [lesson] in
      try? lesson.fileHandleForWriting.write(contentsOf: Data(input))
    }
  }

  /// Waits for the worker; its failure is ours.
  func finish() throws {
    let said = messages.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      Terminal.relay(said)
      throw ExitCode(process.terminationStatus)
    }
  }

  // MARK: In the worker

  /// Reads the lesson, and from then on ends this process as soon as the one that started it ends.
  ///
  /// - Parameter size: the number of the lesson's bytes.
  static func receivedLesson(size: Int) throws -> [UInt8] {
    let lesson = Array(try FileHandle.standardInput.read(upToCount: size) ?? Data())
    guard lesson.count == size else { UnfinishedFiles.endProcess() }
    Thread.detachNewThread {
      var byte: UInt8 = 0
      // Nothing more is sent, so this returns at the end.
      while read(STDIN_FILENO, &byte, 1) == -1, errno == EINTR {}
      UnfinishedFiles.endProcess()
    }
    return lesson
  }
}
