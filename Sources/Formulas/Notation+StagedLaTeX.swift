extension Notation {
  /// Returns the formula for LaTeX's text mode, without the parts of later stages, whose space is
  /// kept by `\phantom`.
  ///
  ///     let sum = Notation.row([.numeral("5"), .stage(1, .row([.sign(.plus), .numeral("2")]))])
  ///     sum.latex(upTo: 1)   // "$5 + 2$"
  ///     sum.latex(upTo: 0)   // "$5\phantom{{} + 2}$"
  ///
  /// Unlike `latex`, it compiles with pdflatex and with xelatex whatever characters it has, and
  /// words of a sentence are outside the formulas. It needs amsmath, the macros of roles and, for
  /// characters without a common font, `\unrollother` (see `String.latexText`); words below braces
  /// are arguments of `\unrollword`, and tables of `\unrolltable`.
  ///
  /// - Parameters:
  ///   - stage: the last stage that is shown.
  ///   - hasFences: whether matrices are in parentheses.
  public func latex(upTo stage: Int, hasFences: Bool = true) -> String {
    let writer = StagedLaTeX(stage: stage, hasFences: hasFences)
    var result = ""
    var formula: [StagedPart] = []
    func finished() -> String {
      guard let first = formula.first else { return "" }
      // A sign that a line begins with is spaced as between two symbols.
      return "$" + (first.isSpacedSign && first.stage <= stage ? "{}" : "") + writer.joined(formula)
        + "$"
    }
    for atom in stagedParts(from: 0) {
      guard case .word(let text) = atom.notation, text.contains(where: \.isWhitespace) else {
        formula.append(atom)
        continue
      }
      let words = text.latexText
      result += finished() + (atom.stage > stage ? "\\phantom{\(words)}" : words)
      formula = []
    }
    return result + finished()
  }
}

/// Writes the parts of a formula that a stage shows, and the space of the others.
private struct StagedLaTeX {
  /// Which of the parts of a formula are shown.
  private struct Parts: OptionSet {
    let rawValue: Int
    static let shown = Parts(rawValue: 1)
    static let hidden = Parts(rawValue: 2)
  }

  let stage: Int
  var hasFences = true
  var isBold = false

  /// Writes parts side by side; those that are hidden one after the other share their space.
  func joined(_ atoms: [StagedPart]) -> String {
    var result = ""
    var hidden: [StagedPart] = []
    func space() -> String {
      guard let first = hidden.first, let last = hidden.last else { return "" }
      // An operator at an end has its space on both sides only between two symbols.
      return "\\phantom{" + (first.isSpacedSign ? "{}" : "")
        + hidden.map { all($0.notation) }.joined() + (last.isSpacedSign ? "{}" : "") + "}"
    }
    for atom in atoms {
      if parts(of: atom.notation, at: atom.stage) == .hidden {
        hidden.append(atom)
      } else {
        result += space() + written(atom.notation, at: atom.stage)
        hidden = []
      }
    }
    return result + space()
  }

  private func parts(of notation: Notation, at own: Int) -> Parts {
    let mine: Parts = own > stage ? .hidden : .shown
    switch notation {
    case .variable, .word, .strong, .numeral, .sign, .folded, .qualified: return mine
    case .row(let list):
      return list.reduce(into: Parts()) { $0.formUnion(parts(of: $1, at: own)) }
    case .scripts(let base, let below, let above):
      return [base, below, above].compactMap(\.self)
        .reduce(into: Parts()) { $0.formUnion(parts(of: $1, at: own)) }
    case .fraction(let a, let b): return [mine, parts(of: a, at: own), parts(of: b, at: own)]
    case .fenced(let part, _), .brace(let part, _), .radical(let part):
      return [mine, parts(of: part, at: own)]
    case .matrix(let rows), .table(let rows):
      return rows.joined().reduce(into: mine) { $0.formUnion(parts(of: $1, at: own)) }
    case .role(_, let part), .live(_, let part): return parts(of: part, at: own)
    case .stage(let inner, let part): return parts(of: part, at: inner)
    }
  }

  /// Writes a formula as if all of it were shown.
  private func all(_ notation: Notation) -> String {
    StagedLaTeX(stage: .max, hasFences: hasFences, isBold: isBold).written(notation, at: 0)
  }

  private func row(_ notation: Notation, at own: Int) -> String {
    joined(notation.stagedParts(from: own))
  }

  private func written(_ notation: Notation, at own: Int) -> String {
    let isShown = own <= stage
    switch notation {
    case .variable(let text): return letter(text)
    case .word("ℝ"): return "\\mathbb{R}"
    case .word(let text): return word(text, isBold: isBold)
    case .strong(let text): return word(text, isBold: true)
    case .numeral(let text): return text.map { $0 == "−" ? "{-}" : String($0) }.joined()
    case .sign(.negative): return "{-}"
    // A list needs more space than the arguments of a function.
    case .sign(.comma): return ",\\, "
    case .sign(let sign): return sign.latex
    case .row, .stage, .live: return row(notation, at: own)
    case .scripts(let base, let below, let above):
      return row(base, at: own) + (below.map { "_{\(row($0, at: own))}" } ?? "")
        + (above.map { "^{\(row($0, at: own))}" } ?? "")
    case .fraction(let a, let b):
      return (isShown ? "\\frac" : "\\genfrac{}{}{0pt}{}")
        + "{\(row(a, at: own))}{\(row(b, at: own))}"
    case .fenced(let part, let fence):
      let (left, right) = fence == .doubleBars ? ("\\Vert ", "\\Vert ") : fence.signs
      let inner = row(part, at: own)
      guard isShown else { return "\\phantom{\(left)}\(inner)\\phantom{\(right)}" }
      // Without the empty symbols, there would be space between a function and its argument.
      return part.isTall
        ? "\\mathopen{}\\left\(left)\(inner)\\right\(right)\\mathclose{}"
        : fence == .bars
          ? "\\lvert \(inner)\\rvert "
          : fence == .doubleBars ? "\\lVert \(inner)\\rVert " : "\(left)\(inner)\(right)"
    case .brace(let part, let text):
      let inner = row(part, at: own)
      let word = "\\unrollword{\(text.latexText)}"
      // In braces, it is spaced like a letter.
      guard isShown else { return "{\\mathop{\\kern0pt\(inner)}\\limits_{\\hphantom{\(word)}}}" }
      let brace = "{\\underbrace{\(inner)}_{\(word)}}"
      return part.outerRole.map { "\\\($0.macro)\(brace)" } ?? brace
    case .matrix(let rows):
      let name = hasFences ? "pmatrix" : "matrix"
      return "\\begin{\(name)}" + cells(rows, at: own, rule: false) + "\\end{\(name)}"
    case .table(let rows):
      let columns = String(repeating: "r", count: max(0, (rows.first?.count ?? 1) - 1))
      return "\\unrolltable{l\(columns)}{" + cells(rows, at: own, rule: true) + "}"
    case .folded(let cell, let input, let output, let carried):
      return "\(row(input, at: own)) \\to \\boxed{\(row(cell, at: own)),\\ "
        + "\(row(carried, at: own))} \\to \(row(output, at: own))"
    case .radical(let part): return "\\sqrt{\(row(part, at: own))}"
    case .qualified(let texts, let name):
      return written(.superscripted(name, by: texts), at: own)
    case .role(let role, let part):
      var bold = self
      bold.isBold = true
      return "\\\(role.macro){\(bold.row(part, at: own))}"
    }
  }

  private func cells(_ rows: [[Notation]], at own: Int, rule: Bool) -> String {
    rows.enumerated().map { index, cells in
      (index == 1 && rule ? "\\hline " : "")
        + cells.map { row($0, at: own) }.joined(separator: " & ")
        // The fractions of the head are deeper than a line.
        + (index == 0 && rule ? "\\rule[-1.1em]{0pt}{0pt}" : "")
    }.joined(separator: " \\\\ ")
  }

  private func letter(_ text: String) -> String {
    if text == "ο" { return "o" }
    if let name = GreekLetters.nameByLetter[text] { return "\\\(name) " }
    let isPlain = text.utf8.allSatisfy { $0 < 128 }
    return isPlain && text.count == 1 && text.allSatisfy(\.isLetter)
      ? text : "\\text{\\textit{\(text.latexText)}}"
  }

  private func word(_ text: String, isBold: Bool) -> String {
    let words = text.latexText
    return words.isEmpty ? "" : "\\text{" + (isBold ? "\\textbf{\(words)}" : words) + "}"
  }
}

extension StagedPart {
  /// Whether it is a sign with space on both sides.
  fileprivate var isSpacedSign: Bool {
    guard case .sign(let sign) = notation else { return false }
    return [
      .plus, .minus, .times, .cross, .elementwise, .equals, .approximates, .member, .receives,
      .greater, .unequal,
    ].contains(sign)
  }
}

extension Notation {
  /// Whether it is higher than a letter with its indices.
  fileprivate var isTall: Bool {
    switch self {
    case .fraction, .brace, .matrix, .table, .folded: true
    case .row(let parts): parts.contains(where: \.isTall)
    case .scripts(let part, _, _), .fenced(let part, _), .radical(let part), .role(_, let part),
      .stage(_, let part), .live(_, let part):
      part.isTall
    case .variable, .word, .strong, .numeral, .sign, .qualified: false
    }
  }
}
