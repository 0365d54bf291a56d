import Figures
import Formulas
import Foundation
import Lessons
import Publishing

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
  static func say(_ message: Message) {
    write((isColored ? colored(message) : message.description) + "\n")
  }

  /// Writes what was done.
  static func say(_ text: String) { say(Message(text)) }

  /// Writes a warning.
  static func warn(_ text: String) { say(Message("unroll", .warning, text)) }

  /// Warns if figures are drawn with another font than the intended one; every command that draws
  /// calls it once.
  static func warnOfMissingFont() throws {
    if let warning = try FigureFont().warning { warn(warning) }
  }

  /// Says that what a command draws has no training step, of a lesson that has one.
  static func warnOfTraining(in lesson: Lesson, _ drawn: String) {
    guard lesson.hasTraining else { return }
    warn("\(drawn) stops at the gradients: update and samples are left out")
  }

  /// Warns if pictures cannot be kept for the next run; every command that keeps them calls it once.
  static func warnOfUseless(_ cache: PictureCache?) {
    guard let refusal = cache?.refusal else { return }
    warn(
      "the cache \(refusal.path) cannot be written (\(refusal.reason ?? "no reason given")), so "
        + "every figure is drawn again each time; set XDG_CACHE_HOME to a folder that can be written"
    )
  }

  /// Overwrites the current line of the terminal.
  static func sayInPlace(_ message: String) { write("\r\u{1B}[K" + message) }

  /// Writes the messages of another process of this tool unchanged.
  static func relay(_ said: Data) { try? FileHandle.standardError.write(contentsOf: said) }

  // If standard error is closed or full, there is nowhere to report it.
  private static func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  private static func colored(_ message: Message) -> String {
    message.parts.map { part in
      let code =
        switch part.role {
        case .plain: ""
        case .origin: "1"
        case .severity(.error), .mark: "1;31"
        case .severity(.warning): "1;33"
        case .hint: "36"
        }
      return code.isEmpty ? part.text : "\u{1B}[\(code)m\(part.text)\u{1B}[0m"
    }.joined()
  }
}
