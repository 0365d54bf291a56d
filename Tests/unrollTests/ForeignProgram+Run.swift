import Foundation
import TestSupport

extension ForeignProgram {
  /// Whether tests that need a package of Python run: if it is installed, and always in CI, where a
  /// missing package is a failure.
  static func isExpected(pythonPackage name: String) -> Bool {
    guard ProcessInfo.processInfo.environment["CI", default: ""].isEmpty else { return true }
    guard let folder = try? TemporaryFolder() else { return false }
    return (try? python.run("-c", "import \(name)", in: folder))?.code == 0
  }

  /// Runs the program in a folder until it ends.
  func run(_ arguments: String..., in folder: TemporaryFolder) throws -> Tool.Outcome {
    try run(arguments, in: folder)
  }

  /// Runs the program in a folder until it ends, with a separate cache, also for unroll if it is
  /// started.
  func run(
    _ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:]
  ) throws -> Tool.Outcome {
    guard let path else { throw CocoaError(.fileNoSuchFile) }
    let streams = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.environment = ProcessInfo.processInfo.environment
      .merging(["XDG_CACHE_HOME": streams.path("cache")]) { $1 }
      .merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try streams.handle(writing: "output")
    process.standardError = try streams.handle(writing: "errors")
    try process.run()
    process.waitUntilExit()
    return Tool.Outcome(
      output: try streams.bytes(of: "output"), errors: try streams.text(of: "errors"),
      code: process.terminationStatus)
  }
}
