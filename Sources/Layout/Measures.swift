extension Layout {
  /// The sizes of everything, in points.
  public struct Measures: Sendable {
    /// The shape of a node's outline.
    public enum Outline: Hashable, Sendable {
      /// A circle or an ellipse.
      case ellipse
      /// A box, for a loss or a folded cell.
      case box
    }

    /// The sizes of a node and of its chips and label.
    public struct Node: Hashable, Sendable {
      /// The shape of the outline.
      public var outline: Outline
      /// The size of the outline, including its stroke.
      public var size: Size
      /// The chip of the value, `nil` without one.
      public var value: Size?
      /// The chip of the gradient, or the largest text that ever replaces it ("?", for example).
      public var gradient: Size?
      /// The token below the node.
      public var label: Size?
      /// Whether the place of the gradient is taken before the value is shown: by a question mark.
      public var isAsked: Bool

      /// Creates the sizes of a node.
      public init(
        _ outline: Outline, _ size: Size, value: Size? = nil, gradient: Size? = nil,
        label: Size? = nil, isAsked: Bool = false
      ) {
        self.outline = outline
        self.size = size
        self.value = value
        self.gradient = gradient
        self.label = label
        self.isAsked = isAsked
      }
    }

    /// One entry for each node of the graph.
    public var nodes: [Node]
    /// The size of the number that each edge contributes, `nil` where none is drawn; empty if no
    /// edge has one.
    public var contributions: [Size?]
    /// The label of a cell's time step, `nil` for none.
    public var timeLabel: Size?
    /// The least gaps.
    public var gaps: Gaps

    /// Creates measures.
    public init(
      nodes: [Node], contributions: [Size?] = [], timeLabel: Size? = nil, gaps: Gaps = Gaps()
    ) {
      self.nodes = nodes
      self.contributions = contributions
      self.timeLabel = timeLabel
      self.gaps = gaps
    }
  }

  /// The least gaps between things, in points.
  public struct Gaps: Hashable, Sendable {
    /// From a node's outline to its chip.
    public var chip = 4.0
    /// Between the two chips of a node.
    public var betweenChips = 3.0
    /// From chips to what belongs to other nodes.
    public var block = 12.0
    /// From chips above a node to the outline of the next one, measured across.
    public var aboveOutline = 4.5
    /// The shortest arrow.
    public var arrow = 24.0
    /// Between the lines of a channel or passage.
    public var track = 11.0
    /// Between the arrowheads that enter a node.
    public var entry = 12.0
    /// From a line to anything it passes.
    public var line = 8.0
    /// From the bus to its readers: an arrowhead has to fit in.
    public var riser = 17.0
    /// From a cell's box to its content.
    public var inset = 9.0
    /// The largest width of two chips side by side; wider ones are placed one above the other.
    public var widestPair = 150.0
    /// The height of the highest chips that are placed one above the other where they are wide.
    public var highestPair = Double.infinity
    /// How much a gap between columns may exceed its least width to fill the field.
    public var slackAcross = 60.0
    /// How much a gap between rows may exceed its least height to fill the field.
    public var slackUpright = 40.0
    /// The radius of a route's corners.
    public var corner = 4.0
    /// Whether rows are as low as they can be: where the nodes of a row pass nothing on to one side,
    /// their chips stand there, and not above the nodes.
    public var areRowsLow = false

    /// Creates the default gaps.
    public init() {}

    /// The gaps of a drawing whose rows would otherwise not fit: lines are closer to one another and
    /// to what they pass, but no closer than an arrowhead and a rounded corner need.
    public static var low: Gaps {
      var gaps = Gaps()
      gaps.track = 8
      gaps.line = 5
      gaps.riser = 14
      gaps.inset = 6
      gaps.areRowsLow = true
      return gaps
    }
  }
}
