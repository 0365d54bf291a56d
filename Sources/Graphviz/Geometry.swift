/// A place on a canvas, in points from its top left corner; y grows downwards.
public struct Point: Hashable, Sendable {
  /// To the right, in points.
  public var x: Double
  /// Downwards, in points.
  public var y: Double

  /// Creates a point from its coordinates.
  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}

/// A typeface: family, weight and slope.
public struct Face: Hashable, Sendable {
  /// The family's name as the system knows it.
  public var family: String
  /// The families of characters that this one lacks, best first.
  public var fallbacks: [String]
  /// Whether it is the bold cut.
  public var isBold: Bool
  /// Whether it is the italic cut.
  public var isItalic: Bool

  /// Creates a face; regular and upright unless told otherwise.
  public init(
    family: String, fallbacks: [String] = [], isBold: Bool = false, isItalic: Bool = false
  ) {
    self.family = family
    self.fallbacks = fallbacks
    self.isBold = isBold
    self.isItalic = isItalic
  }

  /// The name for Pango: families and, behind the last comma, the style. Without that comma it takes
  /// a family's last word for a style ("Latin Modern Roman").
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

  /// The text as a plain label: escapes and entities of the library undone beforehand.
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
      // XML cannot hold them.
      case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// A run with its colour and its place on a canvas.
public struct PlacedText: Hashable, Sendable {
  /// The text and its font.
  public var run: TextRun
  /// The colour as `#rrggbb`.
  public var color: String
  /// Where the text begins, in points.
  public var left: Double
  /// Where its letters stand, in points.
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

/// How a line or rim is drawn.
public struct Stroke: Hashable, Sendable {
  /// Where the line is broken.
  public enum Pattern: String, Hashable, Sendable {
    /// Nowhere.
    case solid
    /// Into dashes.
    case dashed
    /// Into dots.
    case dotted
  }

  /// The colour as `#rrggbb`.
  public var color: String
  /// The width in points.
  public var width: Double
  /// Where it is broken.
  public var pattern: Pattern

  /// Creates a stroke.
  public init(color: String, width: Double, pattern: Pattern = .solid) {
    self.color = color
    self.width = width
    self.pattern = pattern
  }
}
