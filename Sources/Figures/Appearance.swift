import Graphviz
import Look
import Storyboards

/// How a drawable is drawn in a step.
struct Appearance: Hashable {
  /// The outline or line; of width 0 if there is none.
  var stroke: Stroke
  /// The fill colour of a shape.
  var fill: String?
  /// The text colour.
  var text: String
}

extension Scene {
  /// How a step emphasizes all things of one owner.
  struct Emphasis {
    let isHot, isAsked, isForward, isFaded: Bool
  }

  /// Returns how a step emphasizes the things of an owner, `nil` if it does not show them.
  ///
  /// - Parameters:
  ///   - focus: what the step is about.
  ///   - isLit: for a dot, whether the step is about any of the lines that meet there.
  func emphasis(
    of thing: Thing, in step: Step, _ focus: Storyboard.Focus?,
    isLit: Bool
  ) -> Emphasis? {
    guard shows(thing, in: step) else { return nil }
    switch thing.owner {
    case .always, .callout, .caption:
      return Emphasis(isHot: false, isAsked: false, isForward: step.isForward, isFaded: false)
    case .scenery:
      // A dot goes with the lines that meet there; the box of a cell is never faded.
      let isFaded = thing.isJoint && focus != nil && !isLit
      return Emphasis(isHot: false, isAsked: false, isForward: step.isForward, isFaded: isFaded)
    case .item(let item):
      var isAsked = false
      if case .node(let node) = item { isAsked = storyboard.shows(.question(node), in: step) }
      return Emphasis(
        isHot: step.hot.contains(item), isAsked: isAsked, isForward: step.isForward,
        isFaded: focus.map { !$0.contains(item) } ?? false)
    }
  }

  /// Returns how a drawable is drawn.
  func appearance(of drawable: Drawable, _ emphasis: Emphasis) -> Appearance {
    var text = theme.ink
    if case .text(_, let color, _)? = drawable.label?.ink { text = color }
    switch drawable.thing.ink {
    case .text(_, let color, _):
      let shown = emphasis.isFaded ? theme.faded(color) : color
      return Appearance(stroke: Stroke(color: shown, width: 0), fill: nil, text: shown)
    case .rule(let color):
      let shown = emphasis.isFaded ? theme.faded(color) : color
      return Appearance(stroke: Stroke(color: shown, width: 0), fill: shown, text: text)
    case .shape(_, let look), .curve(_, _, let look):
      var (stroke, fill) = theme.style(
        look, isHot: emphasis.isHot, isAsked: emphasis.isAsked, isForward: emphasis.isForward)
      if emphasis.isFaded {
        text = theme.faded(text)
        if !look.isPaper {
          stroke.color = theme.faded(stroke.color)
          fill = fill.map(theme.faded)
        }
      }
      return Appearance(stroke: stroke, fill: fill, text: text)
    }
  }
}

extension Scene.Thing {
  fileprivate var isJoint: Bool {
    if case .shape(_, .joint) = ink { true } else { false }
  }
}

extension Scene.Look {
  /// Whether it is a piece of the background.
  fileprivate var isPaper: Bool {
    switch self {
    case .halo, .cell: true
    default: false
    }
  }
}

extension Theme {
  // A step's own things are to catch the eye at once (figures.md 6).
  static let fadedShare = 0.4

  /// Returns a colour as it is in what a step is not about: 40 % of it over the background.
  func faded(_ color: String) -> String {
    guard let ink = Color(color), let paper = Color(background) else { return color }
    return paper.mixed(with: ink, share: Self.fadedShare).hex
  }
}

/// The appearances of a scene's drawables in steps. Query them in the scene's order, in which the
/// things of one owner are adjacent.
struct Appearances {
  /// The order in which a scene is drawn: faded lines first, so that a bus that several lines share
  /// has the colour of the line that is not faded.
  enum Layer: CaseIterable {
    case fadedLines
    case allElse
  }

  private let scene: Scene
  private let steps: [Step]
  private let foci: [Storyboard.Focus?]
  private var owner: Scene.Owner?
  private var emphases: [Scene.Emphasis?] = []
  /// For each step, whether it is about the lines of the latest bus: all dots of a bus have the same
  /// lines, and a bus of ten thousand lines has as many dots.
  private var litBus: (items: [Item], isLit: [Bool])?

  init(_ scene: Scene, in steps: [Step]) {
    self.scene = scene
    self.steps = steps
    foci = steps.map { scene.storyboard.focus(of: $0) }
  }

  /// Returns how a drawable is drawn in each step, `nil` for steps that do not show it, or not in
  /// this layer.
  mutating func callAsFunction(_ drawable: Drawable, _ layer: Layer) -> [Appearance?] {
    if layer == .fadedLines, drawable.thing.link == nil { return steps.map { _ in nil } }
    if owner != drawable.thing.owner {
      owner = drawable.thing.owner
      let lit = lit(drawable.thing)
      emphases = steps.indices.map {
        scene.emphasis(of: drawable.thing, in: steps[$0], foci[$0], isLit: lit[$0])
      }
    }
    return emphases.map { emphasis in
      guard let emphasis else { return nil }
      let isOfFadedLine = emphasis.isFaded && drawable.thing.link != nil
      return isOfFadedLine == (layer == .fadedLines)
        ? scene.appearance(of: drawable, emphasis) : nil
    }
  }

  /// Whether each step is about any of the lines that meet at a dot; true for other things.
  private mutating func lit(_ thing: Scene.Thing) -> [Bool] {
    guard case .scenery(let index) = thing.owner, thing.isJoint else {
      return steps.map { _ in true }
    }
    let items = scene.scenery[index].items
    // The same array is compared in no time.
    if let litBus, litBus.items == items { return litBus.isLit }
    let isLit = foci.map { focus in focus.map { items.contains(where: $0.contains) } ?? true }
    litBus = (items, isLit)
    return isLit
  }
}
