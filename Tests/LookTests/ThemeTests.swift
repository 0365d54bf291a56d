import Foundation
import Testing

@testable import Look

@Suite struct ThemeTests {
  @Test("Every text of every theme has a contrast of 4.5, every line and border one of 3")
  func contrasts() {
    for theme in Theme.all {
      #expect(theme.contrasts.count == 15)
      for contrast in theme.contrasts {
        #expect(contrast.isEnough, "\(theme.name): \(contrast)")
      }
    }
  }

  @Test("A contrast just under its limit is insufficient, and is not written as sufficient")
  func limits() {
    for (isText, least) in [(true, 4.5), (false, 3.0)] {
      func contrast(_ ratio: Double) -> Theme.Contrast {
        Theme.Contrast(name: "ink", ground: "background", ratio: ratio, isText: isText)
      }
      #expect(contrast(least).isEnough)
      for ratio in [least - 0.0001, least - 0.05, least - 0.5] {
        #expect(!contrast(ratio).isEnough)
        #expect((Double(contrast(ratio).text) ?? least) < least)
      }
    }
  }

  @Test("Every text of the high-contrast theme has a contrast of 7, every line one of 4.5")
  func highContrast() {
    for contrast in Theme.highContrast.contrasts {
      #expect(contrast.ratio >= (contrast.isText ? 7 : 4.5), "\(contrast)")
    }
    #expect(Theme.highContrast.lineWeight > 1)
  }

  @Test("Forward and backward are distinguishable with deuteranopia and in greyscale")
  func toldApart() throws {
    for theme in Theme.all {
      for (one, two) in [("forward", "backward"), ("forward-text", "backward-text")] {
        let (a, b) = try (#require(theme.color(named: one)), #require(theme.color(named: two)))
        // Differences of CIELAB; about 2.3 can just be noticed (Mahy et al. 1994).
        #expect(Vision.deuteranope(a, b) > 40, "\(theme.name): \(one), \(two)")
        #expect(Vision.greyscale(a, b) > 8, "\(theme.name): \(one), \(two)")
        if theme == .print { #expect(Vision.greyscale(a, b) > 40) }
      }
    }
  }

  @Test("Values and gradients differ from the ink of plain lines, or are dashed")
  func inkApart() throws {
    for theme in Theme.all {
      let ink = try #require(Color(theme.ink))
      for name in ["forward", "backward"] where !(theme.dashesBackward && name == "backward") {
        let color = try #require(theme.color(named: name))
        #expect(Vision.deuteranope(ink, color) > 25, "\(theme.name): \(name)")
        #expect(Vision.greyscale(ink, color) > 12, "\(theme.name): \(name)")
      }
    }
  }

  @Test("The print theme has only greys and marks gradients by dashes")
  func print() throws {
    for name in Theme.colorNames {
      let color = try #require(Theme.print.color(named: name))
      #expect(color.red == color.green && color.green == color.blue, "\(name)")
    }
    #expect(Theme.all.filter(\.dashesBackward) == [.print])
  }

  @Test("A theme is found by its name")
  func named() {
    #expect(Theme.named("high-contrast") == .highContrast)
    #expect(Set(Theme.all.map(\.name)).count == Theme.all.count)
    for theme in Theme.all { #expect(Theme.named(theme.name) == theme) }
    #expect(Theme.named("Light") == nil)
  }

  @Test("The reference of the lesson file names every theme")
  func documented() throws {
    let file = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("docs/lesson.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    for theme in Theme.all { #expect(text.contains("`\(theme.name)`"), "\(theme.name)") }
  }
}

/// How colours look to other readers.
private enum Vision {
  /// The matrix for deuteranopia (severity 1) of G. M. Machado, M. M. Oliveira and L. A. F.
  /// Fernandes, "A physiologically-based model for simulation of color vision deficiency", IEEE
  /// TVCG 15(6), 2009; it applies to linear sRGB.
  private static let deuteranopia = [
    [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
    [-0.011820, 0.042940, 0.968881],
  ]

  /// The CIE 1976 distance of two colours as a deuteranope sees them.
  static func deuteranope(_ one: Color, _ two: Color) -> Double {
    let (a, b) = (lab(seen(one)), lab(seen(two)))
    return zip(a, b).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
  }

  /// The difference of two colours in lightness, 0 to 100.
  static func greyscale(_ one: Color, _ two: Color) -> Double {
    abs(lab(one.linear)[0] - lab(two.linear)[0])
  }

  private static func seen(_ color: Color) -> [Double] {
    deuteranopia.map { row in
      min(1, max(0, zip(row, color.linear).map(*).reduce(0, +)))
    }
  }

  /// CIELAB under D65, from linear sRGB.
  private static func lab(_ rgb: [Double]) -> [Double] {
    let toXYZ = [
      [0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505],
    ]
    let white = [0.95047, 1, 1.08883]
    let f = zip(toXYZ, white).map { row, white in
      let t = zip(row, rgb).map(*).reduce(0, +) / white
      return t > 0.008856 ? cbrt(t) : 7.787 * t + 16.0 / 116
    }
    return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]
  }
}
