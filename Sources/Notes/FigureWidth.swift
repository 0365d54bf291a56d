/// The width of a figure as written by the author: either a percentage of the text width, which the
/// pictures in a row share, or the width of each picture.
///
///     FigureWidth("60%")?.ofEach(inRow: 3)  // "19%"
///     FigureWidth("8cm")?.ofEach(inRow: 3)  // "8cm"
///     FigureWidth("wide")                   // nil
public struct FigureWidth: Hashable, Sendable {
  private let number: Double
  private let unit: String
  private let text: String

  /// The full width of the text.
  public static let full = FigureWidth(number: 100, unit: "%", text: "100%")

  // The number of CSS pixels in each unit.
  private static let pixels: [String: Double] = [
    "": 1, "px": 1, "em": 16, "rem": 16, "cm": 96 / 2.54, "mm": 96 / 25.4, "in": 96,
    "pt": 96.0 / 72,
  ]

  // Wider than any page, whatever the unit.
  private static let widest = 100_000.0

  /// Parses a width; `nil` if it is not one that both HTML and LaTeX support, or if it is wider
  /// than any page.
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

  /// Whether the width is a percentage of the text width.
  public var isShare: Bool { unit == "%" }

  /// Returns the width of each picture in a row, leaving small gaps between the pictures.
  public func ofEach(inRow count: Int) -> String {
    guard isShare, count > 1 else { return text }
    return "\(max(1, Int(number * 0.98 / Double(count))))%"
  }

  /// Returns the width of each picture as the HTML attribute `width`, which supports only
  /// percentages and pixels.
  ///
  ///     FigureWidth("8cm")?.attribute(inRow: 1)  // "302"
  public func attribute(inRow count: Int) -> String {
    guard let pixels = Self.pixels[unit] else { return ofEach(inRow: count) }
    return "\(max(1, Int(min(number * pixels, 100_000).rounded())))"
  }

  /// Returns the width of each picture in CSS pixels.
  ///
  ///     FigureWidth("60%")?.pixels(inRow: 1, ofText: 700)  // 420
  ///
  /// - Parameter text: the width of the text, of which a percentage is a part.
  func pixels(inRow count: Int, ofText text: Double) -> Int {
    let width = attribute(inRow: count)
    guard width.hasSuffix("%") else { return Int(width) ?? Int(text) }
    return max(1, Int((Double(width.dropLast()) ?? 100) / 100 * text))
  }
}
