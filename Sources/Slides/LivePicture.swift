import Formulas

/// The drawing of a deck in pieces, for a page that shows its steps and writes its numbers anew.
///
/// Everything is drawn once, in each of its appearances; a step is a list of pieces. Coordinates are
/// in points of the drawing, y downwards from its lower edge: the view box is
/// `0 -height width height`.
public struct LivePicture: Sendable {
  /// What has one name and one rank in the drawing, from below.
  public struct Group: Hashable, Sendable {
    /// What a group is about.
    public enum Subject: Hashable, Sendable {
      /// A quantity, by its node.
      case node(Int)
      /// An edge: the reader's node, and the edge's place among its edges.
      case edge(reader: Int, slot: Int)
    }

    /// The name: `h_1`, `h_1.value`, `h_1->h_2`.
    public let name: String
    /// What it is, in words with blanks between them: `node state`.
    public let classes: String
    /// What it is about, if it is one thing.
    public let subject: Subject?
    /// Its pieces.
    public var pieces: [Int]

    /// Creates a group without pieces.
    public init(name: String, classes: String, subject: Subject?) {
      (self.name, self.classes, self.subject) = (name, classes, subject)
      pieces = []
    }
  }

  /// A line of words or of a formula that a page typesets.
  public struct Line: Hashable, Sendable {
    /// What it belongs to: `title`, `caption`, `callout` or `panel`.
    public let kind: String
    /// Its place.
    public let box: Box
    /// The size of its letters.
    public let size: Double
    /// Whether it is bold.
    public let isBold: Bool
    /// The name of its colour.
    public let color: String
    /// What is written.
    public let notation: Notation

    /// Creates a line.
    public init(
      kind: String, box: Box, size: Double, isBold: Bool, color: String, notation: Notation
    ) {
      (self.kind, self.box, self.size, self.isBold) = (kind, box, size, isBold)
      (self.color, self.notation) = (color, notation)
    }
  }

  /// Letters of the drawing that are set one after another, with numbers among them.
  public struct Run: Hashable, Sendable {
    /// The letters of one piece.
    public struct Part: Hashable, Sendable {
      /// The piece.
      public let piece: Int
      /// The space after it.
      public let gap: Double
      /// The number that it begins.
      public let live: Notation.Live?
      /// Whether it only goes on with the number before it.
      public let isContinued: Bool

      /// Creates a part.
      public init(piece: Int, gap: Double, live: Notation.Live?, isContinued: Bool) {
        (self.piece, self.gap, self.live, self.isContinued) = (piece, gap, live, isContinued)
      }
    }

    /// The x coordinate of its middle.
    public let center: Double
    /// How wide it may be.
    public let available: Double
    /// Its parts, from left to right.
    public let parts: [Part]

    /// Creates a run.
    public init(center: Double, available: Double, parts: [Part]) {
      (self.center, self.available, self.parts) = (center, available, parts)
    }
  }

  /// Numbers on an axis: the sizes of a gradient, or the loss over the steps of training.
  public struct Plot: Hashable, Sendable {
    /// A point, or the line through some, and which sizes or points it shows.
    public struct Mark: Hashable, Sendable {
      /// Its pieces, one for each appearance.
      public let pieces: [Int]
      /// Of a point, the places of the sizes that it shows the largest of; of a line, the places of
      /// its points.
      public let places: Range<Int>

      /// Creates a mark.
      public init(pieces: [Int], places: Range<Int>) {
        (self.pieces, self.places) = (pieces, places)
      }
    }

    /// What is at the marks of an axis, from the lowest to the highest.
    public enum Axis: Hashable, Sendable {
      /// Powers of ten at equal distances.
      case powers([Int])
      /// Numbers at equal distances.
      case numbers([Double])
    }

    /// The height of the highest mark, and of the lowest.
    public let top, bottom: Double
    /// The marks at the axis.
    public let axis: Axis
    /// The pieces that change with each mark: its exponent, or its number.
    public let labels: [[Int]]
    /// Where each of the plotted numbers comes from.
    public let origins: [String]
    /// The points.
    public let points: [Mark]
    /// The lines.
    public let lines: [Mark]

    /// Creates a plot.
    public init(
      top: Double, bottom: Double, axis: Axis, labels: [[Int]], origins: [String], points: [Mark],
      lines: [Mark]
    ) {
      (self.top, self.bottom, self.axis, self.labels) = (top, bottom, axis, labels)
      (self.origins, self.points, self.lines) = (origins, points, lines)
    }
  }

  /// A step.
  public struct Page: Hashable, Sendable {
    /// The pieces that it shows, from below.
    public let pieces: [Int]
    /// The lines that it shows.
    public let lines: [Line]
    /// The emphasized groups.
    public let hot: [Int]
    /// Up to which stage its formula has grown.
    public let stage: Int

    /// Creates a page.
    public init(pieces: [Int], lines: [Line], hot: [Int], stage: Int) {
      (self.pieces, self.lines, self.hot, self.stage) = (pieces, lines, hot, stage)
    }
  }

  /// The width.
  public let width: Double
  /// The height.
  public let height: Double
  /// The SVG of each piece; its colours are variables of CSS: `var(--backward-faded)`.
  public let pieces: [String]
  /// The groups, from below.
  public let groups: [Group]
  /// The letters among which are numbers.
  public let runs: [Run]
  /// The steps.
  public let pages: [Page]
  /// What is plotted.
  public let plots: [Plot]

  /// Creates a drawing.
  public init(
    width: Double, height: Double, pieces: [String], groups: [Group], runs: [Run], pages: [Page],
    plots: [Plot]
  ) {
    (self.width, self.height, self.pieces) = (width, height, pieces)
    (self.groups, self.runs, self.pages, self.plots) = (groups, runs, pages, plots)
  }
}
