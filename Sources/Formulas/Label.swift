/// A formula laid out on a line: pieces of text, rules and curves around an origin on its baseline.
///
/// `Notation.label` makes it. Each piece of text is one label of the drawing library, so that
/// indices have the right size and place in every viewer. Coordinates are in points from the left
/// end of the baseline, y downwards.
public struct Label: Hashable, Sendable {
  /// The style of a piece of text.
  public enum Cut: Hashable, Sendable {
    /// Upright.
    case regular
    /// Slanted, for variables.
    case italic
    /// Bold, for what a reader must see first.
    case bold
    /// Both.
    case boldItalic
  }

  /// A piece of text in one font.
  public struct Piece: Hashable, Sendable {
    /// The text.
    public var text: String
    /// Its style.
    public var cut: Cut
    /// Its size in points.
    public var size: Double
    /// Where it starts.
    public var x: Double
    /// Its baseline.
    public var y: Double
    /// Its advance width.
    public var width: Double
    /// What it means, if colour shows that.
    public var role: Notation.Role?
    /// The stage of a growing formula at which it appears.
    public var stage: Int
    /// Whether it is an index or exponent, smaller than the letters it belongs to.
    public var isScript = false
    /// Where the number comes from that it is part of.
    public var live: Notation.Live?
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
      /// The head of an arrow upwards.
      case headUp
      /// The head of an arrow to the left.
      case headLeft
      /// A curve out to the right and back, from the lower to the upper left corner.
      case loop
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
    /// What it means, if colour shows that.
    public var role: Notation.Role?
    /// The stage of a growing formula at which it appears.
    public var stage: Int
  }

  /// What a label was made of.
  public struct Source: Hashable, Sendable {
    /// The formula.
    public let notation: Notation
    /// The size of its letters in points.
    public let size: Double
    /// Whether it is bold.
    public let isBold: Bool
    /// The width that each number with a source has at least, because it may change.
    public let leastNumber: Double
  }

  /// The pieces of text, from left to right.
  public var pieces: [Piece] = []
  /// The rules and curves.
  public var marks: [Mark] = []
  /// The advance width.
  public var width = 0.0
  /// The extent above the baseline.
  public var ascent = 0.0
  /// The extent below the baseline.
  public var descent = 0.0
  /// What the whole label was made of.
  public internal(set) var source: Source?

  /// The height from top to bottom.
  public var height: Double { ascent + descent }

  /// Adds another label at an offset; the extents grow with it, the advance width does not.
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

  /// Returns the label with equal space on both sides, if it is narrower than a width.
  func widened(to width: Double) -> Label {
    guard width > self.width else { return self }
    var wide = Label()
    wide.add(self, x: (width - self.width) / 2, y: 0)
    wide.width = width
    return wide
  }

  /// Adds another label to the right.
  mutating func append(_ other: Label, gap: Double = 0) {
    add(other, x: width + gap, y: 0)
    width += gap + other.width
  }
}
