/// Captions as Pandoc inline elements. Formulas are written between dollar signs, by Pandoc's own
/// rule: no space just inside the dollars, and no digit after the closing one. Subscript and
/// superscript digits become elements, since LaTeX fonts lack these characters. Everything else is
/// literal.
///
///     JSON.caption("the weight $W_h$")  // …, Math "W_h"
///     JSON.caption("from $5 to $6")     // text only
///     JSON.caption("h₁")                // Str "h", Subscript [Str "1"]
extension JSON {
  static func caption(_ text: String) -> [JSON] {
    var inlines: [JSON] = []
    var rest = text[...]
    var words = ""
    while let start = rest.firstIndex(of: "$") {
      words += rest[..<start]
      let inner = rest[rest.index(after: start)...]
      guard let end = endOfFormula(inner) else {
        words += "$"
        rest = inner
        continue
      }
      inlines += Self.words(of: words).flatMap(\.withDigits)
      inlines.append(
        element("Math", .array([.object(["t": "InlineMath"]), .string(String(inner[..<end]))])))
      words = ""
      rest = inner[inner.index(after: end)...]
    }
    return inlines + Self.words(of: words + rest).flatMap(\.withDigits)
  }

  private static func endOfFormula(_ text: Substring) -> Substring.Index? {
    guard let first = text.first, !first.isWhitespace, first != "$",
      let end = text.firstIndex(of: "$"), !text[text.index(before: end)].isWhitespace
    else { return nil }
    return text[text.index(after: end)...].first?.isNumber == true ? nil : end
  }

  /// The text of a word, with elements for subscript and superscript digits.
  private var withDigits: [JSON] {
    guard self["t"] == "Str", let word = self["c"].string else { return [self] }
    var runs: [(type: String, text: String)] = []
    for letter in word {
      let (type, text) =
        Self.raised[letter].map { ("Superscript", $0) }
        ?? Self.lowered[letter].map { ("Subscript", $0) } ?? ("Str", String(letter))
      if runs.last?.type == type {
        runs[runs.count - 1].text += text
      } else {
        runs.append((type, text))
      }
    }
    return runs.map { run in
      let letters = JSON.element("Str", .string(run.text))
      return run.type == "Str" ? letters : .element(run.type, [letters])
    }
  }

  private static let lowered = digits("₀₁₂₃₄₅₆₇₈₉₊₋")
  private static let raised = digits("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")

  private static func digits(_ letters: String) -> [Character: String] {
    Dictionary(uniqueKeysWithValues: zip(letters, "0123456789+−".map(String.init)))
  }
}
