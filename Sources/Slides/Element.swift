import Formulas
import Graphviz

/// A rectangle in points of a page, y downwards.
public struct Box: Hashable, Sendable {
  /// The left edge.
  public var x: Double
  /// The upper edge.
  public var y: Double
  /// The width.
  public var width: Double
  /// The height.
  public var height: Double

  /// Creates a rectangle.
  public init(x: Double, y: Double, width: Double, height: Double) {
    (self.x, self.y, self.width, self.height) = (x, y, width, height)
  }

  /// Creates the smallest rectangle around some points; that of no points is empty.
  public init(around points: [Point]) {
    let (xs, ys) = (points.map(\.x), points.map(\.y))
    let (left, top) = (xs.min() ?? 0, ys.min() ?? 0)
    self.init(x: left, y: top, width: (xs.max() ?? 0) - left, height: (ys.max() ?? 0) - top)
  }

  /// Returns whether two rectangles overlap by more than `slack` points in both directions.
  ///
  ///     box.overlaps(box)  // true
  public func overlaps(_ other: Box, slack: Double = 0.5) -> Bool {
    min(x + width, other.x + other.width) - max(x, other.x) > slack
      && min(y + height, other.y + other.height) - max(y, other.y) > slack
  }

  /// Returns the smallest rectangle around this one and another.
  public func union(_ other: Box) -> Box {
    let (left, top) = (min(x, other.x), min(y, other.y))
    return Box(
      x: left, y: top, width: max(x + width, other.x + other.width) - left,
      height: max(y + height, other.y + other.height) - top)
  }
}

/// All that has one name on a slide: a node with its letters, a chip, a line, the formula.
///
/// The same thing has the same name on every slide, and no two elements of a slide share one.
public struct Element: Hashable, Sendable {
  /// A thing that is drawn.
  public enum Part: Hashable, Sendable {
    /// An ellipse or a rectangle.
    case shape(Shape)
    /// A line.
    case curve(Curve)
    /// Letters: a name, a number, a formula or a sentence.
    case text(Text)
  }

  /// An ellipse or a rectangle.
  public struct Shape: Hashable, Sendable {
    /// Its outline.
    public let kind: Drawing.ShapeKind
    /// Its place.
    public let box: Box
    /// How its outline is drawn; `nil` without one.
    public let stroke: Stroke?
    /// The colour that fills it, as `#rrggbb`; `nil` if nothing does.
    public let fill: String?
    /// The radius of its corners in points; 0 for sharp ones.
    public let cornerRadius: Double

    /// Creates a shape.
    ///
    /// - Parameter cornerRadius: `nil` for that of the library.
    public init(
      kind: Drawing.ShapeKind, box: Box, stroke: Stroke?, fill: String?,
      cornerRadius: Double? = nil
    ) {
      (self.kind, self.box, self.stroke, self.fill) = (kind, box, stroke, fill)
      self.cornerRadius =
        kind == .roundedRectangle
        ? cornerRadius ?? Drawing.cornerRadius(width: box.width, height: box.height) : 0
    }
  }

  /// A line, perhaps with an arrow head.
  public struct Curve: Hashable, Sendable {
    /// Its Bézier points, 3n + 1 of them.
    public let points: [Point]
    /// Where the head that begins at the last point ends; `nil` without a head.
    public let tip: Point?
    /// The length of the head in points, without its outline; the line goes on into it.
    public let headLength: Double
    /// How it is drawn.
    public let stroke: Stroke

    /// Creates a line.
    public init(
      points: [Point], tip: Point?, stroke: Stroke, headLength: Double = Drawing.headLength
    ) {
      (self.points, self.tip, self.stroke) = (points, tip, stroke)
      self.headLength = headLength
    }
  }

  /// Letters on one line, or a formula around it: both as typeset here, letter by letter, and as the
  /// formula that other programs typeset.
  public struct Text: Hashable, Sendable {
    /// Letters in one font.
    public struct Letters: Hashable, Sendable {
      /// The letters, their font, colour and place.
      public let placed: PlacedText
      /// Whether they are an index or exponent.
      public let isScript: Bool

      /// Creates letters.
      public init(placed: PlacedText, isScript: Bool) {
        (self.placed, self.isScript) = (placed, isScript)
      }
    }

    /// A stroke of a formula.
    public enum Mark: Hashable, Sendable {
      /// A filled bar: its place and its colour as `#rrggbb`.
      case rule(Box, color: String)
      /// A parenthesis, a brace or the like.
      case curve(Curve)
    }

    /// The formula, whole.
    public let notation: Notation
    /// Up to which stage of it the slide shows it.
    public let stage: Int
    /// The size of its letters in points.
    public let size: Double
    /// Whether it is bold.
    public let isBold: Bool
    /// The colour of all that has none by its role, as `#rrggbb`.
    public let color: String
    /// The left end.
    public let left: Double
    /// The y coordinate of its baseline.
    public let baseline: Double
    /// The advance width of the whole formula, also of what is not shown yet.
    public let width: Double
    /// The extent above the baseline.
    public let ascent: Double
    /// The extent below the baseline.
    public let descent: Double
    /// The letters that are shown, in reading order.
    public internal(set) var letters: [Letters]
    /// The strokes that are shown.
    public internal(set) var marks: [Mark]

    /// Creates a text without letters.
    public init(
      notation: Notation, stage: Int, size: Double, isBold: Bool, color: String, left: Double,
      baseline: Double, width: Double, ascent: Double, descent: Double
    ) {
      (self.notation, self.stage, self.size, self.isBold) = (notation, stage, size, isBold)
      (self.color, self.left, self.baseline) = (color, left, baseline)
      (self.width, self.ascent, self.descent) = (width, ascent, descent)
      (letters, marks) = ([], [])
    }

    /// Adds letters.
    public mutating func append(_ letters: Letters) { self.letters.append(letters) }
    /// Adds a stroke.
    public mutating func append(_ mark: Mark) { marks.append(mark) }
  }

  /// The kind of thing that it is: the first of its classes, such as `node` or `value`.
  public var kind: String { classes.split(separator: " ").first.map { String($0) } ?? "figure" }

  /// Whether its texts begin at the left of their places: sentences and formulas.
  public var isProse: Bool { ["title", "caption", "callout", "panel"].contains(kind) }

  /// The name: `h_1`, `h_1.value`, `h_1->h_2`.
  public let name: String
  /// What it is, in words with blanks between them: `node state`.
  public let classes: String
  /// Its parts; later ones are on top.
  public var parts: [Part]

  /// Creates an element.
  public init(name: String, classes: String, parts: [Part]) {
    (self.name, self.classes, self.parts) = (name, classes, parts)
  }
}
