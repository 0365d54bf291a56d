import Formulas
import Graphviz
import Storyboards

/// Everything a deck draws, placed once for all steps: a step only says what is visible and hot.
public struct Scene: Sendable {
  /// When a thing shows.
  public enum Owner: Hashable, Sendable {
    /// In every step.
    case always
    /// With an item of the storyboard.
    case item(Item)
    /// With a callout, from a stage of its growth on.
    case callout(Int, stage: Int)
    /// In one step.
    case caption(Int)
  }

  /// A rectangle, in points, y downwards.
  public struct Box: Hashable, Sendable {
    /// The left edge.
    public var x: Double
    /// The upper edge.
    public var y: Double
    /// The width.
    public var width: Double
    /// The height.
    public var height: Double

    /// Returns whether two boxes share more than `slack` points each way.
    public func overlaps(_ other: Box, slack: Double = 0.5) -> Bool {
      min(x + width, other.x + other.width) - max(x, other.x) > slack
        && min(y + height, other.y + other.height) - max(y, other.y) > slack
    }
  }

  /// A thing that is drawn.
  public enum Ink: Hashable, Sendable {
    /// A shape; its look depends on the step.
    case shape(Drawing.ShapeKind, Look)
    /// A text.
    case text(TextRun, color: String, baseline: Double)
    /// A filled bar.
    case rule(color: String)
    /// A line, with the tip of its arrow head; its look depends on the step.
    case curve([Point], tip: Point?, Look)
  }

  /// What kind of thing it is, which decides its colours and widths.
  public enum Look: Hashable, Sendable {
    /// A computed quantity.
    case node
    /// A quantity that comes in.
    case input
    /// A value's chip.
    case valueChip
    /// A gradient's chip.
    case gradientChip
    /// A forward edge.
    case edge
    /// A forward edge over which no gradient flows back: truncated.
    case cutEdge
    /// The curve of a gradient.
    case flow
    /// A stroke of a formula.
    case stroke(String)
  }

  /// An ink with its place and owner.
  public struct Thing: Hashable, Sendable {
    /// When it shows.
    public var owner: Owner
    /// What is drawn.
    public var ink: Ink
    /// Where.
    public var box: Box
  }

  /// How much larger than 960 by 540 points the canvas is; pictures are that much smaller again.
  public let scale: Double
  /// The canvas's width in points.
  public internal(set) var width: Double
  /// The canvas's height in points.
  public internal(set) var height: Double
  /// All things; later ones lie on top.
  public internal(set) var things: [Thing] = []
  /// The colours.
  public let theme: Theme
  /// The deck.
  public let storyboard: Storyboard

  /// Returns whether a thing shows in a step.
  public func shows(_ thing: Thing, in step: Step) -> Bool {
    switch thing.owner {
    case .always: true
    case .item(let item): storyboard.shows(item, in: step)
    case .callout(let index, let stage): step.callout == index && stage <= step.stage
    case .caption(let number): step.number == number
    }
  }

  /// Places a storyboard on a canvas.
  ///
  /// - Throws: `GraphvizError` when texts cannot be measured.
  public init(of storyboard: Storyboard, theme: Theme = .light) throws {
    self = try Scene.composed(of: storyboard, theme, isStretched: true).scene
  }

  /// Composes a storyboard, on a canvas wider than 16:9 where it must and `isStretched`.
  static func composed(
    of storyboard: Storyboard, _ theme: Theme, isStretched: Bool
  ) throws -> Composer {
    let measure = try TextMeasure()
    var (stretch, scale) = (1.0, 1.0)
    func composed() throws -> Composer {
      var composer: Composer
      repeat {
        // The first round finds out which texts there are; sizes that depend on widths take another.
        composer = Composer(storyboard, theme, measure, stretch: stretch, scale: scale)
        composer.compose()
      } while try measure.learn()
      return composer
    }
    var composer = Composer(storyboard, theme, measure, stretch: stretch, scale: scale)
    // Many columns are given room for their widest chips at once.
    let isLong = composer.isLong
    if isLong {
      _ = composer.widestTexts()
      _ = try measure.learn()
      let widest = composer.widestTexts()
      let name = max(2 * composer.layout.radius, widest.name + 14)
      stretch = max(1, (name + widest.value + widest.gradient + 20) / composer.layout.pitch)
    }
    // A graph that finds no room takes a larger canvas of the same proportions while its letters can
    // be read, then columns further apart, and at last a strip that grows to the right.
    for size in isLong ? [Composer.sizes[0]] : Composer.sizes {
      scale = size / Composer.sizes[0]
      composer = try composed()
      if composer.isRoomy { break }
    }
    while composer.isCrowded && !isLong && stretch < 4 && (isStretched || !composer.scene.isStrip) {
      stretch *= 1.12
      composer = try composed()
    }
    return composer
  }

  init(width: Double, height: Double, scale: Double, theme: Theme, storyboard: Storyboard) {
    self.width = width
    self.height = height
    self.scale = scale
    self.theme = theme
    self.storyboard = storyboard
  }
}
