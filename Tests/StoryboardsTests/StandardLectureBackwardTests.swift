import Formulas
import Lessons
import Testing
import Unrolling

@testable import Storyboards

@Suite struct StandardLectureBackwardTests {
  /// A chain of the given number of operations on x.
  private func chain(_ length: Int, _ pace: Script.Pace = .normal) throws -> Storyboard {
    let lines = (1...length).map { "  q\($0): 1.5*\($0 == 1 ? "x" : "q\($0 - 1)")" }
    return try Samples.board(
      yaml: "equations:\n" + lines.joined(separator: "\n")
        + "\n  Loss: 2*q\(length)\ninputs: {x: 1}\nask: x", pace: pace)
  }

  @Test(
    "A lecture has at most forty steps, however long the network, and shows every number",
    arguments: [1, 5, 19, 38, 60, 150])
  func long(length: Int) throws {
    let board = try chain(length)
    #expect(board.steps.count <= 40, "\(board.steps.count)")
    let answer = try #require(board.steps.first { $0.kind == .answer })
    for node in board.trace.graph.nodes.indices {
      #expect(board.shows(.gradient(node), in: answer), "\(board.trace.graph.nodes[node].id)")
      #expect(board.shows(.value(node), in: answer), "\(board.trace.graph.nodes[node].id)")
    }
    for item in board.spans.keys {
      if case .flow = item { #expect(!board.shows(item, in: answer)) }
    }
  }

  @Test("A detailed lecture tells every value and every edge one by one, a brief one the fewest")
  func pace() throws {
    func board(_ pace: Script.Pace) throws -> Storyboard { try chain(20, pace) }
    let detailed = try board(.detailed)
    #expect(detailed.steps.count(where: { $0.kind == .forward }) > 40)
    #expect(detailed.steps.count { $0.kind == .local } == 21)
    #expect(try board(.brief).steps.count < board(.normal).steps.count)
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
          let isShown = board.shows(item, in: step)
          #expect(isShown, "\(name), step \(step.number): \(item)")
        }
        let isAnyPlaced = step.hot.isEmpty || step.hot.contains { board.spans[$0] != nil }
        #expect(isAnyPlaced, "\(name), step \(step.number)")
      }
    }
  }
}
