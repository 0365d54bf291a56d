import Foundation
import TestSupport

/// The built tool, run as a process.
struct Tool {
  /// The result of a run.
  struct Outcome {
    let output: Data
    let errors: String
    let code: Int32
    /// The output as text.
    var text: String { String(decoding: output, as: UTF8.self) }
  }

  private final class Marker {}

  /// The tool next to the tests: SwiftPM builds both into the same folder.
  static let path: String = {
    let starts = [Bundle(for: Marker.self).bundleURL, Bundle.main.executableURL].compactMap { $0 }
    for start in starts {
      if let path = path(above: start) { return path }
    }
    preconditionFailure("the tool unroll is not next to the tests")
  }()

  /// The tool in the nearest folder above a file; a checkout called unroll is not mistaken for it.
  static func path(above start: URL) -> String? {
    var folder = start.deletingLastPathComponent()
    while folder.pathComponents.count > 1 {
      let tool = folder.appendingPathComponent("unroll").path
      if ForeignProgram.isProgram(tool) { return tool }
      let manifest = folder.appendingPathComponent("Package.swift").path
      if FileManager.default.fileExists(atPath: manifest) { return nil }
      folder.deleteLastPathComponent()
    }
    return nil
  }

  static let samples = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("samples").path
  /// A lesson that is drawn quickly; the gradient with respect to its h_0 is 6.
  static let smallLesson = """
    cell: elman
    activation: identity
    parameters: {W_h: 2, W_x: 1, W_y: 1}
    sequence: [1, 2]
    loss: output
    """
  static var elman: String { samples + "/elman.yaml" }

  /// Prepares a run of the tool in a folder.
  static func process(_ arguments: [String], in folder: TemporaryFolder) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.standardInput = FileHandle.nullDevice
    return process
  }

  /// Runs the tool in a folder until it ends.
  static func run(
    _ arguments: String..., in folder: TemporaryFolder, input: String = "",
    environment: [String: String] = [:]
  ) throws -> Outcome {
    try run(arguments, in: folder, input: input, environment: environment)
  }

  /// Runs the tool in a folder until it ends, with a separate, empty cache of pictures.
  static func run(
    _ arguments: [String], in folder: TemporaryFolder, input: String = "",
    environment: [String: String] = [:]
  ) throws -> Outcome {
    // Files, not pipes: a full pipe that nobody reads while we wait would block the tool.
    let streams = try TemporaryFolder()
    try streams.put(input, in: "input")
    let process = process(arguments, in: folder)
    process.environment = ProcessInfo.processInfo.environment
      .merging(["XDG_CACHE_HOME": streams.path("cache")]) { $1 }
      .merging(environment) { $1 }
    process.standardInput = FileHandle(forReadingAtPath: streams.path("input"))
    process.standardOutput = try streams.handle(writing: "output")
    process.standardError = try streams.handle(writing: "errors")
    try process.run()
    process.waitUntilExit()
    return Outcome(
      output: try Data(contentsOf: URL(fileURLWithPath: streams.path("output"))),
      errors: try streams.text(of: "errors"), code: process.terminationStatus)
  }
}
