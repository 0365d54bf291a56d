import Storyboards
import Testing

@testable import Figures

@Suite struct ComposerStripTests {
  @Test(
    "The axis has three whole powers of ten at equal distances, with all sizes between them",
    arguments: [
      ([0.5, 20], [-2, 0, 2]), ([1, 100], [0, 1, 2]), ([0, 0], [-2, -1, 0]),
      ([3e-7, 0, 1.5], [-7, -3, 1]), ([1, 1], [-2, -1, 0]), ([1e-300, 1e300], [-300, 0, 300]),
    ])
  func powers(sizes: [Double], powers: [Int]) {
    #expect(Composer.powers(of: sizes) == powers)
  }

  private func points(_ scene: Scene, _ wanted: Scene.Look = .point) -> [Scene.Box] {
    scene.things.compactMap { thing in
      guard thing.owner == .item(.strip), case .shape(_, wanted) = thing.ink else { return nil }
      return thing.box
    }.sorted { $0.x < $1.x }
  }

  @Test("A larger gradient has a higher point, and the strip stays within the canvas")
  func heights() throws {
    let scene = try Scene(of: try Samples.board("vanishing"))
    let points = points(scene)
    #expect(points.count == 21)
    #expect(zip(points.dropFirst(), points).allSatisfy { $0.y < $1.y })
    for thing in scene.things where thing.owner == .item(.strip) {
      #expect(thing.box.x >= 0 && thing.box.x + thing.box.width <= scene.width)
      #expect(thing.box.y >= 0 && thing.box.y + thing.box.height <= scene.height)
    }
  }

  @Test("Points and their time steps are under the columns that are drawn")
  func columns() throws {
    let board = try Samples.board("exploding")
    let scene = try Scene(of: board)
    let graph = board.trace.graph
    var states: [Int: Double] = [:]
    for thing in scene.things {
      guard case .item(.node(let node)) = thing.owner, case .shape = thing.ink,
        graph.nodes[node].name == "h", let time = graph.nodes[node].time
      else { continue }
      states[time] = thing.box.center.x
    }
    #expect(states.count >= 5)
    let points = points(scene)
    let labels = scene.things.compactMap { thing -> (text: String, x: Double)? in
      guard thing.owner == .item(.strip), case .text(let run, _, _) = thing.ink else { return nil }
      return (run.text, thing.box.center.x)
    }
    for (time, x) in states {
      #expect(abs(points[time].center.x - x) < 0.01, "the point of time step \(time)")
      #expect(labels.contains { $0.text == "\(time)" && abs($0.x - x) < 0.01 }, "label \(time)")
    }
  }

  @Test("A time step without a gradient has no point, and says 0")
  func zeros() throws {
    let board = try Samples.fitted("truncated")
    let scene = try Scene(of: board)
    let norms = try #require(board.flows.first?.norms)
    #expect(norms.contains(0))
    #expect(points(scene).count == norms.count { $0 > 0 })
    let zeros = scene.things.count { thing in
      guard thing.owner == .item(.strip), case .text(let run, let color, _) = thing.ink else {
        return false
      }
      return run.text == "0" && color == scene.theme.backwardText
    }
    #expect(zeros > 0)
  }
}
