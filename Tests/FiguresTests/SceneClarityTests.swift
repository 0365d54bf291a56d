import Graphviz
import Storyboards
import Testing

@testable import Figures

@Suite struct SceneClarityTests {
  private func moved(_ board: Storyboard, _ item: Item, to box: Scene.Box) throws -> [String] {
    var scene = try Scene(of: board)
    for index in scene.things.indices where scene.things[index].owner == .item(item) {
      scene.things[index].box.x = box.x
      scene.things[index].box.y = box.y
    }
    return scene.problems.map(\.description)
  }

  private func shape(_ item: Item, in scene: Scene) throws -> Scene.Box {
    try #require(scene.things.first { $0.owner == .item(item) }).box
  }

  @Test("A chip on an edge is reported with its steps")
  func crossing() throws {
    let board = try Samples.board("elman")
    let scene = try Scene(of: board)
    let from = try #require(board.trace.graph.node(id: "h_1"))
    let to = try #require(board.trace.graph.node(id: "h_2"))
    var box = try shape(.edge(.init(from: from, to: to, slot: 0)), in: scene)
    box.x += box.width / 2 - 15
    box.y -= 12
    let found = try moved(board, .value(from), to: box)
    #expect(
      found.contains {
        $0.hasSuffix("the value of h_1 is on the edge from h_1 to h_2, or too near to it")
      })
    #expect(found.allSatisfy { $0.hasPrefix("steps ") })
  }

  @Test("A chip nearer to another node than to its own is reported with its steps")
  func stray() throws {
    let board = try Samples.board("elman")
    let scene = try Scene(of: board)
    let own = try #require(board.trace.graph.node(id: "y_2"))
    let other = try #require(board.trace.graph.node(id: "x_2"))
    var box = try shape(.node(other), in: scene)
    box.x -= 60
    let found = try moved(board, .gradient(own), to: box)
    #expect(found.contains { $0.hasSuffix("the gradient of y_2 is too close to x_2") }, "\(found)")
  }

  @Test(
    "With parameters shown, no chip is on an edge or beside the wrong node",
    arguments: ["elman", "two-layers", "jordan"])
  func parameters(_ name: String) throws {
    let scene = try Scene(of: try Samples.board(name, showsParameters: true))
    #expect(SceneCheck.unclear(in: scene).faults.isEmpty)
  }

  @Test("A contribution without space beside its line is in the formula of its step")
  func contributions() throws {
    for name in Samples.names {
      let scene = try Scene(of: try Samples.fitted(name))
      for case .contribution(let slot) in scene.unplaced {
        for step in scene.storyboard.steps
        where scene.storyboard.shows(.contribution(slot), in: step) {
          #expect(step.callout != nil, "\(name), step \(step.number)")
        }
      }
    }
  }
}
