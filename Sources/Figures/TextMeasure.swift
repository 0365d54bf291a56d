import Formulas
import Graphviz

/// The fonts of a figure and the widths of its texts.
final class TextMeasure {
  private struct Key: Hashable {
    let text: String
    let cut: Label.Cut
    let size: Double
  }

  /// The families asked for, best first: all are cuts of STIX, whose text and mathematics come
  /// from one face.
  static let families = ["STIX", "STIXGeneral", "STIX Two Text"]

  /// The family that is drawn with.
  let family: String
  private var widths: [Key: Double] = [:]
  private var unknown: [Key] = []
  private var met: Set<Key> = []

  init() throws {
    family = try Library.shared.firstInstalledFamily(among: Self.families) ?? Self.families[0]
  }

  func font(_ cut: Label.Cut, _ size: Double) -> Font {
    Font(
      face: Face(
        family: family, isBold: cut == .bold || cut == .boldItalic,
        isItalic: cut == .italic || cut == .boldItalic), size: size)
  }

  /// Returns the text's width; a text met for the first time is noted and counts as 0 until
  /// `learn` has measured it together with all others.
  func width(_ text: String, _ cut: Label.Cut, _ size: Double) -> Double {
    let key = Key(text: text, cut: cut, size: size)
    if let width = widths[key] { return width }
    if met.insert(key).inserted { unknown.append(key) }
    return 0
  }

  /// Measures all texts noted since the last time; returns whether there were any.
  func learn() throws -> Bool {
    guard !unknown.isEmpty else { return false }
    let runs = unknown.map { TextRun($0.text, font: font($0.cut, $0.size)) }
    for (key, width) in zip(unknown, try Library.shared.widths(of: runs)) { widths[key] = width }
    unknown = []
    met = []
    return true
  }
}
