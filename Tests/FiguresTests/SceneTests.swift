import Foundation
import Storyboards
import Testing

@testable import Figures

@Suite struct SceneTests {
  /// Boxes that must not share room: chips, nodes and texts that are not inside a shape of their
  /// own item.
  private func clashes(in scene: Scene, step: Step) -> [String] {
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

  private func check(_ board: Storyboard) throws {
    let scene = try Scene(of: board)
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

  @Test("No two boxes overlap and nothing leaves the canvas, in any step of any sample")
  func samples() throws {
    #expect(Samples.names.contains("elman"))
    for name in Samples.names { try check(try Samples.board(name)) }
  }

  @Test("Longer words of another language find their room", arguments: ["elman", "lstm", "gru"])
  func italian(name: String) throws { try check(try Samples.board(name, in: .italian)) }

  @Test(
    "No two boxes overlap in any step of seeded lessons", arguments: 1...40 as ClosedRange<UInt64>)
  func seeded(_ seed: UInt64) throws { try check(try Samples.board(yaml: Samples.seeded(seed))) }

  @Test("The samples keep a canvas of 16:9, at most as large as letters of 14 points allow")
  func canvas() throws {
    for name in Samples.names {
      let scene = try Scene(of: try Samples.board(name))
      #expect(abs(scene.width / scene.height - 16 / 9) < 0.001, "\(name)")
      #expect(scene.height <= 14 * 50, "\(name)")
    }
  }

  @Test("The same lesson gives the same scene")
  func same() throws {
    let board = try Samples.board("elman-tanh")
    #expect(try Scene(of: board).things == Scene(of: board).things)
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
