import Yams

extension LessonReader {
  /// Reads the YAML; says in our words why it cannot be read.
  func compose(_ text: String) -> Node? {
    do {
      guard let root = try Yams.compose(yaml: text), !root.isNull else {
        source.report(
          "the file is empty", line: 1, column: 1, hint: "a lesson begins with cell: elman")
        return nil
      }
      return root
    } catch let error as YamlError {
      report(error)
    } catch {
      source.report("this is not YAML: \(error)", line: 1, column: 1)
    }
    return nil
  }

  private func report(_ error: YamlError) {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      report(problem, mark, context)
    case .reader(let problem, let offset, _, let yaml):
      let place = Source.place(after: yaml.prefix(offset ?? 0))
      source.report(
        "YAML cannot hold this character: \(problem)", line: place.line, column: place.column,
        hint: "delete it, or write it as an escape in double quotes, such as \"\\u263A\"")
    case .duplicatedKeysInMapping(let keys, let context):
      let key = keys.first ?? ""
      let place = source.secondPlace(ofKey: key, first: context.mark)
      source.report(
        "the key \(key) stands twice", line: place.line, column: place.column,
        length: key.unicodeScalars.count,
        hint: place.line == context.mark.line
          ? nil
          : "it stands in line \(source.line(of: context.mark)) already; delete one of the two")
    default: source.report("the YAML cannot be read: \(error)", line: 1, column: 1)
    }
  }

  /// Words libyaml's most frequent complaints as what to mend.
  private func report(_ problem: String, _ mark: Mark, _ context: YamlError.Context?) {
    func report(_ message: String, at mark: Mark, hint: String?) {
      source.report(message, line: mark.line, column: mark.column, hint: hint)
    }
    switch problem {
    case let text where text.contains("',' or ']'"), let text where text.contains("',' or '}'"):
      let sign = problem.contains("]") ? ("[", "]") : ("{", "}")
      report(
        "\u{201C}\(sign.0)\u{201D} is never closed, or a comma in it is missing",
        at: context?.mark ?? mark,
        hint: "add \u{201C}\(sign.1)\u{201D}, or a comma between values; a formula with brackets "
          + "needs quotes in here")
    case let text where text.contains("tab"):
      report("a tab stands where YAML wants blanks", at: mark, hint: "indent with blanks")
    case let text where text.contains("undefined alias"):
      report(
        "nothing is marked & with this name", at: mark,
        hint: "a text that begins with * needs quotes")
    case let text where text.contains("another document"):
      report("a file holds one lesson, and a second one begins here", at: mark, hint: nil)
    case let text where text.contains("nesting level"):
      report("brackets are nested too deep", at: mark, hint: "a matrix needs two levels")
    case let text where text.contains("could not find expected ':'"):
      report(
        "a key and a value are joined by a colon and a blank, which this line lacks",
        at: context?.mark ?? mark, hint: "write key: value")
    case let text where text.contains("mapping values are not allowed"):
      report(
        "a colon stands where no key can be", at: mark,
        hint: "is this line indented as its neighbours are? a text with a colon needs quotes")
    case let text where text.contains("unexpected end of stream"):
      report("a quoted text is never closed", at: context?.mark ?? mark, hint: "add the quote")
    case let text where text.contains("expected node content"):
      report("a value is expected here", at: mark, hint: "is there a comma too many before it?")
    case let text where text.contains("expected <document start>"):
      report(
        "the lesson ends before this line, which belongs to no key", at: mark,
        hint: "is a bracket too many in the line before, or is this line indented otherwise?")
    case let text where text.contains("cannot start any token") && source.isTab(at: mark):
      report("a tab stands where YAML wants blanks", at: mark, hint: "indent with blanks")
    case let text where text.contains("cannot start any token"):
      report(
        "no value begins with this sign", at: mark, hint: "a text that does needs quotes")
    case let text where text.contains("did not find expected key"):
      report(
        "a key: value is expected here", at: mark,
        hint: "is this line indented as its neighbours are, and the text before it complete?")
    default:
      report(
        "the YAML cannot be read: \(problem)", at: mark,
        hint: "is a colon, a bracket or a blank at the line's start missing?")
    }
  }
}
