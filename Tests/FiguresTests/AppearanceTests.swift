import Storyboards
import Testing

@testable import Figures

@Suite struct AppearanceTests {
  @Test("A drawable appears in the steps that show it, and its rim is thicker where it is hot")
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
}
