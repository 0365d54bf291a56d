import Yams

extension LessonReader {
  /// Reads the YAML, or reports why it cannot be read.
  func compose(_ text: String) -> Node? {
    do {
      guard let root = try Yams.compose(yaml: text), !root.isNull else {
        source.report(.yaml(.emptyFile), at: nil)
        return nil
      }
      return root
    } catch let error as YamlError {
      report(error)
    } catch {
      source.report(.yaml(.other("\(error)")), at: nil)
    }
    return nil
  }

  private func report(_ error: YamlError) {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let (mistake, isAtContext) = YAMLMistake.of(problem, atTab: source.isTab(at: mark))
      let place = isAtContext ? context?.mark ?? mark : mark
      source.report(.yaml(mistake), at: source.place(line: place.line, column: place.column))
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
    default: (.other(problem), false)
    }
  }
}
