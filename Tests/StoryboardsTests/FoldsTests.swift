import Lessons
import Testing
import Unrolling

@testable import Storyboards

@Suite struct FoldsTests {
  private func board(
    _ cell: String, steps: Int, ask: String = "h_0", folding: Folding, slides: String = ""
  ) throws -> Storyboard {
    let names = Cell.named(cell)?.requiredParameters ?? []
    let yaml = """
      cell: \(cell)
      \(cell == "elman" ? "activation: identity" : "")
      parameters: {\(names.enumerated().map { "\($1): \([1, 0.5, -0.5][$0 % 3])" }.joined(separator: ", "))}
      sequence: [\((0..<steps).map { "\([1, -0.5, 0.25][$0 % 3])" }.joined(separator: ", "))]
      targets: [\((0..<steps).map { _ in "0.5" }.joined(separator: ", "))]
      loss: squared-error
      ask: \(ask)
      \(slides)
      """
    let lesson = try Lesson(yaml: yaml, name: "lesson.yaml")
    return Storyboard(
      of: try Trace(of: lesson.graph), asking: lesson.asked, title: nil, folding: folding,
      deck: .lecture(lesson.script))
  }

  private func times(_ board: Storyboard) -> [Int] { board.folds.boxes.map(\.time) }

  @Test("All time steps are folded except that of a quantity asked for")
  func unnamed() throws {
    #expect(try times(board("gru", steps: 4, folding: .unnamed)) == [1, 2, 3, 4])
    #expect(try times(board("gru", steps: 4, ask: "h_2", folding: .unnamed)) == [1, 3, 4])
    #expect(try times(board("gru", steps: 4, folding: .none)) == [])
  }

  @Test("The time steps that a deck shows one quantity at a time stay open")
  func untold() throws {
    #expect(try times(board("gru", steps: 5, folding: .untold)) == [2, 3, 4])
    #expect(try times(board("gru", steps: 6, ask: "h_2", folding: .untold)) == [4, 5])
    let slides = "slides: [forward, {backward: {from: h_4, to: h_3, pace: detailed}}, answer]"
    #expect(
      try times(board("gru", steps: 6, ask: "h_3", folding: .untold, slides: slides)) == [2, 5, 6]
    )
  }

  @Test("A box stands for its cell with inputs, outputs and losses, and passes its states on")
  func contents() throws {
    let board = try board("lstm", steps: 3, folding: .untold)
    let graph = board.trace.graph
    let box = try #require(board.folds.boxes.first)
    #expect(box.states.map { graph.nodes[$0.node].id } == ["c_2", "h_2"])
    #expect(box.states.map { graph.nodes[$0.before ?? 0].id } == ["c_1", "h_1"])
    for node in graph.nodes.indices
    where graph.nodes[node].time == 2 && board.folds.box(of: node) == nil {
      #expect(graph.nodes[node].role == .target)
    }
    let drawn = board.spans.keys.compactMap { item -> String? in
      if case .node(let node) = item { graph.nodes[node].id } else { nil }
    }
    #expect(!drawn.contains { $0.hasSuffix("_2") } && drawn.contains("c_3"))
    let names = FigureNames(of: board)
    #expect(names[.fold(0)].text == "cell_2" && names[.fold(0)].classes == "cell folded")
  }

  @Test("The gradient flows back through consecutive boxes in one step, times the product")
  func product() throws {
    let board = try board("elman", steps: 6, folding: .untold)
    let flows = board.steps.filter { $0.hot.contains(.foldFlow(0)) }
    #expect(flows.count == 1)
    #expect(
      flows[0].caption.plain
        == "the gradient flows back through time steps 5 to 2: times their total derivatives")
    let formula = board.callouts[try #require(flows[0].callout)].map(\.plain)
    // With the weight 1 and the identity, each total derivative is 1.
    #expect(formula == ["∂h_5/∂h_1 = 1 · 1 · 1 · 1 = 1"])
    let totals = board.spans.keys.filter { if case .totalDerivative = $0 { true } else { false } }
    #expect(totals.count == 4)
  }

  @Test("What arrives from a box is one path of a sum")
  func sum() throws {
    let board = try board("gru", steps: 5, folding: .untold)
    let graph = board.trace.graph
    let h1 = try #require(graph.node(id: "h_1"))
    let step = try #require(board.steps.first { $0.kind == .sum && $0.hot.contains(.gradient(h1)) })
    let lines = board.callouts[try #require(step.callout)].map(\.plain)
    #expect(lines.count == 3 && lines.contains { $0.hasPrefix("via h_2:") }, "\(lines)")
    #expect(lines.contains { $0.hasPrefix("via y_1:") })
  }

  @Test("Each layer of a stack has a box, and a decoder's boxes are told apart from the encoder's")
  func stages() throws {
    let lesson = try Lesson(
      yaml: """
        equations:
          e[t]: tanh(0.5*e[t-1] + x[t])
          d[t]: tanh(0.5*d[t-1] + e[3] + u[t])
          Loss: sum(d[t])
        sequence: {x: [1, 2, 3], u: [0, 1, 0]}
        ask: e_0
        """, name: "lesson.yaml")
    let board = Storyboard(
      of: try Trace(of: lesson.graph), asking: lesson.asked, title: nil, folding: .unnamed)
    #expect(board.folds.boxes.map(\.time) == [1, 1, 2, 2, 3, 3])
    #expect(board.folds.run(around: 0) == [0, 2, 4] && board.folds.run(around: 3) == [1, 3, 5])
    #expect(board.steps.filter { $0.hot.contains(.fold(0)) && $0.kind == .braces }.count == 1)
    #expect(board.steps.filter { $0.hot.contains(.fold(1)) && $0.kind == .braces }.count == 1)
  }
}
