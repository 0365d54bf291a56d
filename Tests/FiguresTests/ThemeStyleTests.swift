import Graphviz
import Look
import Testing

@testable import Figures

@Suite struct ThemeStyleTests {
  /// Everything by which a reader can tell two lines apart.
  private struct Mark: Hashable {
    let color: String
    let pattern: Stroke.Pattern
    let fill: String?
    /// Only for shapes, whose outlines are side by side; readers do not compare widths of lines.
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

  @Test("An edge, a cut edge and a gradient can be told apart in every theme, hot or not")
  func lines() {
    for theme in Theme.all {
      for isHot in [false, true] {
        let marks = [Scene.Look.edge, .cutEdge, .flow].map { mark(theme, $0, isHot: isHot) }
        #expect(Set(marks).count == 3, "\(theme.name)")
        // Each pattern has one meaning in a theme.
        #expect(marks[1].pattern != marks[2].pattern, "\(theme.name)")
        #expect(marks[0].pattern == .solid && marks[1].pattern != .solid, "\(theme.name)")
      }
    }
  }

  @Test("The looks of shapes can be told apart in every theme: input, value, gradient, hot, asked")
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

  @Test("Each role in a formula has its colour in every theme")
  func roles() {
    for theme in Theme.all {
      #expect(theme.color(of: nil) == theme.ink && theme.color(of: .result) == theme.ink)
      #expect(theme.color(of: .value) == theme.forwardText)
      #expect(theme.color(of: .local) == theme.forwardText)
      #expect(theme.color(of: .upstream) == theme.backwardText)
      #expect(theme.color(of: .asked) == theme.backwardText)
    }
  }
}
