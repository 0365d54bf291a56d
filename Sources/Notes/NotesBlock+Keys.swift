/// Parsing the keys of a block in the syntaxes that documents use.
extension NotesBlock {
  /// Parses the info string of a fence: `unroll`, `unroll {…}`, `unroll key="value"` or
  /// `{.unroll #id key="value"}`, or, in the syntax of MyST and Quarto, `{unroll}` and the file of a
  /// lesson; `nil` for any other block. A word without a value is a key with an empty value.
  ///
  /// - Returns: the keys, the file, and the offset in `info` of each key in Unicode scalars.
  static func keys(
    of info: String
  ) -> (options: [String: String], file: String?, offsets: [String: Int])? {
    let text = info[...].trimmedBlanks
    if text == "unroll" { return ([:], nil, [:]) }
    if isDirective(info) {
      let file = text.dropFirst("{unroll}".count).trimmingBlanks
      return ([:], file.isEmpty ? nil : file, [:])
    }
    var (inner, classes) = parts(of: text)
    if inner.hasPrefix("{"), inner.hasSuffix("}") {
      inner = inner.dropFirst().dropLast()
    } else if classes.isEmpty {
      return nil
    }
    var options: [String: String] = [:]
    var offsets: [String: Int] = [:]
    for word in words(of: inner) {
      let name: String
      if word.hasPrefix("#") {
        name = "id"
        options[name] = String(word.dropFirst())
      } else if word.hasPrefix(".") {
        classes.append(String(word.dropFirst()))
        continue
      } else if let equals = word.firstIndex(of: "=") {
        name = String(word[..<equals])
        options[name] = unquoted(String(word[word.index(after: equals)...]))
      } else {
        // The code that checks the keys reports it.
        name = String(word)
        options[name] = ""
      }
      offsets[name] = info.unicodeScalars.distance(from: info.startIndex, to: word.startIndex)
    }
    return classes.contains("unroll") ? (options, nil, offsets) : nil
  }

  /// Whether code without a language has the fence of a block, which is then indented too far.
  ///
  ///     NotesBlock.isShown(asCode: "```unroll\nlesson: a.yaml\n```")  // true
  static func isShown(asCode text: String) -> Bool {
    text.textLines.contains { line in
      line.content.prefixMatch(
        of: #/ *(?:`{3}|~{3}|:{3}) ?(?:unroll\s*$|\{\.?unroll[ }])/#) != nil
    }
  }

  /// Whether a fence has the syntax of MyST and Quarto.
  static func isDirective(_ info: String) -> Bool {
    info[...].trimmedBlanks.hasPrefix("{unroll}")
  }

  /// The text after `unroll` and the class that this word gives, or else the whole text.
  private static func parts(of text: Substring) -> (inner: Substring, classes: [String]) {
    guard text.hasPrefix("unroll"), text.dropFirst(6).first.map({ " \t{".contains($0) }) == true
    else { return (text, []) }
    return (text.dropFirst(6).trimmedBlanks, ["unroll"])
  }

  /// Returns why a fence that names unroll in braces is not a block, and the offset of the fault in
  /// Unicode scalars; `nil` for any other fence.
  static func fault(ofFence info: String) -> (message: String, offset: Int)? {
    let text = info[...].trimmedBlanks
    let (inner, classes) = parts(of: text)
    guard inner.hasPrefix("{"), !text.hasPrefix("{unroll}") else { return nil }
    let words = words(of: inner.dropFirst()).map { $0.hasSuffix("}") ? $0.dropLast() : $0 }
    guard !classes.isEmpty || words.first == "unroll" || words.contains(".unroll") else {
      return nil
    }
    func offset(_ place: Substring.Index) -> Int {
      info.unicodeScalars.distance(from: info.startIndex, to: place)
    }
    guard let end = inner.lastIndex(of: "}") else {
      return (
        "the brace of this block is never closed; add } at the end of the line",
        offset(inner.startIndex)
      )
    }
    let rest = inner[inner.index(after: end)...].trimmedBlanks
    if !rest.isEmpty {
      return (
        "\(rest) follows the closing brace; delete it, or write it as key=value in the braces",
        offset(rest.startIndex)
      )
    }
    guard classes.isEmpty, !words.contains(".unroll") else { return nil }
    return (
      "keys in braces need a dot before unroll; write {.unroll key=value}",
      offset(inner.startIndex) + 1
    )
  }

  /// Returns keys with one name for each: Quarto and MyST have others for some.
  static func named(
    _ options: [String: String], _ places: inout [String: KeyPlace]
  ) -> [String: String] {
    var options = options
    for (name, key) in [
      ("label", "id"), ("name", "id"), ("fig-cap", "caption"), ("fig-alt", "alt"),
    ] {
      guard let value = options.removeValue(forKey: name), options[key] == nil else { continue }
      options[key] = value
      places[key] = places.removeValue(forKey: name)
    }
    if let caption = options["caption"]?.trimmingBlanks {
      options["caption"] = caption.isEmpty ? nil : caption
    }
    return options
  }

  /// Splits at spaces outside quotes.
  private static func words(of text: Substring) -> [Substring] {
    var quote: Character?
    return text.split { character in
      if let open = quote {
        if character == open { quote = nil }
        return false
      }
      if character == "\"" || character == "'" { quote = character }
      return character == " " || character == "\t"
    }
  }

  private static func unquoted(_ text: String) -> String {
    let text = text.trimmingBlanks
    guard text.count > 1, let first = text.first, first == text.last, first == "\"" || first == "'"
    else { return text }
    return String(text.dropFirst().dropLast())
  }
}

extension StringProtocol {
  var trimmingBlanks: String { String(Substring(self).trimmedBlanks) }
}

extension Substring {
  /// The part without blanks at either end.
  var trimmedBlanks: Substring {
    var part = drop { $0 == " " || $0 == "\t" }
    while let last = part.last, last == " " || last == "\t" { part.removeLast() }
    return part
  }
}
