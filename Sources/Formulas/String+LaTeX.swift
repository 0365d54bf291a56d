extension String {
  /// The text for LaTeX's text mode, which pdflatex and xelatex set alike in any of their fonts.
  ///
  ///     "Schritt 3 → 50 %".latexText   // #"Schritt 3 \ensuremath{\to} 50 \%"#
  ///     "perché ‘no’".latexText        // "perché `no'"
  ///     "你好".latexText                // #"\unrollother{你好}"#
  ///
  /// Letters with accents are as they are. Greek letters and signs are written as commands, because
  /// text fonts do not have them; `ℝ` needs the package amsfonts. All else is an argument of the
  /// macro `\unrollother`, which the document defines: pdflatex has no fonts for it.
  public var latexText: String {
    var result = ""
    var others = ""
    func finished() -> String { others.isEmpty ? "" : "\\unrollother{\(others)}" }
    var previous: Unicode.Scalar?
    var rest = unicodeScalars[...]
    while let scalar = rest.popFirst() {
      let mark = rest.first.flatMap { Unicode.Scalar.accents[$0] }
      if let mark, scalar.properties.isAlphabetic, scalar.isASCII {
        rest.removeFirst()
        result += finished() + "\\\(mark){\(scalar)}"
        others = ""
      } else if let text = scalar.latexText(after: previous) {
        result += finished() + text
        others = ""
      } else {
        others.unicodeScalars.append(scalar)
      }
      previous = scalar
    }
    return result + finished()
  }
}

extension String {
  /// The text for the title of a PDF or for a bookmark in LaTeX, which has no fonts: letters as they
  /// are, and blanks in place of what LaTeX reads as commands.
  ///
  ///     "50 % of σ_1".latexBookmark  // "50   of σ 1"
  public var latexBookmark: String {
    let commands = Array("\\{}$&#%_^~\"`".unicodeScalars)
    return String(
      String.UnicodeScalarView(
        unicodeScalars.map { scalar in
          let isCommand = commands.contains(scalar)
          return isCommand || scalar.properties.generalCategory == .control ? " " : scalar
        }))
  }
}

extension Unicode.Scalar {
  /// The scalar in LaTeX's text mode; `nil` if no common font has it.
  fileprivate func latexText(after previous: Unicode.Scalar?) -> String? {
    switch self {
    case "\\": return "\\textbackslash{}"
    case "^": return "\\textasciicircum{}"
    case "~": return "\\textasciitilde{}"
    case "`": return "\\textasciigrave{}"
    case "\"":
      // A quotation mark is closing unless something opens before it.
      return previous.map { !"([{ \u{A0}".unicodeScalars.contains($0) } ?? false ? "''" : "``"
    case "{", "}", "$", "&", "#", "%", "_": return "\\\(self)"
    case "<", ">", "|": return "\\ensuremath{\(self)}"
    // Two in a row are a ligature.
    case "-" where previous == "-", "'" where previous == "'": return "{}\(self)"
    case "\u{20}"..."\u{7E}": return "\(self)"
    default: break
    }
    if Character(self).isNewline || properties.generalCategory == .control { return " " }
    if properties.generalCategory == .format { return "" }
    if let text = Self.texts[self] { return text }
    if let sign = Self.signs[self] { return "\\ensuremath{\(sign)}" }
    if let name = GreekLetters.nameByLetter["\(self)"] { return "\\ensuremath{\\\(name)}" }
    return isCommonLetter ? "\(self)" : nil
  }

  /// Whether LaTeX sets it in its first encoding, OT1, too: a Latin letter, perhaps with an accent.
  private var isCommonLetter: Bool {
    switch value {
    case 0xC0...0xFF: !"ÐðÞþ×÷".unicodeScalars.contains(self)
    case 0x100...0x17E:
      !"ĄąĘęĮįŲųĐđĦħĸŊŋŦŧŉĿŀĢģĶķĻļŅņŖŗĨĩĪīĬĭĲĳ".unicodeScalars.contains(self)
    default: false
    }
  }

  /// LaTeX's accents by the marks that follow a letter.
  fileprivate static let accents: [Unicode.Scalar: String] = [
    "\u{300}": "`", "\u{301}": "'", "\u{302}": "^", "\u{303}": "~", "\u{304}": "=",
    "\u{306}": "u", "\u{307}": ".", "\u{308}": "\"", "\u{30A}": "r", "\u{30B}": "H",
    "\u{30C}": "v", "\u{327}": "c",
  ]

  private static let texts: [Unicode.Scalar: String] = [
    "\u{A0}": "~", "\u{2009}": "\\,", "\u{200A}": "\\,", "\u{202F}": "\\,", "\u{AD}": "\\-",
    "‐": "-", "‑": "-", "‒": "--", "–": "--", "—": "---", "‘": "`", "’": "'", "‚": ",",
    "“": "``", "”": "''", "„": ",,", "…": "\\dots{}", "§": "\\S{}", "¶": "\\P{}",
    "¡": "!`", "¿": "?`", "©": "\\copyright{}", "£": "\\pounds{}",
  ]

  private static let signs: [Unicode.Scalar: String] = [
    "−": "-", "·": "\\cdot", "×": "\\times", "÷": "\\div", "±": "\\pm", "→": "\\to",
    "←": "\\leftarrow", "↑": "\\uparrow", "↓": "\\downarrow", "↔": "\\leftrightarrow",
    "⇒": "\\Rightarrow", "⇐": "\\Leftarrow", "⇔": "\\Leftrightarrow", "↦": "\\mapsto",
    "≈": "\\approx", "≤": "\\le", "≥": "\\ge", "≠": "\\ne", "≡": "\\equiv", "∼": "\\sim",
    "≪": "\\ll", "≫": "\\gg", "«": "\\ll", "»": "\\gg", "∝": "\\propto", "∂": "\\partial",
    "∇": "\\nabla", "∑": "\\sum", "∏": "\\prod", "∫": "\\int", "√": "\\surd", "∞": "\\infty",
    "∈": "\\in", "∉": "\\notin", "∅": "\\emptyset", "∪": "\\cup", "∩": "\\cap",
    "⊂": "\\subset", "⊆": "\\subseteq", "∀": "\\forall", "∃": "\\exists", "¬": "\\neg",
    "∧": "\\wedge", "∨": "\\vee", "⊙": "\\odot", "⊕": "\\oplus", "⊗": "\\otimes",
    "⊤": "\\top", "⊥": "\\perp", "∥": "\\|", "‖": "\\|", "⋅": "\\cdot", "∘": "\\circ",
    "•": "\\bullet", "⋯": "\\cdots", "⋮": "\\vdots", "⋱": "\\ddots", "°": "^\\circ",
    "′": "{}'", "″": "{}''", "ℝ": "\\mathbb{R}", "ℓ": "\\ell", "ℏ": "\\hbar", "∗": "*",
    "ϵ": "\\epsilon", "ϑ": "\\vartheta", "ϕ": "\\phi", "ς": "\\varsigma", "µ": "\\mu",
    "ο": "o", "⟨": "\\langle", "⟩": "\\rangle", "⌊": "\\lfloor", "⌋": "\\rfloor",
    "⌈": "\\lceil", "⌉": "\\rceil",
    "¹": "^1", "²": "^2", "³": "^3", "⁰": "^0", "⁴": "^4", "⁵": "^5", "⁶": "^6", "⁷": "^7",
    "⁸": "^8", "⁹": "^9", "⁻": "^-", "⁺": "^+", "₀": "_0", "₁": "_1", "₂": "_2", "₃": "_3",
    "₄": "_4", "₅": "_5", "₆": "_6", "₇": "_7", "₈": "_8", "₉": "_9",
    "½": "\\frac12", "¼": "\\frac14", "¾": "\\frac34",
  ]
}
