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

  @Test("A state's gradient is to its left, even if the last column needs another place")
  func gradientsOnTheLeft() throws {
    let scene = try Scene(of: try Samples.fitted("vanishing"))
    let graph = scene.storyboard.trace.graph
    for time in [1, 2, 18, 19] {
      let node = try #require(graph.node(id: "h_\(time)"))
      func middle(_ item: Item) -> Double? {
        scene.things.first { $0.owner == .item(item) }.map { $0.box.x + $0.box.width / 2 }
      }
      let (state, chip) = (try #require(middle(.node(node))), try #require(middle(.gradient(node))))
      #expect(chip < state, "h_\(time)")
    }
  }
}
