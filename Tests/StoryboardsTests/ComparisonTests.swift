import Formulas
import Lessons
import Testing
import Unrolling

@testable import Storyboards

@Suite struct ComparisonTests {
  private func lesson(_ text: String) throws -> (lesson: Lesson, trace: Trace) {
    let lesson = try Lesson(yaml: text, name: "lesson.yaml")
    return (lesson, try Trace(of: lesson.graph))
  }

  private func board(_ one: String, _ two: String, asking ids: [String] = ["h_0"]) throws
    -> Storyboard
  {
    let (one, two) = (try lesson(one), try lesson(two))
    return try Storyboard(
      comparing: one.trace, with: two.trace, titles: ("first", "second"), asking: ids)
  }

  /// A chain with a variable weight, and parts of the network to vary.
  private func text(
    weight: String = "2", state: String = "W_h*h[t-1] + W_x*x[t]", output: String = "h[t]",
    sequence: String = "[1, 1]"
  ) -> String {
    """
    equations: {"h[t]": "\(state)", "y[t]": "\(output)"}
    parameters: {W_h: \(weight), W_x: 1}
    sequence: \(sequence)
    loss: output
    ask: h_0
    """
  }

  @Test("Each frame has its own lesson's title, numbers and gradient, and not the other's")
  func frames() throws {
    let board = try board(text(weight: "2"), text(weight: "3"))
    #expect(board.title == "first · second")
    #expect(board.steps.map(\.kind) == [.comparison, .comparison])
    // Loss = h_1 + h_2, so the gradient with respect to h_0 is W_h + W_h².
    for (step, title, gradient) in [
      (board.steps[0], "first", "6"), (board.steps[1], "second", "12"),
    ] {
      #expect(step.caption.plain.contains(title))
      let callout = step.callout.map { board.callouts[$0].map(\.plain) } ?? []
      #expect(callout.count == 1 && callout[0].hasSuffix("= \(gradient)"), "\(callout)")
    }
    let nodes = board.trace.graph.nodes.indices
    for node in nodes where board.spans[.value(node)] != nil {
      #expect(board.shows(.value(node), in: board.steps[0]))
      #expect(!board.shows(.value(node), in: board.steps[1]))
      #expect(board.shows(.otherValue(node), in: board.steps[1]))
    }
    #expect(nodes.contains { board.spans[.gradient($0)] != nil })
  }

  @Test("Whatever is hot in a step is visible in it")
  func hot() throws {
    let board = try board(text(), text(weight: "3"))
    for step in board.steps {
      #expect(!step.hot.isEmpty)
      for item in step.hot { #expect(board.shows(item, in: step), "\(step.number): \(item)") }
    }
  }

  @Test("Differences are listed under each title, followed by what both have in common")
  func definitions() throws {
    let lines = try board(text(), text(weight: "3")).definitions.map(\.plain)
    let (first, second) = (lines.firstIndex(of: "first"), lines.firstIndex(of: "second"))
    #expect(first == 0)
    let weights = lines.indices.filter { lines[$0].contains("W_h = ") }
    #expect(weights.count == 2)
    #expect(weights.first.map { $0 < second ?? 0 } == true)
    #expect(weights.last.map { $0 > second ?? 9 } == true)
    #expect(lines.filter { $0.contains("h[t] =") || $0.contains("h_t =") }.count <= 1)
  }

  @Test("Each lesson's strip has its title, and covers both lessons' states")
  func strips() throws {
    let long = "[\(Array(repeating: "1", count: 12).joined(separator: ", "))]"
    let board = try board(
      text(weight: "0.5", sequence: long), text(weight: "2", sequence: long))
    #expect(board.flows.map { $0.title ?? "" } == ["first", "second"])
    // With 0.5 the gradient vanishes on its way back, with 2 it explodes.
    #expect(board.flows.count == 2)
    if board.flows.count == 2 {
      #expect(board.flows[0].norms[0] < board.flows[1].norms[0])
    }
  }

  @Test("Lessons whose graphs differ are rejected with the first different node, edge or shape")
  func unlike() throws {
    let same = text()
    for (other, id) in [
      // Different edges between the same nodes.
      (text(output: "x[t]"), "y_1"),
      (text(output: "h[t] + x[t]"), "y_1"),
      (text(state: "W_h*h[t-1] + W_x*x[t] + W_x"), "h_1"),
      // One more time step.
      (text(sequence: "[1, 1, 1]"), ""),
      // A different shape.
      (text(sequence: "[[1, 2], [1, 2]]"), ""),
    ] {
      for (one, two) in [(same, other), (other, same)] {
        do {
          _ = try board(one, two)
          Issue.record("not rejected: \(other)")
        } catch let unlikeness as Storyboard.Unlikeness {
          #expect(id.isEmpty || unlikeness.id == id, "\(other)")
        } catch {
          // A network that cannot be computed does not test this.
          Issue.record("\(error)")
        }
      }
    }
  }
}
