import Formulas
import Lessons
import Testing
import Unrolling

@testable import Storyboards

@Suite struct StandardLectureBackwardTests {
  /// A chain of the given number of operations on x.
  private func chain(_ length: Int) throws -> Storyboard {
    let lines = (1...length).map { "  q\($0): 1.5*\($0 == 1 ? "x" : "q\($0 - 1)")" }
    return try Samples.board(
      yaml: "equations:\n" + lines.joined(separator: "\n")
        + "\n  Loss: 2*q\(length)\ninputs: {x: 1}\nask: x")
  }

  /// The steps that show a single edge, and those that grow a formula on the way.
  private func edgeSteps(_ board: Storyboard) -> [Step] {
    board.steps.filter { step in
      step.hot.contains { if case .flow = $0 { true } else { false } }
        && step.kind != .sum && step.kind != .upstream
    }
  }

  @Test(
    "Up to forty edges are shown one by one, of more the first twenty",
    arguments: [(19, 20), (38, 39), (39, 40), (40, 21), (60, 21)])
  func manyEdges(length: Int, told: Int) throws {
    let board = try chain(length)
    #expect(edgeSteps(board).count == told)
    let rest = board.steps.filter { $0.caption.plain.contains("flow back") || $0.kind == .output }
    #expect(rest.isEmpty == false)
    // Brief or not, every gradient on the path is visible at the end.
    let last = try #require(board.steps.last)
    for node in board.trace.graph.nodes.indices {
      #expect(board.shows(.gradient(node), in: last), "\(board.trace.graph.nodes[node].id)")
    }
    for item in board.spans.keys {
      if case .flow = item { #expect(!board.shows(item, in: last)) }
    }
  }

  @Test(
    "Up to twenty-four values are shown one by one", arguments: [(24, true), (25, false)])
  func manyValues(count: Int, areSingle: Bool) throws {
    let lines = """
      equations:
        h[t]: tanh(w*h[t-1] + x[t])
        Loss[t]: h[t]^2
        Loss: sum(Loss[t]) + h[\(count / 2)]*w
      parameters: {w: 0.5}
      sequence: [\((0..<(count / 2)).map { "\($0 % 3)" }.joined(separator: ", "))]
      figure: {columns: all}
      """
    guard count % 2 == 0 else {
      let odd = lines.replacing("  Loss: sum", with: "  q: w*w\n  Loss: q + sum")
      return try check(odd, count, areSingle)
    }
    try check(lines, count, areSingle)
  }

  private func check(_ yaml: String, _ count: Int, _ areSingle: Bool) throws {
    let lesson = try Lesson(yaml: yaml, name: "l")
    let board = Storyboard(
      of: try Trace(of: lesson.graph), asking: lesson.asked, title: nil, style: lesson.style,
      mostColumns: nil, deck: .lecture(nil))
    let values = board.steps.filter { step in
      step.kind == .forward
        && step.hot.count { if case .value = $0 { true } else { false } } == 1
    }
    #expect((values.count >= count) == areSingle, "\(values.count)")
  }

  @Test(
    "A sum of up to six terms is written out, a longer one by its first four and its last",
    arguments: [
      (2, "1 + 2"), (5, "1 + 2 + 3 + 4 + 5"), (6, "1 + 2 + 3 + 4 + 5 + 6"),
      (7, "1 + 2 + 3 + 4 + ⋯ + 7"), (9, "1 + 2 + 3 + 4 + ⋯ + 9"),
    ])
  func longSums(count: Int, expected: String) throws {
    let lines = (1...count).map { "  q\($0): \($0)*x" }
    let names = (1...count).map { "q\($0)" }.joined(separator: " + ")
    let board = try Samples.board(
      yaml: "equations:\n" + lines.joined(separator: "\n")
        + "\n  Loss: \(names)\ninputs: {x: 2}\nask: x")
    let sum = try #require(board.steps.first { $0.kind == .sum }?.callout)
    let total = (1...count).reduce(0, +)
    #expect(board.callouts[sum].last?.plain == "∂Loss/∂x = \(expected) = \(total)")
  }

  @Test("Whatever is hot in a step is visible in it")
  func hotIsShown() throws {
    for name in Samples.names {
      let board = try Samples.board(name)
      for step in board.steps {
        for item in step.hot where board.spans[item] != nil {
          #expect(board.shows(item, in: step), "\(name), step \(step.number): \(item)")
        }
        let isAnyPlaced = step.hot.isEmpty || step.hot.contains { board.spans[$0] != nil }
        #expect(isAnyPlaced, "\(name), step \(step.number)")
      }
    }
  }
}
