import Foundation
import Formulas
import Lessons
import Testing
import Unrolling

@testable import Storyboards

@Suite struct GradientFlowTests {
  private func board(_ name: String, showsFlow: Bool? = nil) throws -> Storyboard {
    let file = Samples.folder.appendingPathComponent(name + ".yaml")
    let lesson = try Lesson(yaml: String(contentsOf: file, encoding: .utf8), name: name)
    return Storyboard(
      of: try Trace(of: lesson.graph), asking: lesson.asked, title: lesson.title,
      style: lesson.style, deck: .lecture(lesson.script), showsFlow: showsFlow)
  }

  @Test("Every time step has the norm of its gradient, even if it is not drawn")
  func norms() throws {
    let board = try board("vanishing")
    let flow = try #require(board.flows.first)
    #expect(flow.state == "h" && flow.firstTime == 0 && flow.norms.count == 21)
    for (time, norm) in flow.norms.enumerated() {
      let node = try #require(board.trace.graph.node(id: "h_\(time)"))
      #expect(norm == abs(board.trace.gradient(of: node).number ?? .nan))
    }
  }

  @Test("The factor distinguishes vanishing from exploding gradients")
  func factors() throws {
    let (vanishing, exploding) = (
      try board("vanishing").flows.first, try board("exploding").flows.first
    )
    #expect((vanishing?.factor ?? 1) < 0.6)
    #expect((exploding?.factor ?? 1) > 1.3)
  }

  @Test("The strip is shown if time steps are left out, or on request")
  func whereItStands() throws {
    #expect(try board("elman").flows.isEmpty)
    let shown = try board("elman", showsFlow: true)
    #expect(shown.flows.first?.norms == [20, 4, 1])
    #expect(shown.steps.filter { $0.kind == .flow }.count == 1)
    #expect(try board("vanishing", showsFlow: false).flows.isEmpty)
    #expect(try board("circuit", showsFlow: true).flows.isEmpty)
  }

  @Test("The measured state is the one asked for, else h, else the first")
  func measuredState() throws {
    let states = """
      equations:
        c[t]: 0.5*c[t-1] + x[t]
        h[t]: 0.25*h[t-1] + c[t]
        s[t]: 2*s[t-1] + 3*h[t]
        y[t]: s[t]
      parameters: {w: 1}
      sequence: [1, 2, 3]
      loss: output
      """.replacing("parameters: {w: 1}\n", with: "")
    let trace = try Trace(of: Lesson(yaml: states, name: "l").graph)
    let graph = trace.graph
    for (asked, state) in [
      ([], "h"), (["s_0"], "s"), (["c_2"], "c"), (["c_0", "h_0"], "c"), (["h_0", "c_0"], "h"),
      (["x_1"], "h"), (["x_1", "s_1"], "s"),
    ] {
      let flow = try #require(
        GradientFlow(of: trace, asked: asked.compactMap { graph.node(id: $0) }))
      #expect(flow.state == state, "\(asked)")
      let gradients = (0...3).compactMap { graph.node(id: "\(state)_\($0)") }
        .map { abs(trace.gradient(of: $0).number ?? .nan) }
      #expect(flow.norms == gradients && flow.firstTime == 0)
    }
    let other = try Trace(
      of: Lesson(yaml: states.replacing("h[", with: "a["), name: "l").graph)
    #expect(GradientFlow(of: other, asked: [])?.state == "c")
  }

  @Test("The factor is measured between the first and the last gradient")
  func factorOfSome() throws {
    let truncated = try Trace(
      of: Lesson(
        yaml: """
          equations:
            h[t]: 2*h[t-1] + x[t]
            Loss: h[3]
          sequence: [1, 2, 3, 4]
          """, name: "l"
      ).graph)
    let flow = try #require(GradientFlow(of: truncated, asked: []))
    #expect(Array(flow.norms.prefix(4)) == [8, 4, 2, 1])
    #expect(flow.factor == 2)
  }

  @Test("The norm of a vector is its length")
  func vectors() throws {
    let board = try board("elman-vector", showsFlow: true)
    let node = try #require(board.trace.graph.node(id: "h_0"))
    let squares = board.trace.gradient(of: node).components.map { $0 * $0 }.reduce(0, +)
    #expect(abs((board.flows.first?.norms.first ?? 0) - squares.squareRoot()) < 1e-12)
  }
}
