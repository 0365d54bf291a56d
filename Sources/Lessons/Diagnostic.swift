import Formulas

/// A part of a line of a file.
struct Place: Hashable, Sendable {
  let file: String
  let line: Int
  let column: Int
  let length: Int
  let sourceLine: String

  /// Returns the place with more of its line.
  func extended(left: Int = 0, right: Int = 0) -> Place {
    Place(
      file: file, line: line, column: column - left, length: length + left + right,
      sourceLine: sourceLine)
  }
}

/// A mistake in a lesson file, with its place.
///
///     lesson.yaml:7:15: error: the elman cell has no parameter W_hh
///         W_hh: -5
///         ^~~~
///         hint: did you mean W_h?
public struct Diagnostic: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file as typed.
  public var file: String { place.file }
  /// The line, from 1.
  public var line: Int { place.line }
  /// The column, from 1, in Unicode scalars.
  public var column: Int { place.column }
  /// The length of the wrong part, in Unicode scalars.
  public var length: Int { place.length }
  /// What is wrong, without a full stop.
  public var message: String { mistake.description }
  /// What to do, if known.
  public var hint: String? { mistake.hint }
  /// The line's text.
  public var sourceLine: String { place.sourceLine }

  let mistake: LessonMistake
  private let place: Place

  init(_ mistake: LessonMistake, at place: Place) {
    self.mistake = mistake
    self.place = place
  }

  /// Returns the same mistake moved down and to the right, for a lesson within a document.
  public func moved(lines: Int, columns: Int) -> Diagnostic {
    Diagnostic(
      mistake,
      at: Place(
        file: file, line: line + lines, column: column + columns, length: length,
        sourceLine: String(repeating: " ", count: columns) + sourceLine))
  }

  // A longer line is shortened around the caret.
  private static let widest = 100

  /// The message with the source line, a caret and the hint.
  public var description: String { worded(as: .error).description }

  /// Returns the message with the source line, a caret and the hint.
  public func worded(as severity: Message.Severity) -> Message {
    var text = Message("\(file):\(line):\(column)", severity, message.withoutControls)
    if !sourceLine.isEmpty {
      let scalars = Array(sourceLine.withoutControls.unicodeScalars)
      let start = column > Self.widest - 20 ? column - 20 : 0
      let shown = scalars.dropFirst(start).prefix(Self.widest)
      text.append("\n    " + String(String.UnicodeScalarView(shown)))
      let gap = shown.prefix(max(0, column - 1 - start)).cells
      let tail = max(
        0, shown.dropFirst(max(0, column - 1 - start)).prefix(max(0, length)).cells - 1)
      text.append("\n    " + String(repeating: " ", count: gap))
      text.append("^" + String(repeating: "~", count: tail), .mark)
    }
    if let hint {
      text.append("\n    ")
      text.append("hint:", .hint)
      text.append(" " + hint.withoutControls)
    }
    return text
  }
}

extension String {
  /// The text with tabs as spaces and other control characters made visible, since a terminal would
  /// act on them.
  fileprivate var withoutControls: String {
    String(
      UnicodeScalarView(
        unicodeScalars.map { scalar in
          if scalar == "\t" { return " " }
          return [.control, .lineSeparator, .paragraphSeparator]
            .contains(scalar.properties.generalCategory) ? "\u{FFFD}" : scalar
        }))
  }

  /// The text in quotes, without its middle if it is too long for a message.
  var quoted: String { count <= 40 ? inQuotes : "\(prefix(28))…\(suffix(8))".inQuotes }

  /// The whole text in quotes.
  var inQuotes: String { "\u{201C}\(self)\u{201D}" }
}

extension Unicode.Scalar {
  /// Whether the scalar takes two cells in a terminal; `nil` if it takes none.
  fileprivate var isWide: Bool? {
    if [.nonspacingMark, .format].contains(properties.generalCategory) { return nil }
    return properties.isEmojiPresentation || (0x1100...0x115F).contains(value)
      || (0x2E80...0xFFDC).contains(value) && !(0xFF61...0xFFDC).contains(value)
  }
}

extension Sequence<Unicode.Scalar> {
  /// How many terminal cells the scalars take.
  fileprivate var cells: Int { reduce(0) { $0 + ($1.isWide.map { $0 ? 2 : 1 } ?? 0) } }
}

/// All mistakes in a lesson file, in the file's order.
public struct LessonError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The mistakes; at least one.
  public let diagnostics: [Diagnostic]

  /// Creates an error from at least one mistake.
  public init(diagnostics: [Diagnostic]) {
    precondition(!diagnostics.isEmpty, "an error has a mistake")
    self.diagnostics = diagnostics
  }

  // A longer list is of no more help.
  private static let mostShown = 50

  /// Every mistake, then their number; only the first ones if there are very many.
  public var description: String { worded.description }

  /// The description in its parts.
  public var worded: Message {
    let shown = diagnostics.prefix(Self.mostShown)
    var text = Message(lines: shown.map { $0.worded(as: .error) })
    if diagnostics.count > 1 { text.append("\n\(diagnostics.count) errors") }
    if diagnostics.count > shown.count {
      text.append(", of which the first \(shown.count) are shown")
    }
    return text
  }
}
