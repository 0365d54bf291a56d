import ArgumentParser
import Foundation
import Publishing

/// A second process of this tool: libgraphviz allows one drawing at a time in a process, so two
/// cores need two processes.
///
/// It gets the command line as typed, and the lesson on its standard input, which then stays open
/// for as long as this process runs: when this process ends for any reason, the worker ends too.
final class Worker {
  private let process = Process()
  private let messages = Pipe()
  private let lesson = Pipe()

  /// Starts the tool again, with the lesson on its standard input.
  ///
  /// Returns `nil` if the tool's executable cannot be found; one process then does all the work.
  init?(sharing input: [UInt8]) throws {
    guard let tool = Bundle.main.executableURL else { return nil }
    process.executableURL = tool
    // Directly after the command's name, since nothing after a typed -- is read as a flag.
    var arguments = Array(CommandLine.arguments.dropFirst())
    arguments.insert(contentsOf: ["--share", "\(input.count)"], at: min(1, arguments.count))
    process.arguments = arguments
    process.standardInput = lesson
    // This process's standard output may be a pipe, whose reader waits for all writers to close it.
    process.standardOutput = FileHandle.nullDevice
    process.standardError = messages
    do { try process.run() } catch { return nil }
    // A lesson may be larger than the pipe's buffer, so write from another thread.
    DispatchQueue.global().async { [lesson] in
      try? lesson.fileHandleForWriting.write(contentsOf: Data(input))
    }
  }

  /// Waits for the worker, and fails if it failed.
  func finish() throws {
    let said = messages.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      Terminal.relay(said)
      throw ExitCode(process.terminationStatus)
    }
  }

  // MARK: In the worker

  /// Reads the lesson, and then ends this process as soon as the process that started it ends.
  ///
  /// - Parameter size: the size of the lesson in bytes.
  static func receivedLesson(size: Int) throws -> [UInt8] {
    let lesson = Array(try FileHandle.standardInput.read(upToCount: size) ?? Data())
    guard lesson.count == size else { UnfinishedFiles.endProcess() }
    Thread.detachNewThread {
      var byte: UInt8 = 0
      // Nothing more is sent, so this returns when the other process ends.
      while read(STDIN_FILENO, &byte, 1) == -1, errno == EINTR {}
      UnfinishedFiles.endProcess()
    }
    return lesson
  }
}
