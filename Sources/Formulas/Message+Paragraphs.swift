extension Message {
  /// A piece of a message for a page: a sentence, whose lines may break anywhere, or lines of a file,
  /// which keep their spaces.
  public struct Paragraph: Hashable, Sendable {
    /// Whether it is a line of a file, perhaps with a mark below it.
    public let isCode: Bool
    /// Its parts, without the line feeds around them.
    public fileprivate(set) var parts: [Part]

    /// The whole text.
    public var text: String { parts.map(\.text).joined() }
  }

  /// The message in paragraphs.
  ///
  ///     Message("lesson.yaml:1:7", .error, "there is no cell elmn").paragraphs.count  // 1
  ///
  /// A line of a file is what is indented; what to do is indented too, but begins with its word.
  public var paragraphs: [Paragraph] {
    var result: [Paragraph] = []
    for line in lines {
      let isIndented = line.first?.text.hasPrefix("    ") == true
      let isCode = isIndented && !line.contains { $0.role == .hint }
      if isCode, result.last?.isCode == true {
        result[result.count - 1].parts += [Part(text: "\n", role: .plain)] + line
      } else {
        let parts = isCode ? line : Array(line.drop { $0.text.allSatisfy { $0 == " " } })
        if !parts.isEmpty { result.append(Paragraph(isCode: isCode, parts: parts)) }
      }
    }
    return result
  }

  private var lines: [[Part]] {
    var lines: [[Part]] = [[]]
    for part in parts {
      for (index, text) in part.text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        if index > 0 { lines.append([]) }
        if !text.isEmpty {
          lines[lines.count - 1].append(Part(text: String(text), role: part.role))
        }
      }
    }
    return lines
  }
}

extension Message.Role {
  /// The name in pages: `plain`, `origin`, `severity`, `mark` or `hint`.
  public var name: String {
    switch self {
    case .plain: "plain"
    case .origin: "origin"
    case .severity: "severity"
    case .mark: "mark"
    case .hint: "hint"
    }
  }
}

extension Message.Paragraph: Encodable {
  private enum CodingKeys: String, CodingKey { case isCode, parts }

  /// Encodes the kind and the parts.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(isCode, forKey: .isCode)
    try container.encode(parts, forKey: .parts)
  }
}

extension Message.Part: Encodable {
  private enum CodingKeys: String, CodingKey { case text, role }

  /// Encodes the text and the name of its role.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(text, forKey: .text)
    try container.encode(role.name, forKey: .role)
  }
}
