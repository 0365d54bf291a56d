/// All colours of a figure, as `#rrggbb`. **A new theme goes here:** one entry in `all`.
public struct Theme: Hashable, Sendable {
  /// The theme's name.
  public var name: String
  /// What the theme is for, without a full stop.
  public var purpose: String
  /// The paper: the page, and what is below numbers on lines. Faded colours are mixed with it.
  public var background: String
  /// Whether the page is painted. A page that is not is transparent, and only what lies on lines is
  /// on paper; choose a background of nearly the colour that will be below the page.
  public var hasPage = true
  /// Text and borders.
  public var ink: String
  /// Captions.
  public var muted: String
  /// Borders of values.
  public var forward: String
  /// Values and local gradients as text.
  public var forwardText: String
  /// The tint of the forward pass.
  public var forwardTint: String
  /// Gradients of the backward pass: curves and borders.
  public var backward: String
  /// Gradients as text.
  public var backwardText: String
  /// The tint of the backward pass.
  public var backwardTint: String
  /// The fill of inputs.
  public var input: String
  /// The factor by which lines are thicker than usual.
  public var lineWeight = 1.0
  /// Whether the backward pass is dashed and heavier, so that it is distinguishable without colour.
  public var dashesBackward = false

  /// Blue and vermilion from Okabe and Ito's palette, darker for text.
  public static let light = Theme(
    name: "light", purpose: "for slides in daylight, web pages and papers",
    background: "#ffffff", ink: "#1f2933", muted: "#52606d",
    forward: "#0072b2", forwardText: "#00527f", forwardTint: "#e6f1f8",
    backward: "#d55e00", backwardText: "#b04a00", backwardTint: "#fdeee3", input: "#f1f4f6")

  /// Light ink on a nearly black background.
  public static let dark = Theme(
    name: "dark", purpose: "for slides in a dark room, and pages in dark mode",
    background: "#14181d", ink: "#eef2f5", muted: "#aab4be",
    forward: "#86cdf5", forwardText: "#86cdf5", forwardTint: "#123247",
    backward: "#f08a3c", backwardText: "#f08a3c", backwardTint: "#43260f", input: "#262d35")

  /// Only greys.
  public static let print = Theme(
    name: "print", purpose: "for black-and-white printing: gradients are dashed or heavier",
    background: "#ffffff", ink: "#000000", muted: "#4d4d4d",
    forward: "#767676", forwardText: "#666666", forwardTint: "#f4f4f4",
    backward: "#000000", backwardText: "#000000", backwardTint: "#ffffff", input: "#e8e8e8",
    dashesBackward: true)

  /// Every text with a contrast of at least seven to one, and thicker lines.
  public static let highContrast = Theme(
    name: "high-contrast", purpose: "for weak projectors and low vision: thicker lines",
    background: "#ffffff", ink: "#000000", muted: "#333333",
    forward: "#00305a", forwardText: "#00305a", forwardTint: "#e6f2fb",
    backward: "#8f3500", backwardText: "#8f3500", backwardTint: "#fff3e8", input: "#eeeeee",
    lineWeight: 1.5)

  /// The colour of the page; `nil` if it is transparent.
  ///
  ///     Theme.dark.page                  // "#14181d"
  ///     Theme.dark.withoutPage().page    // nil
  public var page: String? { hasPage ? background : nil }

  /// Returns the theme with a transparent page.
  public func withoutPage() -> Theme {
    var theme = self
    theme.hasPage = false
    theme.name = "own"
    return theme
  }

  /// The built-in themes.
  public static let all = [light, dark, print, highContrast]

  /// Returns the theme with a name, `nil` if there is none.
  ///
  ///     Theme.named("dark")?.background  // "#14181d"
  public static func named(_ name: String) -> Theme? { all.first { $0.name == name } }
}
