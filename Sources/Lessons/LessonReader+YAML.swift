import Yams

extension LessonReader {
  // More values than a lesson can use; aliases of aliases have many in a few lines.
  private static let mostParts = 2_000_000

  /// Reads the YAML, or reports why it cannot be read.
  func compose(_ text: String) -> Node? {
    if let place = Self.bomb(in: text) {
      source.report(.shape(.keyIsNoWord), at: source.place(line: place.line, column: place.column))
      return nil
    }
    var text = text
    while true {
      do {
        return checked(try Yams.compose(yaml: text), mayMerge: text.contains("<<"))
      } catch let error as YamlError {
        if let joined = source.joiningSurrogates(after: error, in: text) {
          text = joined
          continue
        }
        report(error)
      } catch {
        source.report(.yaml(.other("\(error)")), at: nil)
      }
      return nil
    }
  }

  /// Where an alias is a key among many aliases, `nil` if none is: the library compares keys with
  /// all that is behind their aliases, which may have no end.
  private static func bomb(in text: String) -> (line: Int, column: Int)? {
    guard text.utf8.count(where: { $0 == UInt8(ascii: "&") }) >= 10,
      text.matches(of: /(^|[\s\[{,\-:])&\w/).count >= 10
    else { return nil }
    let key =
      /(?m)^\s*\?\s|[\[{,]\s*\?\s|(^|[\s\[{,])\*[\w\-]+\s*:|[\[{][^\[\]{}\n]*\*[^\[\]{}\n]*[\]}]+\s*:/
    guard let found = text.firstMatch(of: key) else { return nil }
    return Source.place(after: text[..<found.range.lowerBound])
  }

  private func checked(_ root: Node?, mayMerge: Bool) -> Node? {
    guard let root, !root.isNull else {
      source.report(.yaml(.emptyFile), at: nil)
      return nil
    }
    guard !root.hasMoreParts(than: Self.mostParts) else {
      source.report(.yaml(.tooManyParts(limit: Self.mostParts)), at: nil)
      return nil
    }
    guard mayMerge else { return root }
    var isMerged = true
    let merged = root.merged {
      isMerged = false
      source.report(.yaml(.mergeOfNoMapping), at: $0)
    }
    guard isMerged else { return nil }
    guard !merged.hasMoreParts(than: Self.mostParts) else {
      source.report(.yaml(.tooManyParts(limit: Self.mostParts)), at: nil)
      return nil
    }
    return merged
  }

  private func report(_ error: YamlError) {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let (mistake, isAtContext) = YAMLMistake.of(problem, atTab: source.isTab(at: mark))
      let place = isAtContext ? context?.mark ?? mark : mark
      // The library points behind the backslash and the u.
      let column = mistake == .loneSurrogate ? place.column - 2 : place.column
      source.report(.yaml(mistake), at: source.place(line: place.line, column: column))
    case .reader(let problem, let offset, _, let yaml):
      let place = Source.place(after: yaml.prefix(offset ?? 0))
      source.report(
        .yaml(.character(reason: problem)),
        at: source.place(line: place.line, column: place.column))
    case .duplicatedKeysInMapping(let keys, let context):
      report(duplicate: keys.first ?? "", first: context.mark)
    default: source.report(.yaml(.other("\(error)")), at: nil)
    }
  }

  private func report(duplicate key: String, first: Mark) {
    let place = source.secondPlace(ofKey: key, first: first)
    let earlierLine = place.line == first.line ? nil : source.line(of: first)
    source.report(
      .yaml(.duplicateKey(key, earlierLine: earlierLine)),
      at: source.place(line: place.line, column: place.column, length: key.unicodeScalars.count))
  }
}

extension YAMLMistake {
  /// Returns the meaning of one of libyaml's messages, and whether its place is where the bracket
  /// or the text starts. libyaml has no error codes for single mistakes, and the cases of
  /// YamlError only name the stage that failed (reader, scanner, parser, composer), so the
  /// messages, which are constants in libyaml's source, are all there is to tell them apart.
  fileprivate static func of(
    _ problem: String, atTab isAtTab: Bool
  ) -> (mistake: YAMLMistake, isAtContext: Bool) {
    switch problem {
    case "did not find expected ',' or ']'": (.unclosedBracket(open: "[", close: "]"), true)
    case "did not find expected ',' or '}'": (.unclosedBracket(open: "{", close: "}"), true)
    case "could not find expected ':'": (.noColon, true)
    case "found unexpected end of stream": (.unclosedQuote, true)
    case "found a tab character that violates indentation",
      "found a tab character where an indentation space is expected":
      (.tab, false)
    case "found character that cannot start any token": (isAtTab ? .tab : .reservedSign, false)
    case "found undefined alias": (.unknownAlias, false)
    case "but found another document": (.secondDocument, false)
    case "Maximum nesting level reached, set with yaml_set_max_nest_level())": (.tooDeep, false)
    case "mapping values are not allowed in this context": (.colonOutOfPlace, false)
    case "did not find expected node content": (.valueExpected, false)
    case "did not find expected <document start>": (.afterTheEnd, false)
    case "did not find expected key": (.keyExpected, false)
    case "found invalid Unicode character escape code": (.loneSurrogate, false)
    default: (.other(problem), false)
    }
  }
}
