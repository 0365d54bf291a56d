/// Pandoc elements as JSON: `{"t": type, "c": content}`.
extension JSON {
  /// Returns an element with its content.
  static func element(_ type: String, _ content: JSON) -> JSON {
    .object(["t": .string(type), "c": content])
  }

  /// Returns the attributes of an element: its id, its classes, and key-value pairs.
  static func attributes(
    id: String? = nil, classes: [String] = [], _ pairs: [(String, String)] = []
  ) -> JSON {
    .array([
      .string(id ?? ""), .array(classes.map(JSON.string)),
      .array(pairs.map { .array([.string($0.0), .string($0.1)]) }),
    ])
  }

  static func plain(_ inlines: [JSON]) -> JSON { element("Plain", .array(inlines)) }
  static func paragraph(_ inlines: [JSON]) -> JSON { element("Para", .array(inlines)) }
  static func division(_ attributes: JSON, _ blocks: [JSON]) -> JSON {
    element("Div", .array([attributes, .array(blocks)]))
  }
  static func raw(block text: String, _ format: String) -> JSON {
    element("RawBlock", .array([.string(format), .string(text)]))
  }
  static func raw(_ text: String, _ format: String) -> JSON {
    element("RawInline", .array([.string(format), .string(text)]))
  }
  static let space: JSON = .object(["t": "Space"])
  static let lineBreak: JSON = .object(["t": "LineBreak"])

  /// Returns a text as inline elements, literally and without interpreting markup.
  ///
  ///     JSON.words(of: "a *b*")  // Str "a", Space, Str "*b*"
  static func words(of text: some StringProtocol) -> [JSON] {
    let parts = text.split(omittingEmptySubsequences: false) { $0.isWhitespace && $0 != "\u{A0}" }
    var inlines: [JSON] = []
    for (index, part) in parts.enumerated() {
      if index > 0, inlines.last != space { inlines.append(space) }
      if !part.isEmpty { inlines.append(element("Str", .string(String(part)))) }
    }
    return inlines
  }

  /// The plain text of metadata or inline elements, without markup.
  var plainWords: String {
    switch self {
    case .array(let all): return all.map(\.plainWords).joined()
    case .string(let text): return text
    case .bool(let bool): return bool ? "true" : "false"
    case .object(let object):
      switch object["t"]?.string {
      case "Space", "SoftBreak", "LineBreak": return " "
      case "Code", "Math", "RawInline", "Span", "Quoted", "Cite":
        return (object["c"]?.array?.last ?? .null).plainWords
      case "Link", "Image": return self["c"][1].plainWords
      case "MetaList": return (self["c"].array ?? []).map(\.plainWords).joined(separator: ",")
      default: return self["c"].plainWords
      }
    case .null, .integer, .number: return ""
    }
  }
}
