import Look
import Yams

extension LessonReader {
  /// Reads `theme`, at the top level or under `figure`: a name, or a mapping of colours.
  func theme() -> Theme? {
    let inFigure = entries["figure"]?.value.mapping?["theme"]
    if let top = entries["theme"], inFigure != nil {
      source.report(.shape(.themeTwice), at: top.key)
    }
    guard let node = inFigure ?? entries["theme"]?.value else { return nil }
    if let mapping = node.mapping { return changedTheme(Array(mapping)) }
    return node.scalar.flatMap { Theme.named($0.string) }
  }

  /// The background of a transparent page.
  static let noPage = "none"

  private func changedTheme(_ pairs: [(key: Node, value: Node)]) -> Theme {
    var base = Theme.light
    var colors: [String: String] = [:]
    var hasPage = true
    for (key, value) in pairs {
      guard let text = value.scalar?.string else { continue }
      let name = ShapeCheck.name(key)
      if name == "base" {
        base = Theme.named(text) ?? base
      } else if name == "background", text == Self.noPage {
        hasPage = false
      } else {
        colors[name] = Color(text)?.hex
      }
    }
    let theme = base.recolored(colors)
    return hasPage ? theme : theme.withoutPage()
  }
}
