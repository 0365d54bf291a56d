import Figures
import Storyboards
import Testing

/// What is wrong with a scene, step by step: nothing, or the test fails.
enum SceneCheck {
  /// Checks every step of a scene.
  static func run(_ scene: Scene) {
    let board = scene.storyboard
    for step in board.steps {
      let faults = faults(in: scene, step: step)
      #expect(faults.isEmpty, "\(board.title ?? ""), step \(step.number)")
    }
  }

  /// Returns what overlaps, leaves the canvas or is too small to read in a step.
  static func faults(in scene: Scene, step: Step) -> [String] {
    let visible = scene.things.filter { scene.shows($0, in: step) }
    return clashes(visible) + visible.flatMap { faults(of: $0, in: scene) }
  }

  /// Chips, nodes and texts must not share room unless they belong together; edges and curves may
  /// cross.
  private static func clashes(_ visible: [Scene.Thing]) -> [String] {
    let solid = visible.filter { thing in
      switch thing.ink {
      case .shape, .text: true
      case .rule, .curve: false
      }
    }
    var found: [String] = []
    for (index, a) in solid.enumerated() {
      for b in solid[(index + 1)...] where a.box.overlaps(b.box) && a.owner != b.owner {
        // The stages of a formula are one label.
        if case .callout = a.owner, case .callout = b.owner { continue }
        found.append("\(a.owner) overlaps \(b.owner)")
      }
    }
    return found
  }

  private static func faults(of thing: Scene.Thing, in scene: Scene) -> [String] {
    var found: [String] = []
    let box = thing.box
    if box.x < 0 || box.y < 0 || box.x + box.width > scene.width
      || box.y + box.height > scene.height
    {
      found.append("\(thing.owner) leaves the canvas")
    }
    if case .text(let run, _, _) = thing.ink {
      // An index is 0.72 of the letters that it belongs to.
      let letters = thing.isScript ? run.font.size / 0.72 : run.font.size
      if letters < 14 - 1e-9 { found.append("\(thing.owner): ‘\(run.text)’ has \(letters) points") }
    }
    return found
  }
}
