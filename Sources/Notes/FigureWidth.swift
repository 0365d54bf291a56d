/// How wide a figure is, as authors write it: a share of the text, which pictures in a row divide
/// among them, or the size of each picture.
///
///     FigureWidth("60%")?.ofEach(inRow: 3)  // "19%"
///     FigureWidth("8cm")?.ofEach(inRow: 3)  // "8cm"
///     FigureWidth("wide")                   // nil
public struct FigureWidth: Hashable, Sendable {
  private let number: Double
  private let unit: String
  private let text: String

  /// The whole width of the text.
  public static let full = FigureWidth(number: 100, unit: "%", text: "100%")

  // How many pixels of a page each unit has, in HTML and CSS.
  private static let pixels: [String: Double] = [
    "": 1, "px": 1, "em": 16, "rem": 16, "cm": 96 / 2.54, "mm": 96 / 25.4, "in": 96,
    "pt": 96.0 / 72,
  ]

  // No page is so wide in any unit.
  private static let widest = 100_000.0

  /// Reads a width; `nil` if it is none that HTML and LaTeX know alike, or wider than any page.
  public init?(_ text: String) {
    let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let unit = String(text.dropFirst(number.count))
    guard let value = Double(number), value > 0, value <= Self.widest,
      unit == "%" || Self.pixels[unit] != nil
    else {
      return nil
    }
    self.init(number: value, unit: unit, text: text)
  }

  private init(number: Double, unit: String, text: String) {
    (self.number, self.unit, self.text) = (number, unit, text)
  }

  /// Whether it is a share of the text's width.
  public var isShare: Bool { unit == "%" }

  /// The width of each of the pictures in a row, with a little room between them.
  public func ofEach(inRow count: Int) -> String {
    guard isShare, count > 1 else { return text }
    return "\(max(1, Int(number * 0.98 / Double(count))))%"
  }

  /// The same as HTML's attribute `width`, which knows percents and pixels alone.
  ///
  ///     FigureWidth("8cm")?.attribute(inRow: 1)  // "302"
  public func attribute(inRow count: Int) -> String {
    guard let pixels = Self.pixels[unit] else { return ofEach(inRow: count) }
    return "\(max(1, Int(min(number * pixels, 100_000).rounded())))"
  }
}
