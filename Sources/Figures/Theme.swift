import Formulas

/// All colours of a figure. **A new theme goes here:** one entry.
public struct Theme: Hashable, Sendable {
  /// The theme's name.
  public let name: String
  /// The canvas.
  public let background: String
  /// Text and rims.
  public let ink: String
  /// Captions.
  public let muted: String
  /// Values and local gradients.
  public let forward: String
  /// Tint of what is forward.
  public let forwardTint: String
  /// Gradients that flow back.
  public let backward: String
  /// Tint of what flows back.
  public let backwardTint: String
  /// The fill of inputs.
  public let input: String

  /// Dark ink on white; blue and vermilion of Okabe and Ito's palette, safe for colour-blind eyes.
  public static let light = Theme(
    name: "light", background: "#ffffff", ink: "#1f2933", muted: "#52606d", forward: "#0072b2",
    forwardTint: "#e6f1f8", backward: "#d55e00", backwardTint: "#fdeee3", input: "#f1f4f6")

  /// Returns the colour of a part of a formula by its role.
  func color(of role: Notation.Role?) -> String {
    switch role {
    case nil, .result: ink
    case .local, .value: forward
    case .upstream, .asked: backward
    }
  }
}
