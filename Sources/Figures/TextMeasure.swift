import Formulas
import Graphviz

/// The fonts of a figure and the widths of its texts.
final class TextMeasure {
  private struct Key: Hashable {
    let text: String
    let cut: Label.Cut
  }

  /// The font families to look for, best first, each with the families for its mathematical signs;
  /// all are versions of STIX. STIX Two has two families, and that of the text lacks ∂ and arrows.
  ///
  /// Tests draw with other families.
  @TaskLocal static var families = [["STIX"], ["STIXGeneral"], ["STIX Two Text", "STIX Two Math"]]

  /// The families used for drawing: that of the text, and those for characters that it lacks.
  let families: [String]
  /// The widths of texts in letters of one point.
  private var widths: [Key: Double] = [:]
  private var unknown: [Key] = []
  private var met: Set<Key> = []

  /// Whether texts have the same widths on every machine.
  let isNominal: Bool

  /// - Throws: `GraphvizError` if texts cannot be measured.
  init() throws {
    try PlugIn.requireAll()
    families = Self.installed ?? Self.families[0]
    isNominal = false
  }

  private init(nominalFor families: [String]) {
    self.families = families
    isNominal = true
  }

  /// A measure that does not depend on fonts, used to decide what a deck shows.
  static var nominal: TextMeasure { TextMeasure(nominalFor: families[0]) }

  /// The first of the families whose text font is installed, `nil` if none is.
  static var installed: [String]? {
    families.first { Library.shared.isInstalled($0[0]) }
  }

  func font(_ cut: Label.Cut, _ size: Double) -> Font {
    Font(
      face: Face(
        family: families[0], fallbacks: Array(families.dropFirst()),
        isBold: cut == .bold || cut == .boldItalic,
        isItalic: cut == .italic || cut == .boldItalic), size: size)
  }

  /// Returns the text's width; a new text is noted and has the width 0 until `learn` has measured
  /// it together with all others.
  func width(_ text: String, _ cut: Label.Cut, _ size: Double) -> Double {
    if isNominal { return NominalWidths.width(of: text, size: size) }
    let key = Key(text: text, cut: cut)
    if let width = widths[key] { return width * size }
    if met.insert(key).inserted { unknown.append(key) }
    return 0
  }

  /// Measures all texts noted since the last call and returns whether there were any.
  func learn() throws -> Bool {
    guard !unknown.isEmpty else { return false }
    let size = 100.0
    let runs = unknown.map { TextRun($0.text, font: font($0.cut, size)) }
    let found = try Library.shared.widths(of: runs)
    for (key, width) in zip(unknown, found) { widths[key] = width / size }
    unknown = []
    met = []
    return true
  }
}
