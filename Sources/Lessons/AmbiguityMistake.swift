import Formulas

/// A text that can mean two things.
enum AmbiguityMistake: Mistake {
  /// `x^T` in a lesson with a quantity T.
  case transpose
  /// `h_0`, the name of a quantity and h at time step 0.
  case quantity(String, name: String, time: Int)
  /// Entries that are tokens of the vocabulary and numbers.
  case tokenOrNumber(String, of: String)

  var description: String {
    switch self {
    case .transpose:
      "^T can mean the transpose, or the power with T, which the lesson defines, as exponent"
    case .quantity(let id, let name, let time):
      "\(id) can mean the quantity called \(id), or \(name) at time step \(time)"
    case .tokenOrNumber(let text, let series):
      "\(text) in \(series) can mean a token of the vocabulary, or the number"
    }
  }

  var hint: String? {
    switch self {
    case .transpose: "give the quantity T another name, such as T_0"
    case .quantity(let id, _, _): "give the quantity called \(id) another name"
    case .tokenOrNumber(let text, _):
      "write \(text.inStraightQuotes) for the token, and the number with a point, "
        + "such as \(text.contains(".") ? text + "0" : text + ".0")"
    }
  }
}

extension String {
  fileprivate var inStraightQuotes: String { "\"\(self)\"" }
}
