import Slides

/// The colours of a deck as colours of a PowerPoint theme, so that another theme recolours it.
///
/// The colours of a figure have these places in the theme (ECMA-376, part 1, 20.1.6.2):
///
/// | figure | theme |
/// |---|---|
/// | ink, background | text 1, background 1 |
/// | muted, input | text 2, background 2 |
/// | forward, backward | accents 1 and 2 |
/// | their texts | accents 3 and 4 |
/// | their tints | accents 5 and 6 |
/// | cell | followed hyperlink, which a figure has no other use for |
///
/// A faded colour is the theme's colour with another saturation and lightness. It is opaque like the
/// faded colour of a figure, so that a line below a faded node does not shine through.
struct PowerPointColors {
  /// The colours of the theme by their places, such as `accent1`.
  let theme: [(slot: String, color: String)]
  /// Whether text is lighter than the background, so the roles of the two are exchanged.
  let isDark: Bool
  private let palette: Palette
  private let known: [String: XMLText]

  private static let places = [
    "ink": "tx1", "background": "bg1", "muted": "tx2", "input": "bg2", "forward": "accent1",
    "backward": "accent2", "forward-text": "accent3", "backward-text": "accent4",
    "forward-tint": "accent5", "backward-tint": "accent6", "cell": "folHlink",
  ]

  init(_ palette: Palette) {
    self.palette = palette
    var colors: [String: String] = [:]
    for entry in palette.entries { colors[entry.name] = entry.color }
    let ink = colors["ink"] ?? "#000000"
    let paper = palette.background ?? colors["background"] ?? "#ffffff"
    let muted = colors["muted"] ?? ink
    let input = colors["input"] ?? paper
    isDark = HSL(ink).lightness > HSL(paper).lightness
    let forward = colors["forward"] ?? ink
    let backward = colors["backward"] ?? ink
    theme = [
      ("dk1", isDark ? paper : ink), ("lt1", isDark ? ink : paper),
      ("dk2", isDark ? input : muted), ("lt2", isDark ? muted : input),
      ("accent1", forward), ("accent2", backward),
      ("accent3", colors["forward-text"] ?? forward),
      ("accent4", colors["backward-text"] ?? backward),
      ("accent5", colors["forward-tint"] ?? paper), ("accent6", colors["backward-tint"] ?? paper),
      ("hlink", colors["forward-text"] ?? forward), ("folHlink", colors["cell"] ?? paper),
    ]
    var known: [String: XMLText] = [:]
    for color in palette.entries.flatMap({ [$0.color, $0.faded] }) {
      known[color] = Self.markup(of: color, palette)
    }
    self.known = known
  }

  /// Returns a colour `#rrggbb` as DrawingML.
  func markup(of color: String) -> XMLText { known[color] ?? Self.markup(of: color, palette) }

  private static func markup(of color: String, _ palette: Palette) -> XMLText {
    guard let swatch = palette.swatch(of: color), let place = places[swatch.name],
      let entry = palette.entries.first(where: { $0.name == swatch.name })
    else { return XMLText(markup: "<a:srgbClr val=\"\(color.dropFirst())\"/>") }
    guard swatch.isFaded else { return XMLText(markup: "<a:schemeClr val=\"\(place)\"/>") }
    let (from, to) = (HSL(entry.color), HSL(entry.faded))
    // As much of the colour is left as in the figure; the rest is the background's lightness.
    let share = palette.fadedShare
    let offset = to.lightness - share * from.lightness
    let saturation = from.saturation > 0 ? to.saturation / from.saturation : 1
    return XMLText(
      markup: "<a:schemeClr val=\"\(place)\">"
        + "<a:satMod val=\"\(thousandths(saturation))\"/><a:lumMod val=\"\(thousandths(share))\"/>"
        + "<a:lumOff val=\"\(thousandths(offset))\"/></a:schemeClr>")
  }

  /// A share in thousandths of a per cent.
  private static func thousandths(_ share: Double) -> Int { Int((share * 100_000).rounded()) }
}

/// Saturation and lightness of a colour, from 0 to 1 (ECMA-376, part 1, 20.1.2.3.13).
private struct HSL {
  let saturation, lightness: Double

  init(_ color: String) {
    let bits = Int(color.dropFirst(), radix: 16) ?? 0
    let parts = [16, 8, 0].map { Double(bits >> $0 & 255) / 255 }
    let (least, most) = (parts.min() ?? 0, parts.max() ?? 0)
    lightness = (least + most) / 2
    let greatest = 1 - abs(2 * lightness - 1)
    saturation = greatest > 0 ? (most - least) / greatest : 0
  }
}
