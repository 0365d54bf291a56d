/// XML that can be put into XML: an escaped text, or elements.
///
///     XMLText(escaping: "1 < 2").markup  // "1 &lt; 2"
struct XMLText: ExpressibleByStringInterpolation, Sendable {
  /// As it is in the file.
  let markup: String

  /// Takes XML as it is.
  init(markup: String) { self.markup = markup }

  /// Escapes a text for an element or an attribute. A character that XML 1.0 cannot contain becomes
  /// U+FFFD.
  init(escaping text: String) {
    func isPlain(_ byte: UInt8) -> Bool {
      byte >= 32 && byte < 127 && ![38, 60, 62, 34].contains(byte)
    }
    if text.utf8.allSatisfy(isPlain) {
      markup = text
      return
    }
    var markup = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": markup += "&amp;"
      case "<": markup += "&lt;"
      case ">": markup += "&gt;"
      case "\"": markup += "&quot;"
      // In an attribute they would be read as blanks.
      case "\n", "\t", "\r": markup += "&#\(scalar.value);"
      case _ where scalar.properties.generalCategory == .control && scalar.value < 32:
        markup.unicodeScalars.append("\u{FFFD}")
      case "\u{FFFE}", "\u{FFFF}": markup.unicodeScalars.append("\u{FFFD}")
      default: markup.unicodeScalars.append(scalar)
      }
    }
    self.markup = markup
  }

  /// A literal in the program is a text.
  init(stringLiteral text: String) { self.init(escaping: text) }

  /// A number.
  init(_ number: Int) { markup = "\(number)" }

  /// XML one after another.
  init(_ parts: [XMLText]) { markup = parts.map(\.markup).joined() }

  /// Nothing.
  static let none = XMLText(markup: "")
}

/// An XML file or a part of one with places for values, which are written `{{name}}`.
///
///     let template = XMLTemplate(Array("<a:t>{{text}}</a:t>".utf8))
///     template.filled(["text": "1 < 2"]).markup  // "<a:t>1 &lt; 2</a:t>"
struct XMLTemplate: Sendable {
  private enum Piece {
    case markup(String)
    case place(String)
  }
  private let pieces: [Piece]

  /// Reads a template; the line break at its end does not belong to it.
  init(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    var rest = text.hasSuffix("\n") ? text.dropLast() : text[...]
    var pieces: [Piece] = []
    while let start = rest.firstRange(of: "{{"), let end = rest.firstRange(of: "}}") {
      pieces.append(.markup(String(rest[..<start.lowerBound])))
      pieces.append(.place(String(rest[start.upperBound..<end.lowerBound])))
      rest = rest[end.upperBound...]
    }
    self.pieces = pieces + [.markup(String(rest))]
  }

  /// Returns the XML with values in all places.
  ///
  /// - Precondition: each place has a value.
  func filled(_ values: KeyValuePairs<String, XMLText>) -> XMLText {
    var markup = ""
    for piece in pieces {
      switch piece {
      case .markup(let text): markup += text
      case .place(let name):
        guard let value = values.first(where: { $0.key == name })?.value else {
          preconditionFailure("the template has a place \(name) without a value")
        }
        markup += value.markup
      }
    }
    return XMLText(markup: markup)
  }
}
