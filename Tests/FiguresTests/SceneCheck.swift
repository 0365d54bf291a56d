import Storyboards
import Testing

@testable import Figures

/// What holds for every scene: no two boxes overlap, nothing leaves the canvas, letters are legible.
enum SceneCheck {
  /// Boxes that must not share room: chips, nodes and texts that are not inside a shape of their
  /// own item.
  private static func clashes(in scene: Scene, step: Step) -> [String] {
    let visible = scene.things.filter { scene.shows($0, in: step) }
    var found: [String] = []
    for (index, a) in visible.enumerated() {
      guard a.isSolid else { continue }
      for b in visible[(index + 1)...] where b.isSolid && a.owner != b.owner {
        // A brace or bar belongs to the text of its own formula.
        if case .callout = a.owner, case .callout = b.owner { continue }
        if a.box.overlaps(b.box) { found.append("\(a.owner) and \(b.owner)") }
      }
    }
    return found
  }

  static func run(_ board: Storyboard) throws { try run(Scene(of: board)) }

  static func run(_ scene: Scene) throws {
    let board = scene.storyboard
    for step in board.steps {
      let found = clashes(in: scene, step: step)
      #expect(found.isEmpty, "\(board.title ?? "") step \(step.number): \(found)")
      for thing in scene.things where scene.shows(thing, in: step) {
        let box = thing.box
        #expect(
          box.x >= 0 && box.y >= 0 && box.x + box.width <= scene.width
            && box.y + box.height <= scene.height,
          "\(board.title ?? "") step \(step.number): \(thing.owner) leaves the canvas")
        // Indices are smaller than the letters they belong to, which are 14 points at the least.
        if case .text(let run, _, _) = thing.ink { #expect(run.font.size >= 9.9) }
      }
    }
  }
}

extension Scene.Thing {
  /// Whether nothing else may lie on it; edges and curves may cross.
  fileprivate var isSolid: Bool {
    switch ink {
    case .shape, .text: true
    case .rule, .curve: false
    }
  }
}
