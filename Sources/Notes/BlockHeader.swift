import Formulas
import Yams

/// The keys in the first lines of a block: YAML in comments, as in Quarto, options as in MyST, and
/// YAML between two lines of dashes, as in MyST.
///
///     #| caption: "Two paths: one"      :caption: Two paths      ---
///     #| show: [2, 3]                   :show: 2,3               show: [2, 3]
///                                                                ---
///
/// A list is its words with commas between them. An option that is not YAML is text, since it is in
/// MyST.
struct BlockHeader {
  /// Why the keys cannot be read, and the line, from 0, and the offset in it.
  struct Fault: Hashable {
    let message: String
    let line, offset: Int
  }

  /// The values, by key.
  private(set) var options: [String: String] = [:]
  /// The line, from 0, and the offset in it of each key in Unicode scalars.
  private(set) var places: [String: (line: Int, offset: Int)] = [:]
  /// The first fault.
  private(set) var fault: Fault?
  /// The number of lines.
  private(set) var lines = 0

  /// Reads the header of a block's text.
  ///
  /// - Parameter hasDashes: whether keys may be between lines of dashes.
  init(of text: String, hasDashes: Bool) {
    let body = text.textLines.map(\.content)
    if hasDashes, body.first?.trimmedBlanks == "---",
      let end = body.dropFirst().firstIndex(where: { $0.trimmedBlanks == "---" })
    {
      read(body[1..<end].map { (text: $0, offset: 0) }, from: 1)
      lines = end + 1
      return
    }
    while lines < body.count {
      skipBlanks(before: "#|", in: body)
      guard let key = Self.start(of: body[lines]) else { break }
      if body[lines][key...].hasPrefix(":") {
        readOption(body[lines], from: key)
        lines += 1
        continue
      }
      let first = lines
      var comments: [(text: Substring, offset: Int)] = []
      while lines < body.count, let start = Self.start(of: body[lines]),
        body[lines][start...].hasPrefix("#|")
      {
        let line = body[lines]
        let rest = line[line.index(start, offsetBy: 2)...]
        let content = rest.hasPrefix(" ") ? rest.dropFirst() : rest
        comments.append((content, Self.offset(of: content.startIndex, in: line)))
        lines += 1
      }
      read(comments, from: first)
    }
  }

  /// Goes on below empty lines, if a key follows.
  private mutating func skipBlanks(before mark: String, in body: [Substring]) {
    guard lines > 0, let next = body[lines...].firstIndex(where: { !$0.trimmedBlanks.isEmpty }),
      body[next].trimmedBlanks.hasPrefix(mark)
    else { return }
    lines = next
  }

  /// The first line after the header that looks like a key of it, from 0, with the offset of its mark.
  func late(in text: String) -> Fault? {
    for (index, line) in text.textLines.map(\.content).enumerated().dropFirst(lines) {
      guard let key = Self.start(of: line), line[key...].hasPrefix("#|") else { continue }
      return Fault(
        message: "keys with #| are read above the lesson only; move this line up", line: index,
        offset: Self.offset(of: key, in: line))
    }
    return nil
  }

  // Keys of several words; in any other one, a list is one of YAML.
  private static let keysOfWords: Set = ["show", "theme", "without"]

  private static func text(of value: Node, for key: String) -> String {
    value.scalar == nil && !keysOfWords.contains(key) ? value.flow : value.words ?? value.flow
  }

  /// Where the mark of a key is in a line; `nil` if it has none.
  private static func start(of line: Substring) -> Substring.Index? {
    let rest = line.drop { $0 == " " || $0 == "\t" }
    return rest.hasPrefix("#|") || rest.hasPrefix(":") ? rest.startIndex : nil
  }

  private static func offset(of index: Substring.Index, in line: Substring) -> Int {
    line.unicodeScalars.distance(from: line.startIndex, to: index)
  }

  private mutating func readOption(_ line: Substring, from colon: Substring.Index) {
    let rest = line[line.index(after: colon)...]
    let name = rest.prefix { $0 != ":" }
    let text = rest[name.endIndex...].dropFirst().trimmedBlanks
    let key = name.trimmedBlanks
    guard !key.isEmpty else { return }
    let node = try? Yams.compose(yaml: "- \(text)")
    let value = node?.sequence?.first
    let read = value.flatMap { $0.mapping == nil ? Self.text(of: $0, for: String(key)) : nil }
    set(String(key), read ?? String(text))
    places[String(key)] = (lines, Self.offset(of: key.startIndex, in: line))
  }

  /// Reads lines of YAML.
  private mutating func read(_ yaml: [(text: Substring, offset: Int)], from first: Int) {
    func place(_ mark: Mark?) -> (line: Int, offset: Int) {
      let line = min(max(0, (mark?.line ?? 1) - 1), max(0, yaml.count - 1))
      guard yaml.indices.contains(line) else { return (first, 0) }
      return (first + line, yaml[line].offset + max(0, (mark?.column ?? 1) - 1))
    }
    func fault(_ message: String, at mark: Mark?) -> Fault {
      let (line, offset) = place(mark)
      return Fault(message: message, line: line, offset: offset)
    }
    do {
      let root = try Yams.compose(yaml: yaml.map { $0.text + "\n" }.joined())
      guard let root, root.words != "" else { return }
      guard let mapping = root.mapping else {
        self.fault =
          self.fault ?? fault("a key and its value are written as key: value", at: root.mark)
        return
      }
      for (key, value) in mapping {
        let name = key.scalar?.string ?? ""
        set(name, Self.text(of: value, for: name))
        places[name] = place(key.mark)
      }
    } catch let error as YamlError {
      let (problem, mark) = error.problem
      self.fault =
        self.fault ?? fault("the keys are not YAML: \(problem); put the value in quotes", at: mark)
    } catch {}
  }

  private mutating func set(_ key: String, _ value: String) { options[key] = value }
}

extension YamlError {
  /// The library's words, and where it stopped.
  fileprivate var problem: (text: String, mark: Mark?) {
    switch self {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      (problem, context?.mark ?? mark)
    case .duplicatedKeysInMapping(let keys, let context):
      ("\(keys.first ?? "a key") is set twice", context.mark)
    default: ("a sign in them is not allowed", nil)
    }
  }
}

extension Node {
  /// A scalar's text, or those of a list's scalars with commas between them.
  fileprivate var words: String? {
    if let scalar {
      let isNull = scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
      return isNull ? "" : String(scalar.string.trimmingSuffix { $0.isNewline })
    }
    guard let items = sequence.map({ Array($0) }) else { return nil }
    let words = items.compactMap(\.scalar?.string)
    return words.count == items.count ? words.joined(separator: ",") : nil
  }

  /// The node as YAML on one line.
  fileprivate var flow: String {
    switch self {
    case .scalar(let scalar):
      scalar.style == .plain ? scalar.string : scalar.string.quotedForJSON
    case .sequence(let items): "[" + items.map(\.flow).joined(separator: ", ") + "]"
    case .mapping(let pairs):
      "{" + pairs.map { "\($0.key.flow): \($0.value.flow)" }.joined(separator: ", ") + "}"
    case .alias: ""
    }
  }
}

extension String {
  fileprivate func trimmingSuffix(while isSuffix: (Character) -> Bool) -> Substring {
    var text = self[...]
    while let last = text.last, isSuffix(last) { text.removeLast() }
    return text
  }
}
