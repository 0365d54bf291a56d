import Formulas

/// A caption: text with formulas between dollar signs, by Pandoc's rule: no space just inside the
/// dollars, and no digit after the closing one. Everything else is literal.
///
///     Caption("the weight $W_h$").runs    // text "the weight ", formula "W_h"
///     Caption("from $5 to $6").runs       // text only
///     Caption("a & $h_1$").html()         // a &amp; $h_1$
public struct Caption: Hashable, Sendable {
  /// A part of a caption.
  public enum Run: Hashable, Sendable {
    /// Literal text.
    case text(String)
    /// The LaTeX of a formula, without dollar signs.
    case formula(String)
  }

  /// How a page marks its formulas.
  public enum Delimiters: Sendable {
    /// `$…$`
    case dollars
    /// `\(…\)`, which MathJax expects in mdBook.
    case parentheses
  }

  /// The parts in order.
  public let runs: [Run]

  /// Splits a text into its parts.
  public init(_ text: String) {
    var runs: [Run] = []
    var words = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "$") {
      words += rest[..<start]
      let inner = rest[rest.index(after: start)...]
      guard let end = Self.endOfFormula(inner) else {
        words += "$"
        rest = inner
        continue
      }
      runs += [.text(words), .formula(String(inner[..<end]))]
      words = ""
      rest = inner[inner.index(after: end)...]
    }
    self.runs = (runs + [.text(words + rest)]).filter { $0 != .text("") }
  }

  private static func endOfFormula(_ text: Substring) -> Substring.Index? {
    guard let first = text.first, !first.isWhitespace, first != "$",
      let end = text.firstIndex(of: "$"), !text[text.index(before: end)].isWhitespace
    else { return nil }
    return text[text.index(after: end)...].first?.isNumber == true ? nil : end
  }

  /// The caption as one line of Markdown for hosts that read formulas between dollar signs.
  public var markdown: String {
    runs.map { run in
      switch run {
      case .text(let text):
        // Blanks at the ends of the words separate them from a formula.
        (text.first?.isWhitespace == true ? " " : "") + text.markdown
          + (text.count > 1 && text.last?.isWhitespace == true ? " " : "")
      case .formula(let formula): "$" + Self.plain(formula) + "$"
      }
    }.joined().trimmingBlanks
  }

  /// Signs that would be markup where no formulas are read, by their names.
  private static func plain(_ formula: String) -> String {
    formula.replacing("<", with: "\\lt ").replacing(">", with: "\\gt ")
      .replacing("*", with: "\\ast ").split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  /// Returns the caption as HTML.
  public func html(_ delimiters: Delimiters = .dollars) -> String {
    let (open, close) = delimiters == .dollars ? ("$", "$") : ("\\(", "\\)")
    return runs.map { run in
      switch run {
      case .text(let text): text.attribute
      case .formula(let formula): open + formula.attribute + close
      }
    }.joined()
  }

  /// The caption as nodes of MyST's tree.
  var nodes: [JSON] {
    runs.map { run in
      switch run {
      case .text(let text): ["type": "text", "value": .string(text)]
      case .formula(let formula): ["type": "inlineMath", "value": .string(formula)]
      }
    }
  }
}
