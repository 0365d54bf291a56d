import Storyboards
import Testing

@testable import Figures

@Suite struct SceneTests {
  @Test("No two boxes overlap and nothing leaves the canvas, in any step of any sample")
  func samples() throws {
    #expect(Samples.names.contains("elman"))
    for name in Samples.names { SceneCheck.run(try Scene(of: Samples.fitted(name))) }
  }

  @Test("The longer words of another language fit", arguments: ["elman", "lstm", "gru"])
  func italian(name: String) throws {
    SceneCheck.run(try Scene(of: Samples.fitted(name, in: .italian)))
  }

  @Test("The samples fit on a 16:9 canvas with letters of the usual sizes")
  func canvas() throws {
    for name in Samples.names {
      let scene = try Scene(of: try Samples.fitted(name))
      #expect(abs(scene.width / scene.height - 16 / 9) < 0.001, "\(name)")
      #expect(scene.height == TypeScale.height, "\(name)")
    }
  }

  @Test("The same lesson gives the same scene")
  func same() throws {
    let board = try Samples.board("elman-tanh")
    #expect(try Scene(of: board).things == Scene(of: board).things)
  }

  @Test("Vectors of three or more numbers are level with their nodes, not with a neighbour")
  func tallChips() throws {
    let board = try Samples.fitted("elman-vector")
    let scene = try Scene(of: board)
    var centers: [Int: Double] = [:]
    for thing in scene.things {
      if case .item(.node(let node)) = thing.owner, case .shape = thing.ink {
        centers[node] = thing.box.center.y
      }
    }
    var count = 0
    for thing in scene.things where thing.box.height > 50 {
      guard case .shape = thing.ink else { continue }
      switch thing.owner {
      case .item(.value(let node)), .item(.gradient(let node)):
        count += 1
        let distance = abs(thing.box.center.y - (centers[node] ?? 0))
        #expect(distance <= thing.box.height / 2, "\(board.trace.graph.nodes[node].id)")
      default: break
      }
    }
    // The values of two x and y, and the gradients of two y.
    #expect(count == 6)
  }

  @Test("The gradients of all states of a row are on one side of them", arguments: Samples.names)
  func oneSide(name: String) throws {
    let scene = try Scene(of: try Samples.fitted(name))
    let graph = scene.storyboard.trace.graph
    func middle(_ item: Item) -> Double? {
      scene.things.first { $0.owner == .item(item) }.map { $0.box.center.x }
    }
    var sides: [String: Set<Bool>] = [:]
    for (index, node) in graph.nodes.enumerated() where node.time ?? 0 > 0 {
      guard let state = middle(.node(index)), let chip = middle(.gradient(index)) else { continue }
      sides[node.name, default: []].insert(chip < state)
    }
    // Of time steps that are all boxes, no state is drawn.
    let isOpen =
      scene.storyboard.hasOpenTimeStep && graph.nodes.contains { $0.time != nil }
    #expect(!sides.isEmpty || !isOpen)
    for (quantity, side) in sides { #expect(side.count == 1, "\(quantity)") }
  }
}
