/// A message for people in its parts, so that a terminal can colour them without searching the text.
///
///     Message("lesson.yaml:1:7", .error, "there is no cell elmn").description
///     // lesson.yaml:1:7: error: there is no cell elmn
public struct Message: Hashable, Sendable, CustomStringConvertible {
  /// How bad it is.
  public enum Severity: String, Hashable, Sendable {
    case error, warning
  }

  /// What a part of a message is.
  public enum Role: Hashable, Sendable {
    /// What is wrong, a line of the file, or what to do.
    case plain
    /// Where the mistake is, or the program that found it.
    case origin
    /// The word for the severity.
    case severity(Severity)
    /// The mark below the wrong part of a line.
    case mark
    /// The word before what to do.
    case hint
  }

  /// A piece of the text.
  public struct Part: Hashable, Sendable {
    /// The piece, with the spaces and line feeds that belong to it.
    public let text: String
    /// What it is.
    public let role: Role
  }

  /// The parts in order.
  public private(set) var parts: [Part] = []

  /// Creates a message without a severity, such as what was written.
  public init(_ text: String) { append(text) }

  /// Creates a message from where it comes from, its severity, and what is wrong.
  public init(_ origin: String, _ severity: Severity, _ text: String) {
    append(origin + ":", .origin)
    append(" ")
    append(severity.rawValue + ":", .severity(severity))
    append(" " + text)
  }

  /// Joins messages, each on a line of its own.
  public init(lines messages: [Message]) {
    for message in messages {
      if !parts.isEmpty { append("\n") }
      parts += message.parts
    }
  }

  /// Appends a part, with a picture of each control character, such as ␛, which a terminal would
  /// obey: file names and lessons can hold any.
  public mutating func append(_ text: String, _ role: Role = .plain) {
    parts.append(Part(text: Self.visible(text), role: role))
  }

  private static func visible(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy {
      $0 >= 32 && $0 != 127 && $0 != 0xC2 || $0 == 10 || $0 == 9
    }
    if isPlain { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let picture: UInt32 =
        switch scalar.value {
        case 9, 10: scalar.value
        case 0..<32: 0x2400 + scalar.value
        case 127: 0x2421
        case 128..<160: 0xFFFD
        default: scalar.value
        }
      scalars.append(Unicode.Scalar(picture) ?? scalar)
    }
    return String(scalars)
  }

  /// The whole text.
  public var description: String { parts.map(\.text).joined() }
}
