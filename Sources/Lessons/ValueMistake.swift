/// What is wrong with a number, a vector, a matrix or a name; each with the name of its quantity.
enum ValueMistake: Mistake {
  case missing(String)
  case notANumber(String, found: NodeKind)
  /// A text in quotes, and the number that was probably meant.
  case quoted(String, text: String, meant: String?)
  /// A text that is not a number, and the number that was probably meant.
  case text(String, text: String, meant: String?)
  case fraction(String, text: String)
  /// A comma between the digits of a number.
  case decimalComma(String)
  case notFinite(String, text: String)
  case tooLarge(String)
  case tooSmall(String)
  case empty(String)
  case mixed(String, first: Mixture)
  case emptyRow(Int, of: String)
  /// A row whose number of entries differs from the first row's.
  case rowLength(Int, of: String, count: Int, first: Int)
  case noName(String)
  case timeAsName
  /// A text that cannot be the prefix of an id, and the nearest one that can.
  case noID(String, nearest: String)

  /// What the first entry of a mixed list is.
  enum Mixture { case number, row }

  var description: String {
    switch self {
    case .missing(let what): "\(what) has no value"
    case .notANumber(let what, let found): "\(what) must be a number, not \(found.rawValue)"
    case .quoted(let what, let text, _): "\(what) must be a number, not the text \(text.quoted)"
    case .text(let what, let text, _), .fraction(let what, let text):
      "\(what) must be a number, not \(text.quoted)"
    case .decimalComma(let text): "in \(text.quoted) the comma separates two values"
    case .notFinite(let what, let text): "\(what) must be finite, not \(text)"
    case .tooLarge(let what): "\(what) is too large"
    case .tooSmall(let what): "\(what) is too small"
    case .empty(let what): "\(what) is empty"
    case .mixed(let what, .number): "\(what) mixes numbers and rows"
    case .mixed(let what, .row): "\(what) mixes rows and numbers"
    case .emptyRow(let row, let what): "row \(row) of \(what) is empty"
    case .rowLength(let row, let what, let count, let first):
      "row \(row) of \(what) has \(counted(count, "entry", "entries")), row 1 has \(first)"
    case .noName(let text): "\(text.quoted) is not a name"
    case .noID("", _): "id is empty"
    case .noID: "an id consists of letters, digits, - and _, and starts with a letter"
    case .timeAsName: "t is the time step and cannot name a value"
    }
  }

  /// Why a text is not the number that was meant.
  private static func reason(_ text: String, meant: String) -> String {
    if let dash = text.unicodeScalars.lazy.compactMap({ Lookalike($0) }).first {
      return "; \(dash.scalar) is \(dash.name)"
    }
    return text.contains(",") ? "; numbers have a decimal point" : ""
  }

  var hint: String? {
    switch self {
    case .missing: "write a number"
    case .quoted(_, let text, let meant):
      meant.map { meant in
        meant == text
          ? "leave the quotes out"
          : "write \(meant) without quotes" + Self.reason(text, meant: meant)
      }
    case .text(_, let text, let meant):
      meant.map { "write \($0)" + Self.reason(text, meant: $0) }
    case .decimalComma(let text):
      "numbers have a decimal point: write \(text.replacing(",", with: "."))"
    case .fraction: "write a fraction as a decimal number, 0.5 for 1/2"
    case .tooLarge: "the largest number is 1.8e308"
    case .tooSmall: "the smallest positive number is 4.9e-324; write 0 for zero"
    case .empty: "give it at least one component"
    case .mixed: "a vector is [1, 2], a matrix [[1, 2], [3, 4]], row by row"
    case .rowLength: "all rows of a matrix must have the same length"
    case .timeAsName: "give it another name"
    case .noName: "a name is a letter, then letters, digits and _"
    case .noID("", _): "write id: bptt, or leave id out"
    case .noID(_, let nearest): "write id: \(nearest)"
    case .notANumber, .notFinite, .emptyRow: nil
    }
  }
}
