import Foundation
import TestSupport

/// A pseudo-terminal in place of a real one.
final class PseudoTerminal {
  private let leader: Int32
  let follower: FileHandle
  private var said = Data()

  init() throws {
    var ends: (leader: Int32, follower: Int32) = (-1, -1)
    guard openpty(&ends.leader, &ends.follower, nil, nil, nil) == 0 else {
      throw POSIXError(.ENODEV)
    }
    leader = ends.leader
    follower = FileHandle(fileDescriptor: ends.follower, closeOnDealloc: true)
  }

  deinit { close(leader) }

  /// Runs the tool with standard error on this terminal, and returns its messages.
  ///
  /// - Parameter asksPerson: whether standard input is the terminal, too.
  static func messages(
    of arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:],
    asksPerson: Bool = false
  ) throws -> String {
    let terminal = try PseudoTerminal()
    let process = Tool.process(arguments, in: folder)
    process.environment = ["PATH": "/usr/bin:/bin", "TERM": "xterm"].merging(environment) { $1 }
    process.standardError = terminal.follower
    if asksPerson { process.standardInput = terminal.follower }
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    try terminal.follower.close()
    terminal.readAll()
    process.waitUntilExit()
    return String(decoding: terminal.said, as: UTF8.self).replacing("\r\n", with: "\n")
  }

  /// Reads until the last process on the terminal has ended.
  private func readAll() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(leader, &buffer, buffer.count)
      if count <= 0 { return }
      said.append(contentsOf: buffer[..<count])
    }
  }
}
