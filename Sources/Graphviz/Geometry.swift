/// A point on a canvas, in points from the top left corner; y grows downwards.
public struct Point: Hashable, Sendable {
  /// The distance from the left edge, in points.
  public var x: Double
  /// The distance from the top edge, in points.
  public var y: Double

  /// Creates a point from its coordinates.
  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}

/// A typeface: family, weight and slope.
public struct Face: Hashable, Sendable {
  /// The name of the family, as installed on the system.
  public var family: String
  /// The families to use for characters that this one lacks, in order of preference.
  public var fallbacks: [String]
  /// Whether the face is bold.
  public var isBold: Bool
  /// Whether the face is italic.
  public var isItalic: Bool

  /// Creates a face, by default regular and upright.
  public init(
    family: String, fallbacks: [String] = [], isBold: Bool = false, isItalic: Bool = false
  ) {
    self.family = family
    self.fallbacks = fallbacks
    self.isBold = isBold
    self.isItalic = isItalic
  }

  /// The font description for Pango: the families and, after the last comma, the style. Without
  /// that comma Pango reads the last word of a family as a style ("Latin Modern Roman").
  var pangoName: String {
    ([family] + fallbacks).joined(separator: ",") + "," + (isBold ? " Bold" : "")
      + (isItalic ? " Italic" : "")
  }
}

/// A face at a size in points.
public struct Font: Hashable, Sendable {
  /// The face.
  public var face: Face
  /// The size in points.
  public var size: Double

  /// Creates a font.
  public init(face: Face, size: Double) {
    self.face = face
    self.size = size
  }
}

/// A piece of text in one font.
public struct TextRun: Hashable, Sendable {
  /// The text, drawn literally.
  public var text: String
  /// The font.
  public var font: Font

  /// Creates a run.
  public init(_ text: String, font: Font) {
    self.text = text
    self.font = font
  }

  /// The text as a label, escaped so that the library does not interpret escapes and entities.
  var label: String {
    func isPlain(_ byte: UInt8) -> Bool {
      byte >= 32 && byte < 127 && byte != UInt8(ascii: "\\") && byte != UInt8(ascii: "&")
    }
    if text.utf8.allSatisfy(isPlain) { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "&": result += "&amp;"
      case _ where scalar.properties.generalCategory == .control: result += " "
      // XML cannot contain these characters.
      case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// A run with its colour and its position on a canvas.
public struct PlacedText: Hashable, Sendable {
  /// The text and its font.
  public var run: TextRun
  /// The colour as `#rrggbb`.
  public var color: String
  /// The left end of the text, in points.
  public var left: Double
  /// The y coordinate of the baseline, in points.
  public var baseline: Double
  /// Its advance in points, from `Library.widths(of:)`.
  public var width: Double

  /// Places a run.
  public init(_ run: TextRun, color: String, left: Double, baseline: Double, width: Double) {
    self.run = run
    self.color = color
    self.left = left
    self.baseline = baseline
    self.width = width
  }
}

/// How a line or an outline is drawn.
public struct Stroke: Hashable, Sendable {
  /// The dash pattern of a line.
  public enum Pattern: String, Hashable, Sendable {
    /// A continuous line.
    case solid
    /// Dashes.
    case dashed
    /// Dots.
    case dotted
  }

  /// The colour as `#rrggbb`.
  public var color: String
  /// The width in points.
  public var width: Double
  /// The dash pattern.
  public var pattern: Pattern

  /// Creates a stroke.
  public init(color: String, width: Double, pattern: Pattern = .solid) {
    self.color = color
    self.width = width
    self.pattern = pattern
  }
}
