import Foundation
import TestSupport

/// The programs that draw our SVG on their own; `sh setup.sh viewers` installs them.
enum Viewers {
  /// rsvg-convert, of the library by which GNOME and many tools draw SVG.
  static let rsvg = program("rsvg-convert")
  /// Chromium, or the browser that is built from it.
  static let chromium =
    program("chromium") ?? program("chromium-browser") ?? program("google-chrome")
    ?? installed("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
    ?? installed("/Applications/Chromium.app/Contents/MacOS/Chromium")

  /// Whether a missing program is a failure.
  static let areNeeded = ProcessInfo.processInfo.environment["CI"] == "true"

  private static func program(_ name: String) -> String? {
    let folders = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return folders.split(separator: ":").lazy.compactMap { installed("\($0)/\(name)") }.first
  }

  private static func installed(_ path: String) -> String? {
    FileManager.default.isExecutableFile(atPath: path) ? path : nil
  }

  /// Runs a program until it ends, and returns its exit code.
  static func run(_ program: String, _ arguments: [String], in folder: TemporaryFolder) throws
    -> Int32
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    // A browser without a screen complains of much that does not concern us.
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
