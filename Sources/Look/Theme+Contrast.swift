extension Theme {
  /// How well one colour of a theme stands out on another.
  public struct Contrast: Hashable, Sendable, CustomStringConvertible {
    /// The name of the text's or line's colour.
    public let name: String
    /// The name of the colour behind it.
    public let ground: String
    /// The contrast ratio of WCAG 2.2, 1 to 21.
    public let ratio: Double
    /// Whether text is concerned, not lines and rims.
    public let isText: Bool

    /// What text needs, by WCAG 2.2, success criterion 1.4.3.
    public static let leastOfText = 4.5
    /// What lines and rims need, by its criterion 1.4.11.
    public static let leastOfLines = 3.0

    /// The ratio that is needed.
    public var least: Double { isText ? Self.leastOfText : Self.leastOfLines }
    /// Whether it can be seen.
    public var isEnough: Bool { ratio >= least }

    /// The contrast in words: `forward-text on forward-tint: 7.28`.
    public var description: String { "\(name) on \(ground): \(text)" }

    /// What is wrong where it is not enough.
    public var complaint: String {
      "\(name) on \(ground) has a contrast of \(text), and \(isText ? "text" : "a line") needs "
        + (isText ? "4.5" : "3")
    }

    /// The ratio rounded down, so that a failing one never reads as enough.
    public var text: String {
      let hundredths = Int(ratio * 100)
      let (whole, rest) = (hundredths / 100, hundredths % 100)
      return "\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }
  }

  /// The contrast of each text and line of a figure with what lies behind it.
  ///
  ///     Theme.light.contrasts.filter { !$0.isEnough }  // []
  public var contrasts: [Contrast] {
    let texts = [
      ("ink", ["background", "input", "forward-tint", "backward-tint"]), ("muted", ["background"]),
      ("forward-text", ["background", "forward-tint"]),
      ("backward-text", ["background", "backward-tint"]),
    ]
    let lines = [
      ("ink", ["background", "input"]),
      ("forward", ["background", "forward-tint"]), ("backward", ["background", "backward-tint"]),
    ]
    return [(texts, true), (lines, false)].flatMap { pairs, isText in
      pairs.flatMap { name, grounds in
        grounds.compactMap { ground in
          guard let one = color(named: name), let two = color(named: ground) else { return nil }
          return Contrast(
            name: name, ground: ground, ratio: one.contrast(with: two), isText: isText)
        }
      }
    }
  }
}
