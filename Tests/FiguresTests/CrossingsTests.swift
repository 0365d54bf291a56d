import Layout
import Storyboards
import Testing

@testable import Figures

/// How often lines cross in the drawings of lessons; lines on each other count once.
@Suite struct CrossingsTests {
  private func crossings(of board: Storyboard) -> Int {
    let drawn = DrawnGraph(of: board)
    let texts = GraphTexts(
      of: drawn, board, .nominal, scale: TypeScale(density: 0), areWhole: false, isNarrow: false,
      isLow: false)
    return Layout(of: drawn.graph, measures: texts.measures(), in: nil).crossingCount
  }

  @Test(
    "Chains, stacks and gated units of the samples have no crossings",
    arguments: [
      "elman", "elman-tanh", "elman-vector", "exploding", "vanishing", "gru", "jordan",
      "two-layers", "circuit", "mlp", "pooling",
    ])
  func none(_ name: String) throws {
    #expect(crossings(of: try Samples.fitted(name)) == 0)
  }

  @Test("An LSTM has one crossing a time step: the line of its output over the belt of its cell")
  func lstm() throws {
    #expect(crossings(of: try Samples.fitted("lstm")) == 1)
    for steps in 1...4 {
      let board = try Samples.board(yaml: Samples.gated("lstm", steps: steps), mostColumns: nil)
      #expect(crossings(of: board) <= steps)
    }
  }

  @Test("An encoder and a decoder of two time steps have at most two crossings")
  func encoderDecoder() throws {
    #expect(crossings(of: try Samples.fitted("encoder-decoder")) <= 2)
  }

  @Test("Twins have no crossings")
  func twins() throws {
    let board = try Samples.board(
      yaml: """
        equations:
          a[t]: tanh(W*a[t-1] + U*x[t])
          b[t]: tanh(W*b[t-1] + U*u[t])
          Loss: (a[3] - b[3])^2
        parameters: {W: 0.5, U: 1}
        sequence: {x: [1, -0.5, 0.25], u: [0.5, 1, -1]}
        ask: [a_0, b_0]
        """)
    #expect(crossings(of: board) == 0)
  }

  @Test("A crossing is counted: a state that skips a time step crosses the others' lines")
  func skip() throws {
    let board = try Samples.board(
      yaml: """
        equations:
          h[t]: tanh(W*h[t-1] + V*h[t-2] + U*x[t])
          y[t]: h[t]
        parameters: {W: 0.5, V: 0.25, U: 1}
        sequence: [1, -0.5, 0.25, 1]
        loss: output
        ask: h_0
        """)
    #expect(crossings(of: board) > 0)
  }
}
