import Foundation
import Graphviz
import Lessons
import Testing

@testable import Figures

@Suite struct ThemeTests {
  @Test("Every text of every theme has a contrast of 4.5, every line and rim one of 3")
  func contrasts() {
    for theme in Theme.all {
      #expect(theme.contrasts.count == 15)
      for contrast in theme.contrasts {
        #expect(contrast.isEnough, "\(theme.name): \(contrast)")
      }
    }
  }

  @Test("A contrast a hair under its limit is not enough, and is not written as enough")
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

  /// All that a reader can tell two lines apart by.
  private struct Mark: Hashable {
    let color: String
    let pattern: Stroke.Pattern
    let fill: String?
    /// Of shapes, whose rims lie side by side; nobody compares the widths of two lines.
    var width: Double?
  }

  private func mark(
    _ theme: Theme, _ look: Scene.Look, isHot: Bool = false, isAsked: Bool = false,
    isForward: Bool = false
  ) -> Mark {
    let (stroke, fill) = theme.style(look, isHot: isHot, isAsked: isAsked, isForward: isForward)
    return Mark(
      color: stroke.color, pattern: stroke.pattern, fill: fill,
      width: fill == nil ? nil : stroke.width)
  }

  @Test("An edge, a cut edge and a gradient's way are told apart in every theme, hot or not")
  func lines() {
    for theme in Theme.all {
      for isHot in [false, true] {
        let marks = [Scene.Look.edge, .cutEdge, .flow].map { mark(theme, $0, isHot: isHot) }
        #expect(Set(marks).count == 3, "\(theme.name)")
        // Dashes stand for one thing in a theme.
        #expect(marks[1].pattern != marks[2].pattern, "\(theme.name)")
        #expect(marks[0].pattern == .solid && marks[1].pattern != .solid, "\(theme.name)")
      }
    }
  }

  @Test("Each look of a shape is told apart in every theme: input, value, gradient, hot, asked")
  func shapes() {
    for theme in Theme.all {
      #expect(mark(theme, .node) != mark(theme, .input), "\(theme.name)")
      let chips = [Scene.Look.valueChip, .gradientChip].map { mark(theme, $0) }
      #expect(chips[0] != chips[1], "\(theme.name)")
      for look in [Scene.Look.node, .input] {
        let marks = [
          mark(theme, look), mark(theme, look, isAsked: true),
          mark(theme, look, isHot: true, isForward: true), mark(theme, look, isHot: true),
          mark(theme, look, isHot: true, isAsked: true),
        ]
        #expect(Set(marks).count == marks.count, "\(theme.name)")
      }
      for look in [Scene.Look.node, .input, .valueChip, .gradientChip, .flow] {
        let widths = [false, true].map {
          theme.style(look, isHot: $0, isAsked: false, isForward: false).0.width
        }
        #expect(widths[0] < widths[1], "\(theme.name): \(look)")
      }
    }
  }

  @Test("Each role of a part of a formula has its colour in every theme")
  func roles() {
    for theme in Theme.all {
      #expect(theme.color(of: nil) == theme.ink && theme.color(of: .result) == theme.ink)
      #expect(theme.color(of: .value) == theme.forwardText)
      #expect(theme.color(of: .local) == theme.forwardText)
      #expect(theme.color(of: .upstream) == theme.backwardText)
      #expect(theme.color(of: .asked) == theme.backwardText)
    }
  }

  @Test("Every text of the high-contrast theme has a contrast of 7, every line one of 4.5")
  func highContrast() {
    for contrast in Theme.highContrast.contrasts {
      #expect(contrast.ratio >= (contrast.isText ? 7 : 4.5), "\(contrast)")
    }
    #expect(Theme.highContrast.lineWeight > 1)
  }

  @Test("Forward and backward are told apart with deuteranopia and in greyscale")
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

  @Test("Values and gradients are told apart from the ink of plain lines, or by their dashes")
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

  @Test("The print theme is greys alone and tells gradients by dashes")
  func print() throws {
    for name in Theme.colorNames {
      let color = try #require(Theme.print.color(named: name))
      #expect(color.red == color.green && color.green == color.blue, "\(name)")
    }
    #expect(Theme.all.filter(\.dashesBackward) == [.print])
  }

  @Test("A theme is found by its name")
  func named() {
    #expect(Theme.all.map(\.name) == ["light", "dark", "print", "high-contrast"])
    for theme in Theme.all { #expect(Theme.named(theme.name) == theme) }
    #expect(Theme.named("Light") == nil)
  }

  @Test("The reference of the lesson file names every theme")
  func documented() throws {
    let file = Samples.folder.deletingLastPathComponent().appendingPathComponent("docs/lesson.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    for theme in Theme.all { #expect(text.contains("`\(theme.name)`"), "\(theme.name)") }
  }

  @Test("A lesson can name every colour and part there is, and no others")
  func lessons() {
    #expect(FigureSettings.Theme.colorNames == Theme.colorNames)
    #expect(FigureSettings.Part.allCases.map(\.rawValue) == Scene.Part.allCases.map(\.rawValue))
  }
}

/// How colours look to others.
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
