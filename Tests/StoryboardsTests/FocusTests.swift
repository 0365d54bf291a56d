import Testing
import Unrolling

@testable import Storyboards

@Suite struct FocusTests {
  /// The ids of the nodes, and the lines, that a step is about; `nil` if that is the whole drawing.
  private func focus(_ board: Storyboard, _ step: Step) throws -> (
    nodes: [String], lines: [String]
  )? {
    guard let focus = board.focus(of: step) else { return nil }
    let graph = board.trace.graph
    let nodes = graph.nodes.indices.filter { focus.contains(.node($0)) }
    let edges = graph.nodes.indices.flatMap { board.trace.edges(into: $0) }
    let lines = edges.filter {
      focus.contains(.edge(.init(from: $0.from, to: $0.to, slot: $0.slot)))
    }
    return (
      nodes.map { graph.nodes[$0].id },
      lines.map { "\(graph.nodes[$0.from].id)->\(graph.nodes[$0.to].id)" }
    )
  }

  private func step(_ board: Storyboard, _ caption: String) throws -> Step {
    try #require(board.steps.first { $0.caption.plain == caption }, "no step \(caption)")
  }

  @Test("A value is shown with what it is computed from")
  func forward() throws {
    let board = try Samples.board("elman")
    let found = try focus(board, step(board, "the forward pass computes h_2"))
    #expect(found?.nodes.filter { !$0.hasPrefix("W") } == ["h_1", "x_2", "h_2"])
    #expect(found?.lines.filter { !$0.hasPrefix("W") } == ["h_1->h_2", "x_2->h_2"])
  }

  @Test(
    "A gradient is shown with both ends of its edge and what its local gradient is computed from")
  func backward() throws {
    let board = try Samples.board("gru")
    let found = try focus(board, step(board, "the gradient flows from h_2 back to z_2"))
    // ∂h_2/∂z_2 = h_1 − n_2.
    #expect(found?.nodes.sorted() == ["h_1", "h_2", "n_2", "z_2"])
    #expect(found?.lines == ["z_2->h_2"])
    let sum = try focus(board, step(board, "four paths meet at h_0: we add their gradients"))
    #expect(sum?.lines.sorted() == ["h_0->h_1", "h_0->n_1", "h_0->r_1", "h_0->z_1"])
  }

  @Test("While a formula grows, its operand stays in view, and at first all operands")
  func growing() throws {
    let board = try Samples.board("elman")
    let stages = board.steps.filter { [.state, .derivative, .local, .upstream].contains($0.kind) }
    let lines = try stages.map { try focus(board, $0)?.lines.filter { !$0.hasPrefix("W") } ?? [] }
    #expect(lines == [["h_1->h_2", "x_2->h_2"], ["h_1->h_2"], ["h_1->h_2"]])
  }

  @Test("At the answer all ways of the gradient are in view; before the forward pass everything is")
  func answer() throws {
    let board = try Samples.board("elman")
    let last = try #require(board.steps.first { $0.kind == .answer })
    #expect(
      try focus(board, last)?.nodes
        == ["h_0", "h_1", "y_1", "Loss_1", "h_2", "y_2", "Loss_2", "Loss"])
    for step in board.steps
    where [.title, .definitions, .target, .question, .cell].contains(step.kind) {
      #expect(board.focus(of: step) == nil)
    }
  }

  @Test("Of truncated gradients no way across a cut is in view")
  func truncated() throws {
    let board = try Samples.board("truncated")
    let last = try #require(board.steps.last)
    let lines = try focus(board, last)?.lines ?? []
    for edge in board.trace.graph.nodes.indices.flatMap({ board.trace.edges(into: $0) })
    where edge.isCut {
      let graph = board.trace.graph
      #expect(!lines.contains("\(graph.nodes[edge.from].id)->\(graph.nodes[edge.to].id)"))
    }
    #expect(!lines.isEmpty)
  }

  @Test("What a step emphasizes is always part of what it is about")
  func hot() throws {
    for name in Samples.names {
      let board = try Samples.board(name)
      for step in board.steps {
        guard let focus = board.focus(of: step) else { continue }
        for item in step.hot where board.shows(item, in: step) {
          #expect(focus.contains(item), "\(name) \(step.number): \(item)")
        }
      }
    }
  }
}
