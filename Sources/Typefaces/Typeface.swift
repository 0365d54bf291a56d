/// A face of the fonts of figures.
///
///     Typeface.boldItalic.rules  // "font-family:\"Unroll\";font-weight:bold;font-style:italic"
public enum Typeface: Hashable, Sendable, CaseIterable {
  /// Upright letters.
  case regular
  /// Variables.
  case italic
  /// Upright bold letters.
  case bold
  /// Bold variables.
  case boldItalic
  /// Signs, and parentheses, radicals and braces of every size, with the table of measures by which
  /// browsers typeset formulas.
  case mathematics

  /// The family of a document's style that text is set in.
  ///
  /// The names differ from the fonts', as the license of STIX wants of parts of a font.
  public static let textFamily = "Unroll"
  /// The family of a document's style that formulas are set in.
  public static let mathematicsFamily = "Unroll Math"

  var isBold: Bool { self == .bold || self == .boldItalic }
  var isItalic: Bool { self == .italic || self == .boldItalic }

  /// Its family, weight and slant in a `@font-face`.
  var rules: String {
    "font-family:\"\(self == .mathematics ? Self.mathematicsFamily : Self.textFamily)\""
      + (isBold ? ";font-weight:bold" : "") + (isItalic ? ";font-style:italic" : "")
  }
}
