import Foundation

/// Messages on standard error.
enum Terminal {
  /// Whether standard error is a terminal; progress is not written to files.
  static var isInteractive: Bool { isatty(2) == 1 }

  /// Whether messages are coloured: on a terminal that supports colours, unless the user turns them
  /// off (https://no-color.org).
  static var isColored: Bool {
    let environment = ProcessInfo.processInfo.environment
    return isInteractive && environment["NO_COLOR", default: ""].isEmpty
      && environment["TERM"] != "dumb"
  }

  /// Writes a message to standard error.
  static func say(_ message: String) {
    write((isColored ? colored(message) : message) + "\n")
  }

  /// Overwrites the current line of the terminal.
  static func sayInPlace(_ message: String) { write("\r\u{1B}[K" + message) }

  /// Writes the messages of another process of this tool unchanged.
  static func relay(_ said: Data) { try? FileHandle.standardError.write(contentsOf: said) }

  // If standard error is closed or full, there is nowhere to report it.
  private static func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  /// Returns a message with its severity, its carets and its hints in colour.
  static func colored(_ message: String) -> String {
    func paint(_ text: String, _ code: String) -> String { "\u{1B}[\(code)m\(text)\u{1B}[0m" }
    return message.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let text = String(line)
      if line.hasPrefix("    ") {
        let bare = line.drop { $0 == " " }
        let indent = String(repeating: " ", count: line.count - bare.count)
        if bare.hasPrefix("^"), bare.dropFirst().allSatisfy({ $0 == "~" }) {
          return indent + paint(String(bare), "1;31")
        }
        return bare.hasPrefix("hint: ")
          ? indent + paint("hint:", "36") + bare.dropFirst(5) : text
      }
      for (word, code) in [("error:", "1;31"), ("warning:", "1;33")] {
        if let range = text.range(of: " \(word) ") {
          return paint(String(text[..<range.lowerBound]), "1") + " " + paint(word, code) + " "
            + text[range.upperBound...]
        }
      }
      return text
    }.joined(separator: "\n")
  }
}
