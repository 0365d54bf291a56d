import Graphviz
import Storyboards

/// A scene's steps in DOT: every item is a node or an edge by its name, with its classes and its
/// place, and those of other steps are invisible.
///
/// Each file is built of its own: the formula and the caption have the same names in all of them.
struct NamedDrawing {
  private struct Part {
    let thing: Scene.Thing
    let named: PartNamer.Named
    /// How it is drawn where the step does not show it.
    let appearance: Appearance
  }

  private let scene: Scene
  private var parts: [Part] = []

  init(of scene: Scene, showing steps: [Step]) {
    self.scene = scene
    var appearances = Appearances(scene, in: steps)
    var namer = PartNamer(scene)
    for thing in scene.things {
      guard let named = namer.next(thing) else { continue }
      let drawable = Drawable(thing: thing, label: nil)
      let first = Appearances.Layer.allCases.reversed().lazy
        .flatMap { appearances(drawable, $0) }.compactMap { $0 }.first
      guard let first else { continue }
      parts.append(Part(thing: thing, named: named, appearance: first))
    }
  }

  /// Returns a step as DOT.
  func rendered(_ step: Step) throws -> [UInt8] {
    let drawing = try Drawing(
      name: "unroll", width: scene.width, height: scene.height, background: scene.theme.page,
      scale: scene.scale, hasNames: true)
    var appearances = Appearances(scene, in: [step])
    let focus = scene.storyboard.focus(of: step)
    for part in parts where !part.thing.owner.isOfAnother(step) {
      let drawable = Drawable(thing: part.thing, label: nil)
      // The library draws the lines of such a file in the order of the nodes that they join.
      let appearance = appearances(drawable, .allElse)[0] ?? appearances(drawable, .fadedLines)[0]
      let handle = try drawing.add(
        drawable, as: appearance ?? part.appearance,
        name: appearance == nil ? part.named.hiddenName : part.named.name(in: step, focus),
        joining: part.named.ends)
      if appearance == nil { drawing.setVisible(handle, false) }
    }
    try drawing.layOut()
    return try drawing.rendered(as: .dot)
  }
}

extension Scene.Owner {
  /// Whether it is the formula or the caption of another step.
  fileprivate func isOfAnother(_ step: Step) -> Bool {
    switch self {
    case .always, .item, .scenery: false
    case .callout(let index, _): index != step.callout
    case .caption(let number): number != step.number
    }
  }
}
