extension Notation {
  /// Returns the formula for Typst's markup, without the parts of later stages, whose space is kept
  /// by `hide`.
  ///
  ///     Notation.row([.name("h_1"), .sign(.equals), .numeral("−5")]).typst(upTo: 0)
  ///     // "$display(italic(\"h\")_(upright(\"1\"))class(\"relation\", =)upright(\"−5\"))$"
  ///
  /// It needs the functions `unrollLocal`, `unrollUpstream`, `unrollValue`, `unrollResult`,
  /// `unrollAsked`, `unrollWord` for words below braces, and `unrollTable`, which the document defines.
  /// Words of a sentence are outside the formulas.
  ///
  /// - Parameters:
  ///   - stage: the last stage that is shown.
  ///   - hasFences: whether matrices are in parentheses.
  public func typst(upTo stage: Int, hasFences: Bool = true) -> String {
    let writer = StagedTypst(stage: stage, hasFences: hasFences)
    let parts = stagedParts(from: 0)
    var result = ""
    var formula: [String] = []
    func finished() -> String {
      formula.isEmpty ? "" : "$display(\(formula.joined()))$"
    }
    for part in parts {
      if case .word(let text) = part.notation, text.contains(where: \.isWhitespace) {
        let words = "#\(text.typstString)"
        result += finished() + (part.stage > stage ? "#hide[\(words)]" : words)
        formula = []
      } else {
        formula.append(writer.written(part))
      }
    }
    return result + finished()
  }
}

/// Writes the parts of a formula that a stage shows, and hides the others in their places.
private struct StagedTypst {
  /// The last stage that is shown.
  var stage: Int
  let hasFences: Bool
  /// Whether it writes an index or exponent.
  var isScript = false

  func written(_ atom: StagedPart) -> String {
    if case .sign(let sign) = atom.notation, let kind = sign.typstClass {
      // A hidden sign keeps the space around it.
      let symbol = atom.stage > stage ? "#hide[$\(sign.typst)$]" : sign.typst
      return "class(\"\(kind)\", \(symbol))"
    }
    guard atom.stage > stage, !atom.notation.isStaged else {
      return written(atom.notation, at: atom.stage)
    }
    // All of it is hidden at once.
    var whole = self
    whole.stage = .max
    return "#hide[$display(\(whole.written(atom.notation, at: atom.stage)))$]"
  }

  private func row(_ notation: Notation, at own: Int) -> String {
    let parts = notation.stagedParts(from: own).map(written)
    return parts.isEmpty ? "\"\"" : parts.joined()
  }

  private func written(_ notation: Notation, at own: Int) -> String {
    switch notation {
    case .variable(let text): return "italic(\(text.typstString))"
    case .word(let text): return "upright(\(text.typstString))"
    case .strong(let text): return "bold(upright(\(text.typstString)))"
    case .numeral(let text): return "upright(\(text.typstString))"
    // A list needs more space than Typst adds, and an index none.
    case .sign(.comma) where !isScript: return "\\,#h(0.33em)"
    case .sign(let sign): return sign.typst
    case .row, .stage, .live: return row(notation, at: own)
    case .scripts(let base, let below, let above):
      var script = self
      script.isScript = true
      return row(base, at: own) + (below.map { "_(\(script.row($0, at: own)))" } ?? "")
        + (above.map { "^(\(script.row($0, at: own)))" } ?? "")
    case .fraction(let a, let b):
      return "frac(display(\(row(a, at: own))), display(\(row(b, at: own))))"
    case .fenced(let part, let fence):
      let (left, right) = fence.signs
      let inner = row(part, at: own)
      guard own <= stage else { return "#hide[$\(left)$]\(inner)#hide[$\(right)$]" }
      return "lr(\(left)\(inner)\(right))"
    case .brace(let part, let word):
      let inner = row(part, at: own)
      let label = "unrollWord(\(word.typstString))"
      guard own <= stage else { return "limits(\(inner))_(#hide(\(label)))" }
      let brace = "underbrace(\(inner), \(label))"
      return part.outerRole.map { "\($0.macro)(\(brace))" } ?? brace
    case .matrix(let rows):
      return "mat(delim: \(hasFences ? "\"(\"" : "#none"), "
        + rows.map { $0.map { row($0, at: own) }.joined(separator: ", ") }
        .joined(separator: "; ") + ")"
    case .table(let rows):
      return "unrollTable("
        + rows.map { $0.map { row($0, at: own) }.joined(separator: ", ") }
        .joined(separator: "; ") + ")"
    case .folded(let cell, let input, let output, let carried):
      return "\(row(input, at: own)) -> #box(stroke: 0.05em, inset: 0.3em)[$\(row(cell, at: own)), "
        + "\(row(carried, at: own))$] -> \(row(output, at: own))"
    case .radical(let part): return "sqrt(\(row(part, at: own)))"
    case .qualified(let texts, let name):
      return written(.superscripted(name, by: texts), at: own)
    case .role(let role, let part): return "\(role.macro)(\(row(part, at: own)))"
    }
  }
}

extension Notation {
  /// Whether parts of it appear in stages of their own.
  fileprivate var isStaged: Bool {
    switch self {
    case .stage: true
    case .row(let parts): parts.contains(where: \.isStaged)
    case .scripts(let base, let below, let above):
      [base, below, above].compactMap(\.self).contains(where: \.isStaged)
    case .fraction(let a, let b): a.isStaged || b.isStaged
    case .fenced(let part, _), .brace(let part, _), .radical(let part), .role(_, let part),
      .live(_, let part):
      part.isStaged
    case .matrix(let rows), .table(let rows): rows.joined().contains(where: \.isStaged)
    case .variable, .word, .strong, .numeral, .sign, .folded, .qualified: false
    }
  }
}

extension Notation.Sign {
  fileprivate var typst: String {
    switch self {
    case .plus: "+"
    case .minus: "−"
    case .negative: "class(\"normal\", −)"
    case .times: "⋅"
    case .cross: "×"
    case .elementwise: "⊙"
    case .equals: "="
    case .approximates: "≈"
    case .member: "∈"
    case .receives: "←"
    case .greater: ">"
    case .unequal: "≠"
    case .partial: "∂"
    case .sum: "∑"
    case .comma: "\\,"
    case .ellipsis: "…"
    case .centeredEllipsis: "⋯"
    case .verticalEllipsis: "⋮"
    case .colon: "upright(\":\")"
    case .question: "?"
    case .transposed: "⊤"
    }
  }

  /// How Typst spaces it, if it has space around it.
  fileprivate var typstClass: String? {
    switch self {
    case .plus, .minus, .times, .cross, .elementwise: "binary"
    case .equals, .approximates, .member, .receives, .greater, .unequal: "relation"
    case .negative, .partial, .sum, .comma, .ellipsis, .centeredEllipsis, .question, .transposed,
      .verticalEllipsis, .colon:
      nil
    }
  }
}
