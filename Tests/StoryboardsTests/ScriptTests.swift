import Formulas
import Lessons
import Testing
import Unrolling

@testable import Storyboards

@Suite struct ScriptTests {
  private func board(_ slides: String) throws -> Storyboard {
    let lesson = try lesson(slides)
    return Storyboard(
      of: try Trace(of: lesson.graph), asking: lesson.asked, title: nil, style: lesson.style,
      deck: .lecture(lesson.script))
  }

  private func script(_ slides: String) throws -> Script { try #require(try lesson(slides).script) }

  private func lesson(_ slides: String) throws -> Lesson {
    let yaml = """
      cell: elman
      activation: identity
      parameters: {W_h: -5, W_x: 1, W_y: -1}
      sequence: [5, 1]
      loss: output
      ask: h_0
      slides:
      \(slides)
      """
    return try Lesson(yaml: yaml, name: "lesson.yaml")
  }

  private func item(_ board: Storyboard, _ id: String) -> Int {
    board.trace.graph.node(id: id) ?? -1
  }

  @Test("The bare graph is visible from the first step, whichever step that is")
  func bareGraph() throws {
    let board = try board("  - ask")
    #expect(board.steps.map(\.kind) == [.question])
    #expect(board.shows(.node(item(board, "h_2")), in: board.steps[0]))
    #expect(!board.shows(.definitions, in: board.steps[0]))
  }

  @Test("One time step shows its values and its inputs")
  func oneTimeStep() throws {
    let board = try board("  - forward: 1")
    #expect(board.steps.map(\.caption.plain).contains("the forward pass computes h_1"))
    let last = board.steps[board.steps.count - 1]
    #expect(board.shows(.value(item(board, "y_1")), in: last))
    #expect(board.shows(.value(item(board, "x_1")), in: last))
    #expect(!board.shows(.value(item(board, "h_2")), in: last))
  }

  @Test("The rest of the forward pass comes once, after the values already shown")
  func rest() throws {
    let board = try board("  - forward: [h_1]\n  - forward: all")
    let told = board.steps.map(\.caption.plain).filter { $0 == "the forward pass computes h_1" }
    #expect(told.count == 1)
    #expect(board.shows(.value(item(board, "Loss")), in: board.steps[board.steps.count - 1]))
  }

  @Test(
    "The three paces take one, three and five steps per edge",
    arguments: [
      (Script.Pace.brief, 1), (.normal, 3), (.detailed, 5),
    ])
  func paces(pace: Script.Pace, count: Int) throws {
    let head = "  - forward\n  - backward: {to: h_2}\n"
    let before = try board(head).steps.count
    let after = try board(head + "  - {backward: {from: h_2, to: h_1}, pace: \(pace.rawValue)}")
      .steps.filter { $0.number > before && $0.kind != .sum }
    #expect(after.count == count)
    #expect(Set(after.map(\.callout)).count == 1)
    #expect(after.last?.stage == (count == 1 ? 0 : 4))
  }

  @Test(
    "Each pace has its kinds of steps: the normal one has the local gradient, not the upstream")
  func kindsOfPaces() throws {
    let head = "  - forward\n  - backward: {to: h_2}\n"
    let before = try board(head).steps.count
    for (pace, kinds) in [
      (Script.Pace.brief, [StepKind.braces]), (.normal, [.state, .local, .braces]),
      (.detailed, [.state, .derivative, .local, .upstream, .braces]),
    ] {
      let steps = try board(
        head + "  - {backward: {from: h_2, to: h_1}, pace: \(pace.rawValue)}"
      ).steps.filter { $0.number > before && $0.kind != .sum }
      #expect(steps.map(\.kind) == kinds)
      if pace == .normal {
        #expect(steps.map(\.stage) == [0, 2, 4])
        #expect(steps[1].narration.contains("local gradient"), "\(steps[1].narration)")
      }
    }
  }

  @Test("The lecturer's own question is shown and spoken in its place and at a question deck's end")
  func ownQuestion() throws {
    let slides = "  - ask: What is $h_0$ worth?\n  - forward\n  - backward: h_0\n  - answer"
    let lecture = try board(slides)
    let question = Storyboard(
      of: lecture.trace, asking: ["h_0"], title: nil,
      deck: .question(try script(slides)))
    for (board, step) in [(lecture, lecture.steps.first), (question, question.steps.last)] {
      let step = try #require(step)
      #expect(step.kind == .question)
      let callout = try #require(step.callout)
      #expect(board.callouts[callout].first?.plain == "What is h_0 worth?")
      #expect(step.narration == "What is h zero worth?")
      #expect(step.alternativeText.hasSuffix("in words: What is h 0 worth?"))
    }
    let statement = try board("  - ask: Find the gradient").steps[0]
    #expect(statement.narration == "Find the gradient.")
    let usual = try board("  - ask").steps[0]
    #expect(usual.narration == "What is the gradient of the loss with respect to h zero?")
  }

  @Test(
    "Gradients that arrive along two paths are added before they flow on, unless a sum follows")
  func sums() throws {
    let head = "  - forward\n  - backward: h_1\n"
    #expect(try board(head).steps.last?.kind == .sum)
    for between in ["", "  - pause\n"] {
      let kinds = try board(head + between + "  - sum: h_1").steps.map(\.kind)
      #expect(kinds.filter { $0 == .sum }.count == 1 && kinds.last == .sum)
    }
  }

  @Test("A named path shows only its own edges")
  func namedPath() throws {
    let board = try board("  - forward\n  - backward: {along: [Loss, Loss_1, y_1, h_1]}\n  - ask")
    let captions = board.steps.map(\.caption.plain)
    #expect(captions.contains("the gradient flows from y_1 back to h_1"))
    #expect(!captions.contains("the gradient flows from y_2 back to h_2"))
  }

  @Test("A pause shows everything that the previous step showed")
  func pause() throws {
    let board = try board("  - forward\n  - backward: h_2\n  - pause\n  - answer")
    let (paused, before) = (board.steps[board.steps.count - 2], board.steps[board.steps.count - 3])
    #expect(paused.caption == before.caption && paused.callout == before.callout)
    for item in board.spans.keys {
      #expect(board.shows(item, in: paused) == board.shows(item, in: before))
    }
  }

  @Test("Hidden items can be shown again")
  func again() throws {
    let way = "  - backward: {from: y_2, to: h_2}\n"
    let board = try board("  - forward\n" + way + "  - say: Once more\n" + way)
    let graph = board.trace.graph
    let flow = Item.flow(.init(from: item(board, "h_2"), to: item(board, "y_2"), slot: 0))
    #expect(graph.nodes.indices.contains(item(board, "h_2")))
    let shown = board.steps.filter { board.shows(flow, in: $0) }.map(\.number)
    #expect(shown.count == 2)
    #expect(shown.last == board.steps.count)
  }

  @Test("Custom words are beside the graph with custom formulas below them, and highlights are hot")
  func words() throws {
    let board = try board("  - say: Look at $h_1$\n    highlight: h_1\n    formula: a = b + c")
    #expect(board.steps[0].kind == .say)
    #expect(board.steps[0].caption.plain == "Look at h_1")
    #expect(board.steps[0].hot == [.node(item(board, "h_1"))])
    #expect(board.callouts[0].map(\.plain) == ["Look at h_1", "a = b + c"])
  }

  @Test("A formula is shown as it was written: f is not replaced by what it stands for")
  func function() throws {
    let board = try board(
      "  - formula: h[t] = f(W_h*h[t-1] + W_x*x[t])\n  - say: $f(h[t])$ again\n  - stacked")
    #expect(board.callouts[0].map(\.plain) == ["h_t = f(W_h · h_{t−1} + W_x · x_t)"])
    #expect(board.steps[1].caption.plain == "f(h_t) again")
    #expect(board.callouts[2].last?.plain.hasPrefix("h_t = f(") == true)
  }

  @Test("The stacked form has the equation's own function, and f only where a cell has it")
  func stacked() throws {
    func stacked(_ head: String) throws -> [String] {
      let board = try Samples.board(yaml: head + "sequence: [1]\nslides: [stacked]\n")
      return board.callouts[0].map(\.plain)
    }
    let own = try stacked(
      """
      equations: {"h[t]": "sigmoid(W*h[t-1] + U*x[t])", Loss: "h[1]"}
      parameters: {W: 1, U: 2}

      """)
    #expect(own.allSatisfy { $0.hasPrefix("h_t = σ(") })
    let cell = try stacked(
      "cell: elman\nparameters: {W_h: 1, W_x: 2, W_y: 1}\nloss: output\n")
    #expect(cell.allSatisfy { $0.hasPrefix("h_t = f(") })
  }
}
