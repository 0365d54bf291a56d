extension Theme {
  /// The names of the colours in a lesson.
  public static let colorNames = colorPlaces.map(\.name)

  /// The colours by the names that a lesson gives them, and what each is for.
  public static let colors = colorPlaces.map { (name: $0.name, purpose: $0.purpose) }

  private static let colorPlaces:
    [(name: String, purpose: String, path: any WritableKeyPath<Theme, String> & Sendable)] = [
      ("background", "the page", \.background),
      ("ink", "text and outlines", \.ink),
      ("muted", "captions", \.muted),
      ("forward", "outlines of values", \.forward),
      ("forward-text", "values and local gradients", \.forwardText),
      ("forward-tint", "the fill behind values", \.forwardTint),
      ("backward", "curves and outlines of gradients", \.backward),
      ("backward-text", "gradients", \.backwardText),
      ("backward-tint", "the fill behind gradients", \.backwardTint),
      ("input", "the fill of inputs", \.input),
    ]

  /// Returns a colour by its name in a lesson.
  func color(named name: String) -> Color? {
    Self.colorPlaces.first { $0.name == name }.flatMap { Color(self[keyPath: $0.path]) }
  }

  /// Returns the theme with some of its colours replaced.
  ///
  ///     Theme.light.recolored(["backward": "#aa3377"]).backwardTint  // "#f7ebf1"
  ///
  /// Colours that depend on a replaced colour follow it unless they are replaced too: a tint is a
  /// light mixture of its line's colour, and a text colour is darkened or lightened until it is
  /// readable.
  ///
  /// - Parameter colors: colours as `#rrggbb`, by the names in `colorNames`; others are ignored.
  public func recolored(_ colors: [String: String]) -> Theme {
    var theme = self
    for place in Self.colorPlaces {
      if let color = colors[place.name] { theme[keyPath: place.path] = color }
    }
    guard theme != self, let paper = Color(theme.background), let ink = Color(theme.ink) else {
      return self
    }
    theme.name = "own"
    func follow(
      _ name: String, _ leaders: [String], _ path: WritableKeyPath<Theme, String>, _ color: Color
    ) {
      guard colors[name] == nil, leaders.contains(where: { colors[$0] != nil }) else { return }
      theme[keyPath: path] = color.hex
    }
    follow("muted", ["background", "ink"], \.muted, ink.mixed(with: paper, share: 0.25))
    follow("input", ["background", "ink"], \.input, paper.mixed(with: ink, share: 0.06))
    for (name, line, text, tint) in [
      ("forward", \Theme.forward, \Theme.forwardText, \Theme.forwardTint),
      ("backward", \.backward, \.backwardText, \.backwardTint),
    ] {
      guard let color = Color(theme[keyPath: line]) else { continue }
      follow(
        name + "-tint", ["background", name], tint, paper.mixed(with: color, share: 0.1))
      let fills = [paper] + [Color(theme[keyPath: tint])].compactMap { $0 }
      follow(
        name + "-text", ["background", "ink", name, name + "-tint"], text,
        color.readable(on: fills, towards: ink))
    }
    return theme
  }
}

extension Color {
  /// The colour, moved towards `ink` only as far as text on these fills needs.
  fileprivate func readable(on fills: [Color], towards ink: Color) -> Color {
    let steps = (0...20).map { mixed(with: ink, share: Double($0) / 20) }
    return steps.first { color in
      fills.allSatisfy { color.contrast(with: $0) >= Theme.Contrast.leastOfText }
    } ?? ink
  }
}
