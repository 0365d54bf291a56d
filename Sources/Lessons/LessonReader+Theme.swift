import Formulas
import Yams

extension LessonReader {
  private static let quotedColor = "write a colour in quotes, such as \"#0072b2\""

  /// Reads `theme`, at the top or under `figure`: a name, or a mapping of colours.
  func theme() -> FigureSettings.Theme {
    let inFigure = entries["figure"]?.value.mapping?["theme"]
    if let top = entries["theme"], inFigure != nil {
      source.report(
        "the theme stands here and under figure", at: top.key, hint: "delete one of the two")
    }
    guard let node = inFigure ?? entries["theme"]?.value else { return .init() }
    if let mapping = node.mapping { return ownTheme(Array(mapping)) }
    return .init(name: themeName(node) ?? "light")
  }

  private func themeName(_ node: Node) -> String? {
    guard let name = node.scalar?.string, !node.isNull else {
      source.report(
        "theme is a name or a mapping of colours", at: node,
        hint: themes.map { "the themes are " + $0.listed })
      return nil
    }
    if let themes, !themes.contains(name) {
      source.report(
        "there is no theme \(name)", at: node,
        hint: guess(name, among: themes) ?? "the themes are " + themes.listed)
      return nil
    }
    return name
  }

  private func ownTheme(_ pairs: [(key: Node, value: Node)]) -> FigureSettings.Theme {
    let names = FigureSettings.Theme.colorNames
    var theme = FigureSettings.Theme()
    for (key, value) in pairs {
      let name = key.scalar?.string ?? ""
      if name == "base" {
        theme.name = themeName(value) ?? theme.name
      } else if names.contains(name) {
        theme.colors[name] = color(value, of: name, key)
      } else {
        source.report(
          "a theme has no colour \(name)", at: key,
          hint: guess(name, among: names + ["base"])
            ?? "its keys are base, for the theme it changes, and the colours " + names.listed)
      }
    }
    return theme
  }

  private func color(_ node: Node, of name: String, _ key: Node) -> String? {
    guard let text = node.scalar?.string, !node.isNull else {
      // A # that stands after a blank begins a comment of YAML.
      source.report("\(name) has no colour", at: key, hint: Self.quotedColor)
      return nil
    }
    let digits = text.dropFirst()
    guard text.first == "#", digits.count == 6,
      digits.allSatisfy({ $0.isASCII && $0.isHexDigit })
    else {
      source.report("\(text.quoted) is no colour", at: node, hint: Self.quotedColor)
      return nil
    }
    return text.lowercased()
  }
}
