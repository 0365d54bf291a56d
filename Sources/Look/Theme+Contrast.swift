extension Theme {
  /// The contrast of one colour of a theme with another one behind it.
  public struct Contrast: Hashable, Sendable, CustomStringConvertible {
    /// The name of the text's or line's colour.
    public let name: String
    /// The name of the colour behind it.
    public let ground: String
    /// The contrast ratio of WCAG 2.2, 1 to 21.
    public let ratio: Double
    /// Whether this is for text, not for lines and borders.
    public let isText: Bool

    /// The least contrast of text, by WCAG 2.2, success criterion 1.4.3.
    public static let leastOfText = 4.5
    /// The least contrast of lines and borders, by success criterion 1.4.11.
    public static let leastOfLines = 3.0

    /// The required ratio.
    public var least: Double { isText ? Self.leastOfText : Self.leastOfLines }
    /// Whether the contrast is sufficient.
    public var isEnough: Bool { ratio >= least }

    /// The contrast in words: `forward-text on forward-tint: 7.28`.
    public var description: String { "\(name) on \(ground): \(text)" }

    /// The message for an insufficient contrast.
    public var complaint: String {
      "\(name) on \(ground) has a contrast of \(text), but \(isText ? "text" : "a line") needs "
        + (isText ? "4.5" : "3")
    }

    /// The ratio rounded down, so that an insufficient one never reads as sufficient.
    public var text: String {
      let hundredths = Int(ratio * 100)
      let (whole, rest) = (hundredths / 100, hundredths % 100)
      return "\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }
  }

  /// Returns the lowest contrast ratio of texts or of lines as text: `4.83`.
  public static func least(of contrasts: [Contrast], isText: Bool) -> String {
    contrasts.filter { $0.isText == isText }.min { $0.ratio < $1.ratio }?.text ?? "none"
  }

  /// The contrast of each text and line of a figure with its background.
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
