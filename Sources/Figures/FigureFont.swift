import Formulas
import Graphviz

/// The font that figures are drawn with on this machine.
public struct FigureFont: Sendable {
  /// The family that letters come from, `none` where there is no font.
  public let text: String
  /// The family that mathematical signs come from, `none` where there is no font.
  public let mathematics: String
  /// What is wrong with the fonts, `nil` if nothing is; `SystemPackage.fonts` is the remedy.
  public let objection: String?

  /// What is wrong with the fonts and how to install the right ones, `nil` if nothing is.
  public var warning: String? {
    objection.map { "\($0); to install it: \(SystemPackage.command(toInstall: [.fonts]))" }
  }

  // A text face often has minus and times signs, but neither of these.
  private static let signs: [Unicode.Scalar] = ["∂", "→"]

  /// Queries the fonts of the system.
  ///
  /// - Throws: `GraphvizError` with the library's message.
  public init() throws {
    let wanted = try TextMeasure().font(.regular, 20).face
    func family(_ character: Unicode.Scalar) -> String {
      Library.shared.resolvedFamily(of: character, in: wanted) ?? wanted.family
    }
    let letters = family("h")
    let isInstalled = TextMeasure.installed != nil
    let hasNone = !Library.shared.hasFonts
    text = hasNone ? "none" : letters
    let signs = Self.signs.map { (sign: $0, family: family($0)) }
    let families = [wanted.family] + wanted.fallbacks
    let stray = signs.first { !families.contains($0.family) }
    mathematics = hasNone ? "none" : stray?.family ?? signs[0].family
    if hasNone {
      objection =
        "the font STIX is not installed, nor any other: boxes are drawn instead of letters"
    } else if !isInstalled {
      objection = "the font STIX is not installed, so \(text) is used instead"
    } else if let stray, let missing = wanted.fallbacks.last {
      objection =
        "the font \(missing) is not installed, so \(stray.sign) comes from \(stray.family)"
    } else {
      objection = nil
    }
  }

  /// Returns a text that identifies the fonts of figures: their families, and the widths of some
  /// letters in each face.
  ///
  /// - Throws: `GraphvizError` with the library's message.
  public static func signature() throws -> String {
    let measure = try TextMeasure()
    let cuts: [Label.Cut] = [.regular, .italic, .bold, .boldItalic]
    let texts = ["Wh", "∂", "−", "agQ&", "0123456789", "σ·×"]
    func widths() -> [Double] {
      cuts.flatMap { cut in texts.map { measure.width($0, cut, 1000) } }
    }
    _ = widths()
    _ = try measure.learn()
    return measure.families.joined(separator: ",") + widths().map { " \($0)" }.joined()
  }
}

/// The libraries that draw figures.
public enum FigureLibraries {
  /// Names and versions, as reported by the libraries; `nil` for one that is not loaded.
  public static var versions: [(name: String, version: String?)] {
    let library = Library.shared
    return [
      ("Graphviz", library.version), ("cairo", library.cairoVersion),
      ("Pango", library.pangoVersion), ("libpng", library.pngVersion),
    ]
  }
}
