import Storyboards
import Testing

@testable import Figures

@Suite struct AppearanceTests {
  @Test("A drawable appears in the steps that show it, with a thicker outline if it is hot")
  func appearances() throws {
    let board = try Samples.board("elman")
    let scene = try Scene(of: board)
    var appearances = Appearances(scene, in: board.steps)
    var hotSteps = 0
    for drawable in Drawables(scene.things) {
      let all = appearances(drawable)
      for (step, appearance) in zip(board.steps, all) {
        #expect((appearance != nil) == scene.shows(drawable.thing, in: step))
      }
      guard case .item(.node(let node)) = drawable.thing.owner, case .shape = drawable.thing.ink
      else { continue }
      for (step, appearance) in zip(board.steps, all) where step.hot.contains(.node(node)) {
        hotSteps += 1
        #expect(appearance?.stroke.width == 3)
      }
    }
    #expect(hotSteps > 10)
  }

  @Test("The loss has the colour of the forward pass when its value is shown, and the other later")
  func loss() throws {
    let board = try Samples.board("elman")
    let scene = try Scene(of: board)
    let outcome = board.trace.graph.outcome
    let rim = try #require(
      Drawables(scene.things).first {
        guard case .shape = $0.thing.ink else { return false }
        return $0.thing.owner == .item(.node(outcome))
      })
    var appearances = Appearances(scene, in: board.steps)
    let hot = zip(board.steps, appearances(rim)).filter { $0.0.hot.contains(.node(outcome)) }
    #expect(hot.map(\.0.kind) == [.loss, .loss])
    #expect(hot.map { $0.1?.stroke.color } == [scene.theme.forward, scene.theme.backward])
  }
}
