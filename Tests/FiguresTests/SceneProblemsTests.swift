import Look
import Storyboards
import Testing

@testable import Figures

@Suite struct SceneProblemsTests {
  private func problems(_ board: Storyboard, _ change: (inout Scene) -> Void) throws -> [String] {
    var scene = try Scene(of: board)
    change(&scene)
    return scene.problems.map(\.description)
  }

  @Test("The samples have no problems on the usual canvas")
  func samples() throws {
    for name in Samples.names {
      let problems = try Scene(of: try Samples.fitted(name)).problems
      #expect(problems.isEmpty, "\(name)")
    }
  }

  @Test(
    "On narrow pages the samples with wide cells have no problems either",
    arguments: [
      "lstm", "gru", "two-layers", "jordan", "elman", "elman-vector", "encoder-decoder",
    ])
  func narrow(name: String) throws {
    for canvas in [Canvas.standard, .a4] {
      let problems = try Scene(of: Samples.fitted(name, on: canvas), canvas: canvas).problems
      #expect(problems.isEmpty, "\(canvas): \(problems.map(\.description))")
    }
  }

  @Test("Overlaps are reported with their steps and their size")
  func overlaps() throws {
    let board = try Samples.board("elman")
    let node = try #require(board.trace.graph.node(id: "h_2"))
    let found = try problems(board) { scene in
      for index in scene.things.indices where scene.things[index].owner == .item(.value(node)) {
        scene.things[index].box.y += 25
      }
    }
    #expect(found.contains { $0.contains("crowded: h_2 and the value of h_2 overlap by ") })
    #expect(found.contains { $0.hasPrefix("steps ") && $0.hasSuffix(" points") }, "\(found)")
  }

  @Test("What leaves the canvas is reported with its steps and by how much")
  func outside() throws {
    let board = try Samples.board("elman")
    let node = try #require(board.trace.graph.node(id: "y_2"))
    let found = try problems(board) { scene in
      scene.things.append(
        .init(
          owner: .item(.node(node)), ink: .rule(color: "#000000"),
          box: .init(x: scene.width - 10, y: 10, width: 17, height: 5)))
    }
    #expect(found == ["steps 1-26: crowded: y_2 leaves the canvas by 7 points"])
  }

  @Test("What leaves the canvas by more than half a point is found on each of its four sides")
  func sides() throws {
    let board = try Samples.board("circuit")
    var scene = try Scene(of: board)
    let (width, height) = (scene.width, scene.height)
    let count = scene.things.count
    for over in [0.4, 0.6, 30] {
      for box in [
        Scene.Box(x: -over, y: 200, width: 40, height: 40),
        Scene.Box(x: 200, y: -over, width: 40, height: 40),
        Scene.Box(x: width - 40 + over, y: 200, width: 40, height: 40),
        Scene.Box(x: 200, y: height - 40 + over, width: 40, height: 40),
      ] {
        scene.things.append(
          .init(owner: .item(.title), ink: .rule(color: "#000000"), box: box))
        let found = scene.problems.filter { $0.message.contains("the title leaves the canvas") }
        #expect(found.count == (over > 0.5 ? 1 : 0), "\(box)")
        if let points = found.first?.message.split(separator: " by ").last {
          #expect(points == "\(Int(over.rounded(.up))) points")
        }
        scene.things.removeLast(scene.things.count - count)
      }
    }
  }

  @Test("Letters smaller than a thirty-eighth of the height are reported, but not their indices")
  func letters() throws {
    let found = try problems(try Samples.board("elman")) { scene in
      for index in scene.things.indices where scene.things[index].owner == .caption(5) {
        guard case .text(var run, let color, let baseline) = scene.things[index].ink,
          !scene.things[index].isScript
        else { continue }
        run.font.size = 9
        scene.things[index].ink = .text(run, color: color, baseline: baseline)
      }
    }
    #expect(
      found == [
        "step 5: the letters of the caption are 1/60 of the height, but the back row needs 1/38"
      ])
  }

  @Test("A graph that outgrows its canvas is crowded, and its letters are small")
  func outgrown() throws {
    let board = try Samples.board(yaml: Samples.gated("lstm", steps: 6), mostColumns: nil)
    let found = try Scene(of: board).problems.map(\.message)
    #expect(found.contains { $0.hasPrefix("crowded: the graph would need ") }, "\(found)")
    #expect(found.contains { $0.contains(" of the height, but the back row needs 1/38") })
  }

  @Test("A contribution that does not fit is reported only if no formula shows it")
  func contributions() throws {
    let board = try Samples.board("gru")
    #expect(try Scene(of: board).problems.isEmpty)
    let found = try Scene(of: board, parts: [.title, .caption]).problems.map(\.message)
    #expect(!found.isEmpty)
    #expect(
      found.allSatisfy { $0.hasPrefix("crowded: there is no space for the contribution of ") })
  }

  @Test("Weak colours are reported with their contrast")
  func contrast() throws {
    let theme = Theme.light.recolored(["muted": "#999999"])
    let found = try Scene(of: try Samples.board("circuit"), theme: theme).problems
    #expect(
      found.map(\.description) == [
        "theme own: muted on background has a contrast of 2.84, but text needs 4.5"
      ])
  }

  @Test("Steps are written as ranges")
  func ranges() {
    #expect(Problem(steps: [4], message: "a").description == "step 4: a")
    #expect(Problem(steps: [1, 2, 3, 5, 7, 8], message: "a").description == "steps 1-3, 5, 7-8: a")
    #expect(Problem(steps: [], message: "a").description == "a")
  }
}
