/// Captions as Pandoc inline elements. Subscript and superscript digits become elements, since LaTeX
/// fonts lack these characters.
///
///     JSON.caption("the weight $W_h$")  // …, Math "W_h"
///     JSON.caption("h₁")                // Str "h", Subscript [Str "1"]
extension JSON {
  static func caption(_ text: String) -> [JSON] { inlines(Caption(text).runs) }

  private static func inlines(_ runs: [Caption.Run]) -> [JSON] {
    runs.flatMap { run -> [JSON] in
      switch run {
      case .text(let text): return words(of: text).flatMap(\.withDigits)
      case .formula(let formula):
        return [element("Math", .array([.object(["t": "InlineMath"]), .string(formula)]))]
      case .code(let code): return [element("Code", [attributes(), .string(code)])]
      case .emphasis(let parts): return [element("Emph", .array(inlines(parts)))]
      case .strong(let parts): return [element("Strong", .array(inlines(parts)))]
      case .link(let parts, let address):
        let target: JSON = [.string(address), ""]
        return [element("Link", [attributes(), .array(inlines(parts)), target])]
      }
    }
  }

  /// A formula as text: Pandoc 2 writes a slide of PowerPoint that cannot be opened for a formula in
  /// the caption of an image.
  var withFormulaAsText: JSON {
    guard self["t"] == "Math", let formula = self["c"][1].string else { return self }
    return .element("Str", .string(formula.filter { !"{}".contains($0) }))
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
