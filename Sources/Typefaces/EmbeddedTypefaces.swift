import Foundation

/// The fonts of figures as parts of a document's style, each with the characters that occur in it.
public enum EmbeddedTypefaces {
  /// Returns a `@font-face` for each face, with the font in it; a face whose font is not installed is
  /// left out.
  ///
  ///     EmbeddedTypefaces.css(families: ["STIX"], characters: [.regular: ["5"]])
  ///     // /* … */ @font-face{font-family:"Unroll";src:url(data:font/otf;base64,…)…}
  ///
  /// All faces have the height and depth of a line of a figure's text. The same characters of the same
  /// fonts give the same text.
  ///
  /// - Parameters:
  ///   - families: the families that texts were measured in, best first.
  ///   - characters: those of each face; a character that a face of text lacks is put in the one of
  ///     mathematics. Digits and signs of numbers, and parentheses for formulas, are added to faces
  ///     that have characters.
  /// - Complexity: that of reading the fonts.
  public static func css(
    families: [String], characters: [Typeface: Set<Unicode.Scalar>]
  ) -> String {
    var wanted = characters.filter { !$0.value.isEmpty }
    for typeface in [Typeface.regular, .bold] { wanted[typeface]?.formUnion(numeric) }
    wanted[.mathematics]?.formUnion(stretched)
    var fonts: [(typeface: Typeface, font: FontData)] = []
    for typeface in Typeface.allCases where typeface != .mathematics {
      guard let own = wanted[typeface],
        let font = FontFile(of: typeface, in: families).flatMap({ FontData($0) })
      else { continue }
      wanted[.mathematics, default: []].formUnion(own.subtracting(font.characters))
      fonts.append((typeface, font))
    }
    if let file = FontFile(of: .mathematics, in: mathematical(families)),
      let font = FontData(file), font.isMathematical
    {
      fonts.append((.mathematics, font))
    }
    var notices: [String] = []
    var rules = ""
    for (typeface, font) in fonts {
      guard let own = wanted[typeface], !own.isEmpty, let bytes = subset(typeface, font, own)
      else { continue }
      for notice in font.notices where !notices.contains(notice) { notices.append(notice) }
      rules +=
        "@font-face{\(typeface.rules);src:url(data:font/otf;base64,"
        + Data(bytes).base64EncodedString()
        + ");ascent-override:70%;descent-override:22%;line-gap-override:0%}\n"
    }
    return comment(notices) + rules
  }

  /// The version of HarfBuzz, such as `6.0.0`.
  public static var harfBuzzVersion: String { FontData.libraryVersion }
  /// The version of fontconfig, such as `2.14.1`.
  public static var fontconfigVersion: String { FontFile.libraryVersion }

  /// The characters of numbers, which a script may write anew.
  static let numeric = Set("0123456789−+.,∞NaN×…?()=≈⁰¹²³⁴⁵⁶⁷⁸⁹⁻".unicodeScalars)
  /// What formulas stretch.
  static let stretched = Set("()[]|√⏟".unicodeScalars)

  /// The families of fonts with the measures of formulas, that of the text first.
  private static func mathematical(_ families: [String]) -> [String] {
    let all = ["STIX Math", "STIX Two Math"]
    return families.contains { $0.hasPrefix("STIX Two") } ? all.reversed() : all
  }

  private static func subset(
    _ typeface: Typeface, _ font: FontData, _ characters: Set<Unicode.Scalar>
  ) -> [UInt8]? {
    let isText = typeface != .mathematics
    // What Pango applies to texts that it measures.
    let features = isText ? ["kern", "liga", "ccmp", "locl", "mark", "mkmk"] : []
    guard let part = font.subset(characters, keeping: features) else { return nil }
    if !isText {
      var table = MathTable(part[table: "MATH"])
      table.removeHorizontalAssemblies()
      part[table: "MATH"] = table.bytes
    }
    return part.bytes
  }

  /// The notices of the fonts, which have to stay with their parts.
  private static func comment(_ notices: [String]) -> String {
    guard !notices.isEmpty else { return "" }
    let text = notices.joined(separator: "\n").replacing("*/", with: "* /")
      .replacing("<", with: "‹").replacing(">", with: "›")
    return "/* Parts of fonts, under other names:\n\(text) */\n"
  }
}
