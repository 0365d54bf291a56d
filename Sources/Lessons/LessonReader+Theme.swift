import Look
import Yams

extension LessonReader {
  private static let quotedColor = "write a colour in quotes, such as \"#0072b2\""

  /// Reads `theme`, at the top or under `figure`: a name, or a mapping of colours.
  func theme() -> Theme? {
    let inFigure = entries["figure"]?.value.mapping?["theme"]
    if let top = entries["theme"], inFigure != nil {
      source.report(
        "the theme is given here and under figure", at: top.key, hint: "delete one of the two")
    }
    guard let node = inFigure ?? entries["theme"]?.value else { return nil }
    if let mapping = node.mapping { return changedTheme(Array(mapping)) }
    return theme(named: node)
  }

  private func theme(named node: Node) -> Theme? {
    let names = Theme.all.map(\.name)
    guard let name = node.scalar?.string, !node.isNull else {
      source.report(
        "theme is a name or a mapping of colours", at: node,
        hint: "the themes are " + names.listed)
      return nil
    }
    if let theme = Theme.named(name) { return theme }
    source.report(
      "there is no theme \(name)", at: node,
      hint: guess(name, among: names) ?? "the themes are " + names.listed)
    return nil
  }

  private func changedTheme(_ pairs: [(key: Node, value: Node)]) -> Theme {
    let names = Theme.colorNames
    var base = Theme.light
    var colors: [String: String] = [:]
    for (key, value) in pairs {
      let name = key.scalar?.string ?? ""
      if name == "base" {
        base = theme(named: value) ?? base
      } else if names.contains(name) {
        colors[name] = color(value, of: name, key)?.hex
      } else {
        source.report(
          "a theme has no colour \(name)", at: key,
          hint: guess(name, among: names + ["base"])
            ?? "its keys are base, for the theme it changes, and the colours " + names.listed)
      }
    }
    return base.recolored(colors)
  }

  private func color(_ node: Node, of name: String, _ key: Node) -> Color? {
    guard let text = node.scalar?.string, !node.isNull else {
      // A # after a blank begins a comment of YAML.
      source.report("\(name) has no colour", at: key, hint: Self.quotedColor)
      return nil
    }
    if let color = Color(text) { return color }
    source.report("\(text.quoted) is not a colour", at: node, hint: Self.quotedColor)
    return nil
  }
}
