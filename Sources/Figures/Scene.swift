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
    let measure = try TextMeasure()
    var composer = Composer(storyboard, theme, measure, stretch: 1)
    // Where a chip finds no room, the columns move apart, and the canvas grows with them. Many
    // columns are given room for their widest chips at once.
    var stretch = 1.0
    let isLong = composer.isLong
    if isLong {
      _ = composer.widestTexts()
      _ = try measure.learn()
      let widest = composer.widestTexts()
      let needed = max(2 * composer.layout.radius, widest.name + 14) + widest.value + widest.gradient + 20
      stretch = max(1, needed / composer.layout.pitch)
    }
    repeat {
      repeat {
        // The first round finds out which texts there are; sizes that depend on widths take another.
        composer = Composer(storyboard, theme, measure, stretch: stretch)
        composer.compose()
      } while try measure.learn()
      stretch *= 1.12
    } while composer.isCrowded && !isLong && stretch < 3
    self = composer.scene
  }

  init(width: Double, height: Double, theme: Theme, storyboard: Storyboard) {
    self.width = width
    self.height = height
    self.theme = theme
    self.storyboard = storyboard
  }
}
