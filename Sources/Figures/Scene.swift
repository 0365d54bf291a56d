import Formulas
import Graphviz
import Look
import Slides
import Storyboards

/// Everything a deck draws, placed once for all steps; a step only selects what is visible and hot.
///
/// It shows the deck's gradients as they are, unchecked; `Illustration` in `UnrollKit` checks them.
public struct Scene: Sendable {
  /// When a thing is shown.
  public enum Owner: Hashable, Sendable {
    /// In every step.
    case always
    /// With an item of the storyboard.
    case item(Item)
    /// With a callout, from one of its stages on.
    case callout(Int, stage: Int)
    /// In one step.
    case caption(Int)
    /// With any of the items of a part of the scenery.
    case scenery(Int)
  }

  /// A rectangle, in points of the scene.
  public typealias Box = Slides.Box

  /// A thing that is drawn.
  public enum Ink: Hashable, Sendable {
    /// A shape; its look depends on the step.
    case shape(Drawing.ShapeKind, Look)
    /// A text.
    case text(TextRun, color: String, baseline: Double)
    /// A filled bar.
    case rule(color: String)
    /// A line, with the tip of its arrowhead; its look depends on the step.
    case curve([Point], tip: Point?, Look)
  }

  /// The kind of a thing, which determines its colours and widths.
  public enum Look: Hashable, Sendable {
    /// A computed quantity.
    case node
    /// An input, parameter or target.
    case input
    /// The chip of a value.
    case valueChip
    /// The chip of a gradient.
    case gradientChip
    /// The empty chip of a gradient that is asked for.
    case question
    /// A forward edge.
    case edge
    /// A forward edge over which no gradient flows back, because of truncation.
    case cutEdge
    /// The curve of a gradient.
    case flow
    /// A stroke of a formula.
    case stroke(String)
    /// The box of a cell.
    case cell
    /// The box of a folded time step.
    case fold
    /// A dot where lines of one bus meet.
    case joint
    /// The size of a gradient in the strip.
    case point
    /// The same in the second lesson of a comparison.
    case hollowPoint
    /// A loss in a plot.
    case lossPoint
    /// The background behind a number that lies on a line, in a cell or outside.
    case halo(inCell: Bool)
  }

  /// A part of the drawing that is no item of the storyboard: it shows with any of several items.
  public struct Scenery: Hashable, Sendable {
    /// What it is.
    public enum Kind: Hashable, Sendable {
      /// A dot on a bus, counted from 1.
      case joint(Int)
      /// The box of a cell at a time step; cells are counted from 1.
      case cell(time: Int, number: Int)
      /// The label of that time step.
      case time(ofCell: Int, number: Int)
    }

    /// What it is.
    public let kind: Kind
    /// The items that it shows with.
    public let items: [Item]
  }

  /// An ink with its place and owner.
  public struct Thing: Hashable, Sendable {
    /// When it is shown.
    public var owner: Owner
    /// What is drawn.
    public var ink: Ink
    /// Where it is drawn.
    public var box: Box
    /// Whether it is an index or exponent.
    public var isScript = false
    /// Where the number comes from whose letters it is part of.
    public var live: Notation.Live?
    /// Whether it is the title, the caption, a formula or the plot of the loss, which a page without
    /// the graph has too.
    var isBesideGraph: Bool {
      switch owner {
      case .item(.title), .item(.losses), .caption, .callout: true
      case .always, .item, .scenery: false
      }
    }
    /// What a line joins; `nil` for everything but edges and the curves of gradients.
    public var link: Link?
    /// The place among the scene's formulas of what it is a letter or a stroke of.
    var formula: Int?
  }

  /// A formula, a number or a sentence with its place, whatever its letters are.
  struct Formula: Hashable, Sendable {
    let source: Label.Source
    var x, baseline: Double
    let width, ascent, descent: Double
    /// The colour of what has none by its role.
    let color: String
  }

  /// The two ends of a line.
  public struct Link: Hashable, Sendable {
    /// Where it begins.
    public let tail: Item
    /// Where its arrow points.
    public let head: Item
    /// Which of the lines from the one to the other, from 1.
    public var number = 1
    /// The node of what passes between folded time steps.
    public var carried: Int?
  }

  /// Numbers as they are plotted, for a page that plots them again. What is drawn is
  /// given by its place among the things.
  struct Plot {
    /// The height of the highest mark, and of the lowest.
    let top, bottom: Double
    /// The marks at the axis, from the lowest to the highest.
    let axis: LivePicture.Plot.Axis
    /// The things that change with each mark: its exponent, or its number.
    var labels: [[Int]] = []
    /// Where what is plotted comes from.
    let origins: [String]
    /// The points, each with the places of the sizes that it shows the largest of.
    var points: [(thing: Int, sizes: Range<Int>)] = []
    /// The lines, each with the places of its points among the points.
    var lines: [(thing: Int, points: Range<Int>)] = []
  }

  /// The number of points of the scene per point of the picture.
  public let scale: Double
  /// The picture's size in points.
  public var pictureSize: (width: Double, height: Double) { (width / scale, height / scale) }
  /// The width in points of the scene.
  public internal(set) var width: Double
  /// The height in points of the scene.
  public internal(set) var height: Double
  /// All things; later ones are on top.
  public internal(set) var things: [Thing] = []
  /// What the letters among the things belong to.
  var formulas: [Formula] = []
  /// The colours.
  public let theme: Theme
  /// The deck.
  public let storyboard: Storyboard
  /// The requested page.
  public let canvas: Canvas
  /// The parts that are no items.
  public internal(set) var scenery: [Scenery] = []
  /// Whether the panel has a step of its own, without the graph.
  public internal(set) var isPanelAlone = false
  /// The formulas that have a page of their own, without the graph.
  public internal(set) var aloneCallouts: Set<Int> = []
  /// What is plotted: the sizes of the gradient, and the loss over the steps of training.
  var plots: [Plot] = []
  /// What is not drawn because there is no place for it.
  public internal(set) var unplaced: [Item] = []

  /// Returns whether a step shows a thing.
  public func shows(_ thing: Thing, in step: Step) -> Bool {
    let isPanel = thing.owner == .item(.definitions)
    if isPanelAlone, isPanel != (step.kind == .definitions) {
      guard !isPanel, thing.isBesideGraph else { return false }
    }
    if let callout = step.callout, aloneCallouts.contains(callout), !thing.isBesideGraph {
      return false
    }
    return isShown(thing, in: step)
  }

  private func isShown(_ thing: Thing, in step: Step) -> Bool {
    switch thing.owner {
    case .always: true
    case .item(let item): storyboard.shows(item, in: step)
    case .scenery(let index): scenery[index].items.contains { storyboard.shows($0, in: step) }
    case .callout(let index, let stage): step.callout == index && stage <= step.stage
    case .caption(let number): step.number == number
    }
  }

  /// Places a storyboard on a canvas.
  ///
  ///     try Scene(of: board, theme: .dark, canvas: .tight, parts: [.title, .caption])
  ///
  /// - Parameters:
  ///   - theme: the colours.
  ///   - canvas: the page; one of a given size may be too small.
  ///   - parts: what is drawn beside the graph; the graph takes the space of the others.
  /// - Throws: `GraphvizError` when texts cannot be measured.
  public init(
    of storyboard: Storyboard, theme: Theme = .light, canvas: Canvas = .widescreen,
    parts: Set<Part> = Set(Part.allCases)
  ) throws {
    self = try Placing(storyboard, theme, canvas, parts, TextMeasure()).scene()
  }

  init(
    width: Double, height: Double, scale: Double, theme: Theme, storyboard: Storyboard,
    canvas: Canvas
  ) {
    self.width = width
    self.height = height
    self.scale = scale
    self.theme = theme
    self.storyboard = storyboard
    self.canvas = canvas
  }
}
