import Foundation

/// Standard error, and what it can show.
enum Terminal {
  /// Whether standard error is a terminal: progress is for eyes, not for files.
  static var isInteractive: Bool { isatty(2) == 1 }

  /// Writes a line to standard error.
  static func say(_ message: String) {
    FileHandle.standardError.write(Data((message + "\n").utf8))
  }

  /// Writes over the current line of the terminal.
  static func sayInPlace(_ message: String) {
    FileHandle.standardError.write(Data(("\r\u{1B}[K" + message).utf8))
  }
}
