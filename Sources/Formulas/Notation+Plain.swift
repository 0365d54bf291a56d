extension Notation {
  /// The formula in one line of text: `∂Loss/∂h_0 = −5 · 4`, `h_{t−1}`, `(1 − h_2^2) · W_h`.
  public var plain: String {
    switch self {
    case .variable(let text), .word(let text), .strong(let text), .numeral(let text): text
    case .sign(let sign): sign.plain
    case .row(let parts): parts.map(\.plain).joined()
    case .scripts(.sign(.sum), let below?, nil): "Σ_" + below.plainScript + " "
    case .scripts(.numeral(let base), nil, let above?) where above.superscript != nil:
      base + (above.superscript ?? "")
    case .scripts(let base, let below, let above):
      base.plain + (below.map { "_" + $0.plainScript } ?? "")
        + (above.map { "^" + $0.plainScript } ?? "")
    case .fraction(let a, let b): a.plainOperand + "/" + b.plainOperand
    case .fenced(let part, .parentheses): "(" + part.plain + ")"
    case .fenced(let part, .brackets): "[" + part.plain + "]"
    case .fenced(let part, .bars): "|" + part.plain + "|"
    case .fenced(let part, .doubleBars): "‖" + part.plain + "‖"
    case .brace(let part, let word): part.plain + " (" + word + ")"
    case .matrix(let rows):
      "[" + rows.map { $0.map(\.plain).joined(separator: ", ") }.joined(separator: "; ") + "]"
    case .table(let rows):
      rows.map { row in row.map { $0.plainCell }.joined(separator: ", ") }.joined(separator: "; ")
    case .folded(let cell, let input, let output, let carried):
      "\(input.plain) → [\(cell.plain), \(carried.plain)] → \(output.plain)"
    case .radical(let part): "√(" + part.plain + ")"
    case .role(_, let part), .stage(_, let part), .live(_, let part): part.plain
    case .qualified(let texts, let name): texts.map { $0 + "." }.joined() + name.plain
    }
  }

  /// The digits and sign of a power of ten; `nil` for all other powers.
  private var superscript: String? {
    let digits: [Character: Character] = [
      "−": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷",
      "8": "⁸", "9": "⁹",
    ]
    let raised = plain.compactMap { digits[$0] }
    return raised.count == plain.count && !raised.isEmpty ? String(raised) : nil
  }

  /// Without the space before a sign at the beginning.
  private var plainCell: String { String(plain.drop { $0 == " " }) }

  private var plainScript: String {
    let text = self.plain.filter { $0 != " " }
    return text.count > 1 && !text.allSatisfy({ $0.isLetter || $0.isNumber }) ? "{\(text)}" : text
  }

  // Parentheses replace the grouping that a fraction bar gives.
  private var plainOperand: String {
    switch self {
    case .scripts, .fenced, .matrix, .radical: return plain
    case .role(_, let part), .stage(_, let part), .live(_, let part): return part.plainOperand
    default: return plain.contains { $0 == " " || $0 == "/" } ? "(\(plain))" : plain
    }
  }
}

extension Notation.Sign {
  /// The sign with the spaces around it in a line of text.
  var plain: String {
    switch self {
    case .plus: " + "
    case .minus: " − "
    case .negative: "−"
    case .times: " · "
    case .cross: " × "
    case .elementwise: " ⊙ "
    case .equals: " = "
    case .approximates: " ≈ "
    case .member: " ∈ "
    case .receives: " ← "
    case .greater: " > "
    case .unequal: " ≠ "
    case .partial: "∂"
    case .sum: "Σ"
    case .comma: ", "
    case .ellipsis: "…"
    case .centeredEllipsis: "⋯"
    case .verticalEllipsis: "⋮"
    case .colon: ":"
    case .question: "?"
    case .transposed: "T"
    }
  }
}
