/// Why a text cannot be read as YAML, or as one lesson.
enum YAMLMistake: Mistake {
  case emptyFile
  case notAMapping
  /// A character that YAML does not allow, with libyaml's reason.
  case character(reason: String)
  /// A key that already appears, on a line above or on the same line.
  case duplicateKey(String, earlierLine: Int?)
  case unclosedBracket(open: String, close: String)
  case unclosedQuote
  case tab
  case unknownAlias
  case secondDocument
  case tooDeep
  /// A line that is not a key with a value.
  case noColon
  case colonOutOfPlace
  case valueExpected
  case keyExpected
  /// A line after the lesson's end.
  case afterTheEnd
  /// A character with which no value can start.
  case reservedSign
  /// Half of a character that JSON writes in two escapes.
  case loneSurrogate
  /// A merge key, `<<`, with a value that has no keys.
  case mergeOfNoMapping
  /// More values than a lesson can have, counted where aliases repeat them.
  case tooManyParts(limit: Int)
  /// Anything else, in libyaml's words.
  case other(String)

  var description: String {
    switch self {
    case .emptyFile: "the file is empty"
    case .notAMapping: "a lesson is a mapping of keys to values"
    case .character(let reason): "YAML cannot hold this character: \(reason)"
    case .duplicateKey(let key, _): "the key \(key) appears twice"
    case .unclosedBracket(let open, _):
      "\(open.inQuotes) is never closed, or a comma in it is missing"
    case .unclosedQuote: "a quoted text is never closed"
    case .tab: "there is a tab where YAML needs spaces"
    case .unknownAlias: "this * refers to an anchor that no & sets"
    case .secondDocument: "a file holds one lesson, but a second one starts here"
    case .tooDeep: "brackets are nested too deeply"
    case .noColon: "a key and its value need a colon and a space between them"
    case .colonOutOfPlace: "there is a colon where no key can be"
    case .valueExpected: "a value is expected here"
    case .keyExpected: "key: value is expected here"
    case .afterTheEnd: "the lesson ends before this line, which belongs to no key"
    case .reservedSign: "no value starts with this character"
    case .loneSurrogate: "this escape is no character, or only half of one"
    case .mergeOfNoMapping: "the merge key << takes a mapping, or a list of mappings"
    case .tooManyParts(let limit): "with its aliases, the lesson has more than \(limit) values"
    case .other(let problem): "the YAML cannot be read: \(problem)"
    }
  }

  var hint: String? {
    switch self {
    case .emptyFile: "a lesson starts with cell: elman"
    case .notAMapping: "start with cell: elman"
    case .character:
      "delete it, or write it as an escape in double quotes, such as \"\\u263A\""
    case .duplicateKey(_, let line):
      line.map { "it is already in line \($0); delete one of the two" }
    case .unclosedBracket(_, let close):
      "add \(close.inQuotes), or a comma between values; text with brackets, such as h[0], needs quotes here"
    case .unclosedQuote: "add the quote"
    case .tab: "indent with spaces"
    case .unknownAlias: "a text that starts with * needs quotes"
    case .secondDocument: nil
    case .tooDeep: "a matrix needs two levels"
    case .noColon: "write key: value"
    case .colonOutOfPlace:
      "is this line indented like its neighbours? a text with a colon needs quotes"
    case .valueExpected: "is there an extra comma before it?"
    case .keyExpected:
      "is this line indented like its neighbours, and the text before it complete?"
    case .afterTheEnd:
      "is there an extra bracket in the line before, or is this line indented differently?"
    case .reservedSign: "a text that does so needs quotes"
    case .loneSurrogate:
      "write both halves, such as \\ud83d\\ude42, or the whole, \\U0001f642"
    case .mergeOfNoMapping: "mark a mapping with &name, and write <<: *name"
    case .tooManyParts: "repeat fewer of them"
    case .other: "is a colon, a bracket or a space at the line's start missing?"
    }
  }
}
