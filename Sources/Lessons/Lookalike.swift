import Formulas
import Look

/// A character that looks like another one, or like none.
///
///     Lookalike("\u{A0}")?.meant   // " "
///     Lookalike("\u{2013}")?.meant // "-"
struct Lookalike: Hashable, Sendable {
  let scalar: Unicode.Scalar
  /// What YAML and formulas have in its place; empty for what cannot be seen.
  let meant: String

  init?(_ scalar: Unicode.Scalar) {
    self.scalar = scalar
    switch scalar.value {
    case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: meant = " "
    case 0xAD, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: meant = ""
    case 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63: meant = "-"
    case 0x2018...0x201B: meant = "'"
    case 0x201C...0x201F: meant = "\""
    // A wide colon or comma looks as if a space were behind it.
    case 0xFF1A, 0xFE55, 0x2236, 0xA789: meant = ": "
    case 0xFF0C, 0x3001, 0xFE50, 0xFE51: meant = ", "
    // The whole of ASCII at the width of Chinese characters.
    case 0xFF01...0xFF5E:
      guard let narrow = Unicode.Scalar(scalar.value - 0xFEE0) else { return nil }
      meant = String(narrow)
    default:
      guard let latin = Self.latin[scalar] else { return nil }
      meant = String(latin)
    }
  }

  /// `meant` without a space around a sign.
  var sign: String { meant == " " ? meant : meant.filter { $0 != " " } }

  /// `U+00A0 (no-break space)`
  var name: String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let name = scalar == "\u{FEFF}" ? "BYTE ORDER MARK" : scalar.properties.name ?? ""
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      + (name.isEmpty ? "" : " (\(name.lowercased()))")
  }

  /// Greek and Cyrillic letters of the shape of Latin ones.
  private static let latin: [Unicode.Scalar: Unicode.Scalar] = {
    let alike =
      "аaеeоoрpсcхxуyіiѕsјjԁdһhԛqԝwАAВBЕEКKМMНHОOРPСCТTХXЅSІIЈJΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXοo"
    let scalars = Array(alike.unicodeScalars)
    return Dictionary(
      stride(from: 0, to: scalars.count, by: 2).map { (scalars[$0], scalars[$0 + 1]) },
      uniquingKeysWith: { first, _ in first })
  }()
}

/// A mistake because of a character that looks like another one.
struct LookalikeMistake: Mistake {
  let character: Lookalike

  var description: String {
    switch character.meant {
    case "": "there is an invisible character here, \(character.name)"
    case " ": "this is no plain space but \(character.name)"
    default: "this is no \(character.sign) but \(character.name)"
    }
  }

  var hint: String? {
    switch character.meant {
    case "": "delete it"
    case " ": "replace it by a plain space"
    default:
      "write \(character.sign)" + (character.meant.hasSuffix(" ") ? " and a space" : "")
    }
  }
}

/// Finds the characters without which a lesson would have fewer mistakes.
struct LookalikeSearch {
  let text: String
  let name: String
  let detail: Detail?

  // Each costs one more reading of the lesson.
  private static let mostLines = 12
  private static let mostBytes = 100_000

  /// Returns the lesson's mistakes, with a character named where it is the cause.
  func explained(_ error: LessonError) -> LessonError {
    guard text.utf8.count <= Self.mostBytes else { return error }
    let lines = text.textLines
    // A dash in place of a minus has a message of its own.
    let known = Set(error.diagnostics.filter { $0.mistake.namesCharacter }.map(\.line))
    let doubtful = lines.indices.filter { index in
      !known.contains(index + 1)
        && lines[index].content.unicodeScalars.contains { Lookalike($0) != nil }
    }
    var plain: Set<Int> = []
    var rest = error.diagnostics
    for index in doubtful.prefix(Self.mostLines) {
      let found = mistakes(withPlain: plain.union([index]), lines)
      guard isBetter(found, than: rest, inLine: index + 1) else { continue }
      plain.insert(index)
      rest = found
    }
    guard !plain.isEmpty else { return error }
    let source = Source(text: text, name: name)
    for index in plain.sorted() { report(lines[index], error, line: index + 1, to: source) }
    let others = rest.filter { !plain.contains($0.line - 1) }
    return LessonError(
      diagnostics: (source.error.diagnostics + others)
        .sorted { ($0.line, $0.column) < ($1.line, $1.column) })
  }

  private func report(_ line: TextLine, _ error: LessonError, line number: Int, to source: Source) {
    let places = Array(line.content.unicodeScalars).enumerated().compactMap { offset, scalar in
      Lookalike(scalar).map { (column: offset + 1, character: $0) }
    }
    let marked = places.first { place in
      error.diagnostics.contains {
        $0.line == number && ($0.column..<$0.column + $0.length).contains(place.column)
      }
    }
    guard let (column, character) = marked ?? places.first else { return }
    source.report(
      .lookalike(LookalikeMistake(character: character)),
      at: Place(
        file: name, line: number, column: column, length: 1, sourceLine: String(line.content)))
  }

  /// Whether one mistake less is left, or the one at which YAML stops is another.
  private func isBetter(_ found: [Diagnostic], than before: [Diagnostic], inLine line: Int) -> Bool
  {
    if found.count < before.count { return true }
    guard before.count == 1, case .yaml = before[0].mistake, before[0].line <= line + 1 else {
      return false
    }
    return found.first.map { $0.line != before[0].line || $0.mistake != before[0].mistake } ?? true
  }

  private func mistakes(withPlain plain: Set<Int>, _ lines: [TextLine]) -> [Diagnostic] {
    let text = lines.enumerated().map { index, line -> String in
      guard plain.contains(index) else { return String(line.content) + line.ending }
      return line.content.unicodeScalars.map { Lookalike($0)?.meant ?? String($0) }.joined()
        + line.ending
    }.joined()
    let source = Source(text: text, name: name)
    var reader = LessonReader(source)
    return reader.read(text, detail: detail) == nil || source.hasErrors
      ? source.error.diagnostics : []
  }
}

extension LessonMistake {
  /// Whether the message already says what a dash stands for.
  fileprivate var namesCharacter: Bool {
    if case .value(.text(_, _, meant: _?)) = self { true } else { false }
  }
}
