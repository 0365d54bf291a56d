import Foundation
import Formulas
import Graphviz
import Testing

@testable import Figures

@Suite struct FigureFontTests {
  /// The non-ASCII characters in the strings of the modules that draw figures.
  private static func printed() throws -> Set<Unicode.Scalar> {
    let sources = Samples.folder.deletingLastPathComponent().appendingPathComponent("Sources")
    var characters = Set<Unicode.Scalar>()
    for module in ["Formulas", "Storyboards", "Figures"] {
      let folder = sources.appendingPathComponent(module)
      for file in try FileManager.default.contentsOfDirectory(atPath: folder.path)
      // Text that is typed, spoken or written for LaTeX is not drawn.
      where !file.contains("Spoken") && !["Lexer.swift", "NominalWidths.swift"].contains(file) {
        let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
        for line in text.split(separator: "\n") {
          let code = line.drop { $0 == " " }
          guard !code.hasPrefix("//") else { continue }
          // Every second piece between quotation marks is in a string.
          for (index, piece) in code.split(
            separator: "\"", omittingEmptySubsequences: false
          ).enumerated() where index % 2 == 1 {
            characters.formUnion(piece.unicodeScalars.filter { $0.value > 127 })
          }
        }
      }
    }
    // Raised and lowered digits are for plain text, and those of a lesson are read for LaTeX; a figure
    // raises and lowers digits of the usual kind.
    return characters.subtracting("⁰⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉".unicodeScalars)
  }

  @Test("Every character that the tool draws in figures comes from the requested fonts")
  func coverage() throws {
    let measure = try TextMeasure()
    let printed = try Self.printed()
    #expect(printed.isSuperset(of: ["∂", "−", "·", "⊙", "→", "√", "⋯", "⊤", "σ"]))
    // And characters that a lesson is likely to use in a title or a note.
    let characters = printed.union(["∑", "ℝ", "∈", "≈", "≤", "←", "∞", "∇", "⏟"])
    for cut in [Label.Cut.regular, .italic, .bold, .boldItalic] {
      let face = measure.font(cut, 20).face
      for character in characters.sorted() {
        let family = Library.shared.resolvedFamily(of: character, in: face)
        #expect(
          family.map(measure.families.contains) == true,
          "\(character) comes from \(family ?? "nowhere")")
      }
    }
  }

  @Test("The reported font is the one that is drawn; if STIX is installed there is no objection")
  func installed() throws {
    let font = try FigureFont()
    #expect(TextMeasure.families.joined().contains(font.text))
    #expect(TextMeasure.families.joined().contains(font.mathematics))
    #expect(font.objection == nil)
  }

  @Test("A missing font is reported with its replacement")
  func missing() throws {
    let font = try TextMeasure.$families.withValue([["No Such Family"]]) { try FigureFont() }
    #expect(font.text != "No Such Family")
    #expect(
      font.objection == "the font STIX is not installed, so \(font.text) is used instead")
  }

  @Test("Every library reports its version")
  func versions() throws {
    _ = try FigureFont()
    let versions = FigureLibraries.versions
    #expect(versions.map(\.name) == ["Graphviz", "cairo", "Pango", "libpng"])
    for (name, version) in versions {
      #expect(version?.split(separator: ".").count ?? 0 >= 2, "\(name) \(version ?? "")")
    }
  }
}
