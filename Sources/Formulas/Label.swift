/// A formula set in a line: pieces of text, rules and curves around an origin on its baseline.
///
/// It is what `Notation.label` writes. Each piece of text is one label of the drawing library, so
/// that indices have their own size and place in every viewer. Coordinates are in points from the
/// left end of the baseline, y downwards.
public struct Label: Hashable, Sendable {
  /// How a piece of text is cut.
  public enum Cut: Hashable, Sendable {
    /// Upright.
    case regular
    /// Slanted: variables.
    case italic
    /// Heavy: what a reader must see first.
    case bold
    /// Both.
    case boldItalic
  }

  /// A piece of text in one font.
  public struct Piece: Hashable, Sendable {
    /// The text.
    public var text: String
    /// Its cut.
    public var cut: Cut
    /// Its size in points.
    public var size: Double
    /// Where it begins.
    public var x: Double
    /// Its baseline.
    public var y: Double
    /// Its advance.
    public var width: Double
    /// What it means, where colour shows that.
    public var role: Notation.Role?
    /// From which stage of a growing formula on it shows.
    public var stage: Int
    /// Whether it is an index or exponent, smaller than the letters it belongs to.
    public var isScript = false
  }

  /// A filled bar or a stroked curve.
  public struct Mark: Hashable, Sendable {
    /// What is drawn.
    public enum Shape: Hashable, Sendable {
      /// A horizontal bar of this thickness; the mark's height.
      case rule
      /// A brace that opens upwards, as wide as the mark.
      case brace
      /// A parenthesis that opens to the right.
      case opening
      /// A parenthesis that opens to the left.
      case closing
      /// A bracket or bar: a vertical line as high as the mark.
      case bar
    }

    /// What is drawn.
    public var shape: Shape
    /// The left end.
    public var x: Double
    /// The upper end.
    public var y: Double
    /// The width.
    public var width: Double
    /// The height.
    public var height: Double
    /// What it means, where colour shows that.
    public var role: Notation.Role?
    /// From which stage of a growing formula on it shows.
    public var stage: Int
  }

  /// The pieces of text, from left to right.
  public var pieces: [Piece] = []
  /// The rules and curves.
  public var marks: [Mark] = []
  /// The advance.
  public var width = 0.0
  /// The reach above the baseline.
  public var ascent = 0.0
  /// The reach below the baseline.
  public var descent = 0.0

  /// The height from top to bottom.
  public var height: Double { ascent + descent }

  /// Adds another label at an offset; the reach grows with it, the advance does not.
  mutating func add(_ other: Label, x: Double, y: Double) {
    for var piece in other.pieces {
      piece.x += x
      piece.y += y
      pieces.append(piece)
    }
    for var mark in other.marks {
      mark.x += x
      mark.y += y
      marks.append(mark)
    }
    ascent = max(ascent, other.ascent - y)
    descent = max(descent, other.descent + y)
  }

  /// Adds another label to the right.
  mutating func append(_ other: Label, gap: Double = 0) {
    add(other, x: width + gap, y: 0)
    width += gap + other.width
  }
}
