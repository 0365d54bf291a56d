import CHarfBuzz
import Foundation
import TestSupport
import Testing

@testable import Typefaces

/// Parts of the fonts of figures, read back by HarfBuzz and by browsers.
@Suite struct EmbeddedTypefacesTests {
  private static let families = ["STIX"]
  private static let isInstalled =
    FontFile(of: .regular, in: families) != nil
    && FontFile(of: .mathematics, in: ["STIX Math"]) != nil

  @Test(
    "A face has the characters of the deck, those of numbers, and no others",
    .enabled(if: isInstalled))
  func characters() throws {
    let css = EmbeddedTypefaces.css(
      families: Self.families,
      characters: [.regular: ["L", "o", "s"], .boldItalic: ["h", "ω"], .mathematics: ["∂"]])
    let fonts = try Self.fonts(in: css)
    #expect(fonts.count == 3)
    let numeric = EmbeddedTypefaces.numeric
    let regular = try #require(fonts["\"Unroll\""])
    let mathematics = try #require(fonts["\"Unroll Math\""])
    #expect(regular.isSuperset(of: ["L", "o", "s", "5", "−", "…"]))
    #expect(regular.isSubset(of: numeric.union(["L", "o", "s"])))
    #expect(fonts["\"Unroll\";font-weight:bold;font-style:italic"] == ["h", "ω"])
    // STIX has superscripts of few digits.
    let all = numeric.union(EmbeddedTypefaces.stretched).union(["L", "o", "s", "∂"])
    #expect(regular.union(mathematics) == all.subtracting("⁰⁴⁵⁶⁷⁸⁹⁻".unicodeScalars))
  }

  @Test(
    "A character that a face of text lacks is in the one of mathematics", .enabled(if: isInstalled))
  func missing() throws {
    // A brace is part of mathematics only.
    let css = EmbeddedTypefaces.css(
      families: Self.families, characters: [.italic: ["h", "⏟"], .regular: ["語"]])
    let fonts = try Self.fonts(in: css)
    #expect(fonts["\"Unroll\";font-style:italic"] == ["h"])
    #expect(fonts["\"Unroll Math\""]?.contains("⏟") == true)
    #expect(fonts.values.allSatisfy { !$0.contains("語") })
  }

  @Test(
    "The same characters give the same bytes, in one family or in several",
    .enabled(if: isInstalled))
  func determinism() {
    func css(_ families: [String]) -> String {
      EmbeddedTypefaces.css(
        families: families,
        characters: [
          .regular: Set("The loss".unicodeScalars), .bold: ["5"],
          .mathematics: Set("∂√".unicodeScalars),
        ])
    }
    #expect(css(["STIX"]) == css(["STIX"]))
    #expect(css(["No Such Family", "STIX"]) == css(["STIX"]))
  }

  @Test("A font that is not installed is left out, and so is a face without characters")
  func absent() {
    #expect(
      EmbeddedTypefaces.css(families: ["No Such Family"], characters: [.regular: ["a"]])
        .contains("\"Unroll\"") == false)
    #expect(EmbeddedTypefaces.css(families: Self.families, characters: [.bold: []]) == "")
  }

  @Test(
    "The measures of formulas are kept, with parentheses of every size", .enabled(if: isInstalled))
  func measures() throws {
    let file = try #require(FontFile(of: .mathematics, in: ["STIX Math"]))
    let whole = try #require(FontData(file))
    let part = try #require(whole.subset(EmbeddedTypefaces.stretched, keeping: []))
    #expect(part.isMathematical)
    #expect(part.bytes.count < 12_000)
    #expect(part[table: "name"].count < 20)
    for sign in EmbeddedTypefaces.stretched where sign != "|" {
      #expect(part.heights(of: sign) == whole.heights(of: sign), "\(sign)")
      #expect(part.heights(of: sign).count > 3, "\(sign)")
    }
  }

  @Test(
    "Wide braces are not put together from thicker parts",
    .enabled(if: isInstalled))
  func braces() throws {
    let file = try #require(FontFile(of: .mathematics, in: ["STIX Math"]))
    let part = try #require(FontData(file)?.subset(["⏟", "("], keeping: []))
    #expect(part.hasParts("⏟", HB_DIRECTION_LTR) && part.hasParts("(", HB_DIRECTION_TTB))
    var table = MathTable(part[table: "MATH"])
    table.removeHorizontalAssemblies()
    part[table: "MATH"] = table.bytes
    let read = try #require(FontData(bytes: part.bytes))
    #expect(!read.hasParts("⏟", HB_DIRECTION_LTR) && read.hasParts("(", HB_DIRECTION_TTB))
    #expect(
      read.constant(HB_OT_MATH_CONSTANT_AXIS_HEIGHT)
        == part.constant(HB_OT_MATH_CONSTANT_AXIS_HEIGHT))
    var broken = MathTable([0, 1, 0, 0, 0, 10, 0, 20, 255, 255])
    broken.removeHorizontalAssemblies()
    #expect(broken.bytes.count == 10)
  }

  @Test("The notices of the fonts stay with their parts, once", .enabled(if: isInstalled))
  func notices() {
    let css = EmbeddedTypefaces.css(
      families: Self.families, characters: [.regular: ["a"], .italic: ["a"]])
    #expect(css.components(separatedBy: "Copyright (c)").count == 2)
    #expect(css.components(separatedBy: "*/").count == 2 && !css.contains("</"))
  }

  /// The characters of each font in a style, by its family, weight and slant.
  private static func fonts(in css: String) throws -> [String: Set<Unicode.Scalar>] {
    var fonts: [String: Set<Unicode.Scalar>] = [:]
    for match in css.matches(of: /font-family:(.+?);src:url\(data:font\/otf;base64,([^)]+)\)/) {
      let data = try #require(Data(base64Encoded: String(match.2)))
      fonts[String(match.1)] = try #require(FontData(bytes: Array(data))).characters
    }
    return fonts
  }
}
