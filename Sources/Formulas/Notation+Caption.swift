extension Notation {
  /// Words with formulas between dollar signs, which begin with a capital letter.
  ///
  ///     Notation.row([.word("two paths meet at "), symbol]).captionText  // "Two paths meet at $h_{1}$"
  public var captionText: String {
    let text = inCaption
    return text.prefix(1).uppercased() + text.dropFirst()
  }

  private var inCaption: String {
    switch self {
    case .word(let text), .strong(let text): return text
    case .row(let parts): return parts.map(\.inCaption).joined()
    case .role(_, let part), .stage(_, let part), .live(_, let part): return part.inCaption
    default:
      let formula = latex.trimmed
      // Only our own decks define the macros that colour roles.
      return formula.contains("\\unroll") ? plain : "$\(formula)$"
    }
  }
}

extension String {
  /// The text without spaces at its ends, which a formula must not have beside its dollar signs.
  fileprivate var trimmed: Substring {
    let end = lastIndex { $0 != " " }.map(index(after:)) ?? startIndex
    return self[..<end].drop { $0 == " " }
  }
}
