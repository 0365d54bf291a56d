import Foundation
import Testing
import TestSupport

/// Standard streams that the tool is started without.
@Suite struct ClosedStreamsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Runs the tool by a shell that closes its streams; ends after ten seconds.
  private func run(_ arguments: String, closing streams: String) throws -> (Int32, String) {
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", "exec \"$0\" \(arguments) \(streams)", Tool.path]
    shell.currentDirectoryURL = URL(fileURLWithPath: folder.path("."))
    let errors = Pipe()
    shell.standardError = errors
    try shell.run()
    DispatchQueue.global().asyncAfter(deadline: .now() + 60) {
      if shell.isRunning { kill(shell.processIdentifier, SIGKILL) }
    }
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    shell.waitUntilExit()
    return (shell.terminationStatus, String(decoding: said, as: UTF8.self))
  }

  @Test(
    "A closed standard input cannot be read, and is no other file",
    arguments: ["trace -", "render - -o fig.svg", "pandoc", "mdbook", "block"])
  func input(_ arguments: String) throws {
    let (code, errors) = try run(arguments, closing: "<&-")
    #expect(code == 66, "\(errors)")
    #expect(errors == "unroll: error: standard input cannot be read; is it a file?\n")
  }

  @Test("A picture is drawn without standard output and error, and data without output is an error")
  func output() throws {
    let picture = try run("render '\(Tool.elman)' --steps last -o fig.svg", closing: ">&- 2>&-")
    #expect(picture.0 == 0)
    #expect(try folder.names() == ["fig.svg"])
    let data = try run("trace '\(Tool.elman)'", closing: ">&-")
    #expect(data.0 == 74 && data.1.hasPrefix("unroll: error: cannot write standard output"))
  }
}
