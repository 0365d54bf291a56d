/// The colours of a deck by their names, so that programs with themes can change them in one place.
///
///     palette.swatch(of: "#d55e00")   // backward, not faded
public struct Palette: Hashable, Sendable {
  /// A colour of the palette, perhaps as it is in what a slide is not about.
  public struct Swatch: Hashable, Sendable {
    /// The colour's name, as in a theme: `forward-text`.
    public let name: String
    /// Whether it is mixed with the background.
    public let isFaded: Bool
  }

  /// A colour.
  public struct Entry: Hashable, Sendable {
    /// Its name, as in a theme.
    public let name: String
    /// The colour as `#rrggbb`.
    public let color: String
    /// The same, mixed with the background.
    public let faded: String

    /// Creates a colour.
    public init(name: String, color: String, faded: String) {
      self.name = name
      self.color = color
      self.faded = faded
    }
  }

  /// The colour of the page, as `#rrggbb`; `nil` if the page is transparent.
  public let background: String?
  /// How much of a colour is left in what a slide is not about, from 0 to 1; the rest is background.
  public let fadedShare: Double
  /// The colours, in the order in which they are looked up.
  public let entries: [Entry]

  /// Creates a palette.
  public init(background: String?, fadedShare: Double, entries: [Entry]) {
    self.background = background
    self.fadedShare = fadedShare
    self.entries = entries
  }

  /// Returns what a colour is called here; `nil` for one that is not in the palette.
  public func swatch(of color: String) -> Swatch? {
    if let entry = entries.first(where: { $0.color == color }) {
      return Swatch(name: entry.name, isFaded: false)
    }
    return entries.first { $0.faded == color }.map { Swatch(name: $0.name, isFaded: true) }
  }
}
