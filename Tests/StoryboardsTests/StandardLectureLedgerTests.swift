import Formulas
import Testing

@testable import Storyboards

@Suite struct StandardLectureLedgerTests {
  /// The callouts of the ledger's steps.
  private func ledgers(_ board: Storyboard) -> [[String]] {
    board.steps.filter { $0.kind == .ledger }.map { step in
      step.callout.map { board.callouts[$0].map(\.plain) } ?? []
    }
  }

  @Test("The ledger of a shown parameter shows gradients flowing back to it from all time steps")
  func flows() throws {
    let board = try Samples.board("elman", showsParameters: true)
    let trace = board.trace
    let steps = board.steps.filter { $0.kind == .ledger }.prefix(3)
    for step in steps {
      let flows = step.hot.compactMap { item -> Item.Slot? in
        if case .flow(let slot) = item { slot } else { nil }
      }
      #expect(flows.count == 2 && Set(flows.map(\.from)).count == 1)
      #expect(flows.allSatisfy { trace.graph.nodes[$0.from].role == .parameter })
      #expect(flows.allSatisfy { board.spans[.flow($0)] == step.number...step.number })
    }
    #expect(steps.count == 3)
  }

  private static let vectors = """
    cell: elman
    parameters: {W_h: [[0.5, -0.3], [0.2, 0.8]], W_x: [[1, 0.5], [-1, 0.5]], W_y: [[1, -1]]}
    vocabulary: [a, b, c]
    embeddings: [[1, 0.5], [0.2, -0.7], [0, 1]]
    sequence: [a, b, a]
    loss: output
    ask: h_0
    """

  @Test("The ledger of a matrix starts with its gradient as a sum of outer products")
  func formulas() throws {
    let all = ledgers(try Samples.board(yaml: Self.vectors))
    #expect(all.count == 4)
    #expect(
      all.first?.first
        == "∂Loss/∂W_h = Σ_t diag(1 − h_t ⊙ h_t) · ∂Loss/∂h_t · h_{t−1}^T = "
        + "[0.750, −0.611; −0.659, 0.605]")
    #expect(all.first?[1].hasPrefix("t, product, ≈ sum; 1, [") == true)
    #expect(
      ledgers(try Samples.board("elman")).first == [
        "∂Loss/∂W_h = Σ_t h_{t−1} · ∂Loss/∂h_t = −5",
        "t, h_{t−1}, ∂Loss/∂h_t, product, sum; 1, 0, 4, 0, 0; 2, 5, −1, −5, −5",
      ])
  }

  @Test("A formula without space above many rows of numbers is left out")
  func room() throws {
    let tall = Self.vectors.replacing("[a, b, a]", with: "[a, b, a, b, a, b]")
    let all = ledgers(try Samples.board(yaml: tall))
    #expect(all.first?.first?.hasPrefix("t, product, ≈ sum; ") == true)
  }

  @Test("An embedding's gradient is summed over the time steps that use it")
  func embeddings() throws {
    #expect(
      ledgers(try Samples.board("elman")).last == [
        "∂Loss/(∂ embedding of ‘o’) = 4", "∂Loss/(∂ embedding of ‘c’) = −1",
      ])
    let board = try Samples.board("elman-tanh")
    #expect(
      ledgers(board).last?[2] == "∂Loss/(∂ embedding of ‘l’) = −3.23 + (−1.68) ≈ −4.92")
    let step = board.steps.last { $0.kind == .ledger }
    #expect(step?.hot.count { if case .flow = $0 { true } else { false } } == 5)
    let vectors = ledgers(try Samples.board(yaml: Self.vectors)).last
    #expect(vectors?.count == 2 && vectors?[0].contains(" + [") == true)
  }

  @Test("One-hot vectors are not learned, and without ledgers no embedding is shown")
  func noEmbeddings() throws {
    for name in ["elman-vector", "gru", "encoder-decoder", "vanishing"] {
      let words = try Samples.board(name).steps.map(\.narration)
      #expect(!words.contains { $0.contains("mbedding gets") }, "\(name)")
    }
  }
}
