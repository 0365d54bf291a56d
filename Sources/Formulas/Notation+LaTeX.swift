extension Notation {
  /// The formula for LaTeX's math mode: `\frac{\partial \mathrm{Loss}}{\partial h_{0}}`.
  ///
  /// It needs amsmath (for `\text`; `\odot` and `\underbrace` are plain TeX) and, where roles are
  /// coloured by the macros `\unrollLocal`, `\unrollUpstream`, … that the caller defines, xcolor.
  public var latex: String {
    switch self {
    case .variable(let text):
      Notation.letter(inLaTeX: text)
    case .word("ℝ"): "\\mathbb{R}"
    case .word(let text): Notation.text(text, in: "text")
    case .strong(let text): Notation.text(text, in: "textbf")
    case .numeral(let text): String(text.map { $0 == "−" ? "-" : $0 })
    case .sign(let sign): sign.latex
    case .row(let parts): parts.map(\.latex).joined()
    case .scripts(let base, let below, let above):
      base.latex + (below.map { "_{\($0.latex)}" } ?? "") + (above.map { "^{\($0.latex)}" } ?? "")
    case .fraction(let a, let b): "\\frac{\(a.latex)}{\(b.latex)}"
    case .fenced(let part, .parentheses): "\\left(\(part.latex)\\right)"
    case .fenced(let part, .brackets): "\\left[\(part.latex)\\right]"
    case .fenced(let part, .bars): "\\left|\(part.latex)\\right|"
    case .fenced(let part, .doubleBars): "\\left\\|\(part.latex)\\right\\|"
    case .brace(let part, let word):
      "\\underbrace{\(part.latex)}_{\(Notation.text(word, in: "text"))}"
    case .matrix(let rows):
      "\\begin{pmatrix}"
        + rows.map { $0.map(\.latex).joined(separator: " & ") }.joined(separator: " \\\\ ")
        + "\\end{pmatrix}"
    case .table(let rows):
      "\\begin{array}{l\(String(repeating: "r", count: max(0, (rows.first?.count ?? 1) - 1)))}"
        + rows.enumerated().map { index, row in
          (index == 1 ? "\\hline " : "") + row.map(\.latex).joined(separator: " & ")
        }.joined(separator: " \\\\ ") + "\\end{array}"
    case .folded(let cell, let input, let output, let carried):
      "\(input.latex) \\to \\boxed{\(cell.latex),\\ \(carried.latex)} \\to \(output.latex)"
    case .radical(let part): "\\sqrt{\(part.latex)}"
    case .role(let role, let part): "\\\(role.macro){\(part.latex)}"
    case .stage(_, let part), .live(_, let part): part.latex
    case .qualified(let texts, let name): Notation.superscripted(name, by: texts).latex
    }
  }

  private static func letter(inLaTeX text: String) -> String {
    // TeX has no command for omicron, which looks like o.
    if text == "ο" { return "o" }
    if let name = GreekLetters.nameByLetter[text] { return "\\\(name) " }
    return text.utf8.allSatisfy { $0 < 128 } ? escaped(text) : self.text(text, in: "textit")
  }

  /// A text in a macro such as `text`. The signs `<`, `>` and `|`, which TeX's default text
  /// encoding draws as other signs, are set in math mode between two texts, which every reader
  /// supports.
  private static func text(_ text: String, in macro: String) -> String {
    let isSign = { (scalar: Unicode.Scalar) in "<>|".unicodeScalars.contains(scalar) }
    var result = ""
    var rest = text.unicodeScalars[...]
    while !rest.isEmpty {
      let words = rest.prefix { !isSign($0) }
      if !words.isEmpty { result += "\\\(macro){\(escaped(String(words)))}" }
      rest = rest.dropFirst(words.count)
      if let sign = rest.popFirst() { result += "{\(sign)}" }
    }
    return result
  }

  /// The text with LaTeX's special characters escaped; by scalars, because a combining mark forms
  /// one character with the sign before it.
  private static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\textbackslash{}".unicodeScalars
      case "^": result += "\\textasciicircum{}".unicodeScalars
      case "~": result += "\\textasciitilde{}".unicodeScalars
      case "{", "}", "$", "&", "#", "%", "_": result += ["\\", scalar]
      // Two in a row are a ligature.
      case "-" where previous == "-", "'" where previous == "'": result += ["{", "}", scalar]
      // An empty line would end the paragraph, which is not allowed in a macro's argument.
      case _
      where Character(scalar).isNewline || scalar.properties.generalCategory == .control:
        result.append(" ")
      default: result.append(scalar)
      }
      previous = scalar
    }
    return String(result)
  }
}

extension Notation.Role {
  /// The LaTeX macro that colours a part of this role.
  var macro: String {
    switch self {
    case .local: "unrollLocal"
    case .upstream: "unrollUpstream"
    case .value: "unrollValue"
    case .result: "unrollResult"
    case .asked: "unrollAsked"
    }
  }
}

extension Notation.Sign {
  var latex: String {
    switch self {
    case .plus: " + "
    case .minus: " - "
    case .negative: "-"
    case .times: " \\cdot "
    case .cross: " \\times "
    case .elementwise: " \\odot "
    case .equals: " = "
    case .approximates: " \\approx "
    case .member: " \\in "
    case .receives: " \\leftarrow "
    case .greater: " > "
    case .unequal: " \\neq "
    case .partial: "\\partial "
    case .sum: "\\sum "
    case .comma: ", "
    case .ellipsis: "\\ldots "
    case .centeredEllipsis: "\\cdots "
    case .verticalEllipsis: "\\vdots "
    case .colon: "{:}"
    case .question: "?"
    case .transposed: "\\top "
    }
  }
}
