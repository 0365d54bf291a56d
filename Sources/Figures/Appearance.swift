import Graphviz
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
    let isHot, isAsked, isForward: Bool
  }

  /// Returns how a step emphasizes the things of an owner, `nil` if it does not show them.
  func emphasis(of thing: Thing, in step: Step) -> Emphasis? {
    guard shows(thing, in: step) else { return nil }
    guard case .item(let item) = thing.owner else {
      return Emphasis(isHot: false, isAsked: false, isForward: step.isForward)
    }
    var isAsked = false
    if case .node(let node) = item { isAsked = storyboard.shows(.question(node), in: step) }
    return Emphasis(
      isHot: step.hot.contains(item), isAsked: isAsked, isForward: step.isForward)
  }

  /// Returns how a drawable is drawn.
  func appearance(of drawable: Drawable, _ emphasis: Emphasis) -> Appearance {
    var text = theme.ink
    if case .text(_, let color, _)? = drawable.label?.ink { text = color }
    switch drawable.thing.ink {
    case .text(_, let color, _):
      return Appearance(stroke: Stroke(color: color, width: 0), fill: nil, text: color)
    case .rule(let color):
      return Appearance(stroke: Stroke(color: color, width: 0), fill: color, text: text)
    case .shape(_, let look), .curve(_, _, let look):
      let (stroke, fill) = theme.style(
        look, isHot: emphasis.isHot, isAsked: emphasis.isAsked, isForward: emphasis.isForward)
      return Appearance(stroke: stroke, fill: fill, text: text)
    }
  }
}

/// The appearances of a scene's drawables in steps. Query them in the scene's order, in which the
/// things of one owner are adjacent.
struct Appearances {
  private let scene: Scene
  private let steps: [Step]
  private var owner: Scene.Owner?
  private var emphases: [Scene.Emphasis?] = []

  init(_ scene: Scene, in steps: [Step]) {
    self.scene = scene
    self.steps = steps
  }

  /// Returns how a drawable is drawn in each step, `nil` for steps that do not show it.
  mutating func callAsFunction(_ drawable: Drawable) -> [Appearance?] {
    if owner != drawable.thing.owner {
      owner = drawable.thing.owner
      emphases = steps.map { scene.emphasis(of: drawable.thing, in: $0) }
    }
    return emphases.map { $0.map { scene.appearance(of: drawable, $0) } }
  }
}
