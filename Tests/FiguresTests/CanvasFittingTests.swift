import Storyboards
import Testing

@testable import Figures

@Suite struct CanvasFittingTests {
  private func fitted(
    _ cell: String, steps: Int, scale: Double = 1, on canvas: Canvas = .widescreen
  ) throws -> Scene {
    let yaml = Samples.gated(cell, steps: steps, scale: scale)
    let board = try canvas.fitting { try Samples.board(yaml: yaml, mostColumns: $0) }
    return try Scene(of: board, canvas: canvas)
  }

  @Test("Gated cells keep a canvas of 16:9", arguments: ["gru", "lstm"], [2, 3, 5, 20])
  func proportions(cell: String, steps: Int) throws {
    // Small weights make numbers as small as 10^−7, and so wide chips.
    for scale in [1, 0.1] {
      let scene = try fitted(cell, steps: steps, scale: scale)
      #expect(abs(scene.width / scene.height - 16 / 9) < 0.001, "\(scale)")
      #expect(scene.height <= 14 * 50, "\(scale)")
      for step in scene.storyboard.steps where scale == 1 && step.number % 8 == 1 {
        #expect(SceneCheck.faults(in: scene, step: step).isEmpty, "step \(step.number)")
      }
    }
  }

  @Test("Three time steps of every cell are drawn, none left out")
  func three() throws {
    for cell in ["elman", "jordan", "gru", "lstm"] {
      #expect(try fitted(cell, steps: 3).storyboard.columns.gaps.isEmpty, "\(cell)")
    }
  }

  @Test("An LSTM of four time steps leaves out its middle, which a lesson can ask for all the same")
  func four() throws {
    #expect(try fitted("lstm", steps: 4).storyboard.columns.gaps == [2...3])
    let whole = try Scene(
      of: Samples.board(yaml: Samples.gated("lstm", steps: 4), mostColumns: nil))
    #expect(whole.width > whole.height * 16 / 9 + 1)
    #expect(whole.storyboard.columns.gaps.isEmpty)
  }

  @Test("A narrower canvas has fewer columns, as far as there are any to leave out")
  func narrow() throws {
    let wide = try fitted("gru", steps: 6)
    let narrow = try fitted("gru", steps: 6, on: .standard)
    #expect(narrow.storyboard.columns.all.count < wide.storyboard.columns.all.count)
    #expect(abs(narrow.width / narrow.height - 4 / 3) < 0.001)
  }
}
