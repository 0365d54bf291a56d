import Formulas

/// Parsing the keys of a block in the syntaxes that documents use.
extension NotesBlock {
  /// Parses the info string of a fence: `unroll`, `unroll {…}`, `unroll key="value"` or
  /// `{.unroll #id key="value"}`, or, in the syntax of MyST and Quarto, `{unroll}` and the file of a
  /// lesson; `nil` for any other block. A word without a value is a key with an empty value.
  static func keys(of info: String) -> (options: [String: String], file: String?)? {
    let info = info.trimmingBlanks
    if info == "unroll" { return ([:], nil) }
    if info.hasPrefix("{unroll}") {
      let file = info.dropFirst("{unroll}".count).trimmingBlanks
      return ([:], file.isEmpty ? nil : file)
    }
    var inner = info[...]
    var classes: [String] = []
    if info.hasPrefix("unroll"), info.dropFirst(6).first.map({ " \t{".contains($0) }) == true {
      inner = info.dropFirst(6).trimmingBlanks[...]
      classes = ["unroll"]
    }
    if inner.hasPrefix("{"), inner.hasSuffix("}") {
      inner = inner.dropFirst().dropLast()
    } else if classes.isEmpty {
      return nil
    }
    var options: [String: String] = [:]
    for word in words(of: inner) {
      if word.hasPrefix("#") {
        options["id"] = String(word.dropFirst())
      } else if word.hasPrefix(".") {
        classes.append(String(word.dropFirst()))
      } else if let equals = word.firstIndex(of: "=") {
        options[String(word[..<equals])] = unquoted(String(word[word.index(after: equals)...]))
      } else {
        // The code that checks the keys reports it.
        options[word] = ""
      }
    }
    return classes.contains("unroll") ? (options, nil) : nil
  }

  /// Parses keys in the first lines: `#| key: value` as in Quarto, and `:key: value` as in MyST.
  ///
  /// - Parameter options: the keys known so far; keys in the lines override them.
  /// - Returns: all keys, the rest of the text, and the number of lines with keys.
  static func keys(
    atHeadOf text: String, _ options: [String: String]
  ) -> (options: [String: String], rest: String, lines: Int) {
    var options = options
    var body = text.textLines[...]
    var lines = 0
    while let first = body.first?.content.drop(while: { $0 == " " || $0 == "\t" }),
      first.hasPrefix("#|") || first.hasPrefix(":")
    {
      let parts = first.dropFirst(first.hasPrefix(":") ? 1 : 2).split(separator: ":", maxSplits: 1)
        .map { unquoted(String($0)) }
      if let key = parts.first, !key.isEmpty { options[key] = parts.count == 2 ? parts[1] : "" }
      body.removeFirst()
      lines += 1
    }
    // Names that Quarto and MyST use for the same keys.
    for (name, key) in [
      ("label", "id"), ("name", "id"), ("fig-cap", "caption"), ("fig-alt", "alt"),
    ] {
      guard let value = options.removeValue(forKey: name), options[key] == nil else { continue }
      options[key] = value
    }
    if let caption = options["caption"]?.trimmingBlanks {
      options["caption"] = caption.isEmpty ? nil : caption
    }
    let rest = body.map { $0.content + ($0.ending.isEmpty ? "" : "\n") }.joined()
    return (options, rest, lines)
  }

  /// Splits at spaces outside quotes.
  private static func words(of text: Substring) -> [String] {
    var words: [String] = []
    var word = ""
    var quote: Character?
    for character in text {
      if let open = quote {
        if character == open { quote = nil }
        word.append(character)
      } else if character == " " || character == "\t" {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        if character == "\"" || character == "'" { quote = character }
        word.append(character)
      }
    }
    return word.isEmpty ? words : words + [word]
  }

  private static func unquoted(_ text: String) -> String {
    let text = text.trimmingBlanks
    guard text.count > 1, let first = text.first, first == text.last, first == "\"" || first == "'"
    else { return text }
    return String(text.dropFirst().dropLast())
  }
}

extension StringProtocol {
  var trimmingBlanks: String {
    let rest = drop { $0 == " " || $0 == "\t" }
    return String(rest.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}
