import Formulas
import Testing
import Unrolling

@testable import Storyboards

@Suite("Slides of training") struct TrainingStoryboardTests {
  /// loss = (w · x − 1)², with the gradient 2 (w x − 1) x.
  private static func line(w: Double, x: Double) throws -> UnrolledGraph {
    try UnrolledGraph(
      of: Network(
        equations: [Equation("q", isTimed: false, try Formula("(w*x - 1)^2").expression)],
        parameters: [NamedValue("w", .scalar(w))], inputs: [NamedValue("x", .scalar(x))],
        outcome: "q"))
  }

  private func board(
    _ update: Update?, count: Int? = nil, samples: [UnrolledGraph], isBatch: Bool = false,
    language: Language = .english, isLive: Bool = false, deck: Deck = .lecture(nil)
  ) throws -> Storyboard {
    Storyboard(
      of: try Trace(of: samples[0]), asking: ["w"], title: nil, deck: deck,
      training: try Training(of: samples, update: update, count: count, isBatch: isBatch),
      language: language, isLive: isLive)
  }

  private func lines(_ name: String, of board: Storyboard) throws -> [String] {
    let step = try #require(board.steps.first { $0.name == name }, "\(board.steps.map(\.name))")
    return board.callouts[try #require(step.callout)].map(\.plain)
  }

  @Test("The formula of a step has its numbers: W − η · ∂q/∂W")
  func plain() throws {
    let board = try board(
      Update(rate: 0.1, parameters: ["w"]), samples: [Self.line(w: 2, x: 3)])
    let own1 = try lines("update w", of: board)
    #expect(own1 == ["w′ = w − η · ∂q/∂w", "w′ = 2 − 0.1 · 30 = −1"])
    #expect(
      board.steps.suffix(3).map(\.name) == ["update w", "update forward", "update loss"])
    let own2 = try lines("update forward", of: board)
    #expect(own2 == ["q = (−1 · 3 − 1)^2 = 16"])
    let own3 = try lines("update loss", of: board)
    #expect(own3 == [", before, after; q, 25, 16; w, 2, −1"])
    #expect(
      board.steps.last?.caption.plain == "before and after the step: q falls from 25 to 16")
    #expect(board.definitions.map(\.plain).last == "update: η = 0.1")
  }

  @Test("Clipping, momentum and decay are in the formula, each with its number")
  func whole() throws {
    let update = Update(
      rate: 0.5, parameters: ["w"], clip: 1.5, momentum: 0.9, decay: 0.1,
      velocity: ["w": .scalar(4)])
    let board = try board(update, samples: [Self.line(w: 2, x: 3)])
    let own4 = try lines("update norm", of: board)
    #expect(
      own4
        == ["‖∂q/∂W‖ = 30", "c = min(1, 1.5/(30 + 10⁻⁶)) = 0.0500"])
    let own5 = try lines("update w", of: board)
    #expect(
      own5 == [
        "v′ = μ · v + c · ∂q/∂w + λ · w", "v′ = 0.9 · 4 + 0.0500 · 30 + 0.1 · 2 = 5.30",
        "w′ = w − η · v′", "w′ = 2 − 0.5 · 5.30 = −0.650",
      ])
  }

  @Test("The values after the step take the place of those before, and no gradient is shown")
  func after() throws {
    let board = try board(
      Update(rate: 0.1, parameters: ["w"]), samples: [Self.line(w: 2, x: 3)])
    let step = try #require(board.steps.first { $0.name == "update forward" })
    let q = board.trace.graph.outcome
    #expect(board.shows(.otherValue(q), in: step))
    #expect(!board.shows(.value(q), in: step))
    #expect(
      board.trace.graph.nodes.indices.allSatisfy { !board.shows(.gradient($0), in: step) })
    #expect(board.other?.trace.value(of: q) == .scalar(16))
  }

  @Test("A number that changes is written with as many digits as show it")
  func digits() throws {
    let board = try board(
      Update(rate: 1e-6, parameters: ["w"]), samples: [Self.line(w: 2, x: 3)])
    let own6 = try lines("update w", of: board)
    #expect(own6 == ["w′ = w − η · ∂q/∂w", "w′ = 2 − 10⁻⁶ · 30 = 1.99997"])
  }

  @Test("The losses and gradients of samples are added, or averaged in a batch")
  func samples() throws {
    let graphs = [try Self.line(w: 2, x: 3), try Self.line(w: 2, x: 1)]
    let sum = try board(nil, samples: graphs)
    let own7 = try lines("samples", of: sum)
    #expect(
      own7
        == ["sample, q, ∂q/∂w; 1, 25, 30; 2, 1, 2; sum, 26, 32"])
    let batch = try board(
      Update(rate: 0.01, parameters: ["w"]), count: 3, samples: graphs, isBatch: true)
    let own8 = try lines("samples", of: batch)
    #expect(
      own8
        == ["sample, q, ∂q/∂w; 1, 25, 30; 2, 1, 2; mean, 13, 16"])
    #expect(batch.losses?.losses.count == 4)
    #expect(batch.steps.last?.caption.plain == "q over 3 steps of gradient descent")
  }

  @Test("Samples one after the other have a row for each step, and no curve")
  func inTurn() throws {
    let board = try board(
      Update(rate: 0.01, parameters: ["w"]),
      samples: [Self.line(w: 2, x: 3), Self.line(w: 2, x: 1)])
    let table = try lines("update losses", of: board)
    #expect(table[0].hasPrefix("update, sample, q, q′, w′; 1, 1, 25, "))
    #expect(board.losses == nil)
  }

  @Test("A loss that is too large after the step is said, not drawn")
  func overflow() throws {
    let board = try board(
      Update(rate: 1e200, parameters: ["w"]), count: 3, samples: [Self.line(w: 2, x: 3)])
    #expect(!board.steps.contains { $0.name == "update forward" })
    let own9 = try lines("update loss", of: board)
    #expect(own9[0].contains("q, 25, too large"))
    #expect(board.steps.last?.caption.plain == "after 1 step of 3, q is too large to represent")
    for step in board.steps {
      #expect(!step.narration.contains("NaN") && !step.narration.contains("infinit"))
    }
  }

  @Test("A live deck says nothing that a change of numbers could make wrong")
  func live() throws {
    let board = try board(
      Update(rate: 0.1, parameters: ["w"], clip: 1), samples: [Self.line(w: 2, x: 3)],
      isLive: true)
    let captions = board.steps.map(\.caption.plain)
    #expect(captions.contains("a gradient longer than 1 is clipped"))
    #expect(!captions.contains { $0.contains("falls") || $0.contains("so it is") })
  }

  @Test("A script has training where the lecturer wants it")
  func script() throws {
    let board = try board(
      Update(rate: 0.1, parameters: ["w"]), samples: [Self.line(w: 2, x: 3)],
      deck: .lecture(Script([.title, .forward(.all, pace: .brief), .update, .answer])))
    let names = board.steps.map(\.name)
    #expect(names.firstIndex(of: "update loss") ?? 99 < names.firstIndex(of: "answer") ?? 0)
  }
}
