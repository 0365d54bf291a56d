import Formulas
import Testing
import Unrolling

@testable import Storyboards

@Suite struct StandardLectureTests {
  @Test("The lecture has its kinds of step in order, in 22 to 26 steps")
  func order() throws {
    let steps = try Samples.board("elman").steps
    #expect((22...26).contains(steps.count))
    #expect(steps.map(\.number) == Array(1...steps.count))
    var kinds: [StepKind] = []
    for step in steps where !kinds.contains(step.kind) { kinds.append(step.kind) }
    let others: [StepKind] = [
      .target, .local, .say, .flow, .samples, .update, .worksheet, .solution, .comparison,
    ]
    #expect(kinds == StepKind.allCases.filter { !others.contains($0) })
  }

  @Test("The formula grows in place: one callout, stage by stage")
  func growth() throws {
    let steps = try Samples.board("elman").steps
    guard let first = steps.firstIndex(where: { $0.kind == .state }) else {
      Issue.record("no step of kind state")
      return
    }
    let grown = steps[first..<first + 4]
    #expect(grown.map(\.kind) == [.state, .derivative, .upstream, .braces])
    #expect(Set(grown.map(\.callout)).count == 1)
    #expect(grown.map(\.stage) == [0, 1, 3, 4])
    #expect(grown.last?.narration.contains("gives five for h one") == true)
  }

  @Test(
    "The title shows a network with states as one cell: gates stay inside, other parts have none")
  func folded() throws {
    func title(_ board: Storyboard) throws -> [String] {
      board.callouts[try #require(board.steps[0].callout)].map(\.plain)
    }
    #expect(try title(Samples.board("lstm")) == ["x_t → [LSTM, c_{t−1}, h_{t−1}] → y_t"])
    #expect(try title(Samples.board("two-layers")) == ["x_t → [h_t, s_t, h_{t−1}, s_{t−1}] → y_t"])
    let gates = """
      equations:
        "z[t]": sigmoid(w*x[t] + h[t-1])
        "n[t]": tanh(z[t]*x[t])
        "h[t]": z[t]*h[t-1] + n[t]
        Loss: h[2]^2
      parameters: {w: 0.5}
      sequence: [1, 2]
      """
    #expect(try title(Samples.board(yaml: gates)) == ["x_t → [h_t, h_{t−1}] → h_t"])
    let output = gates.replacing("  Loss: h[2]^2", with: "  \"p[t]\": 2*h[t]\n  Loss: p[2]^2")
    #expect(try title(Samples.board(yaml: output)) == ["x_t → [h_t, h_{t−1}] → p_t"])
    // Without states, in several parts, in a script, or as operations there is no single cell.
    for board in try ["circuit", "encoder-decoder", "lecture"].map({ try Samples.board($0) })
      + [Samples.board(yaml: gates + "\nfigure: {detail: operations}")]
    {
      #expect(try title(board).allSatisfy { !$0.contains("→") })
    }
  }

  @Test("The numbers of the lecture appear in its steps")
  func numbers() throws {
    let board = try Samples.board("elman")
    func lines(_ kind: StepKind) -> [String] {
      board.steps.filter { $0.kind == kind }.flatMap { step in
        step.callout.map { board.callouts[$0].map(\.plain) } ?? []
      }
    }
    #expect(lines(.forward).contains("h_2 = W_h · h_1 + W_x · x_2"))
    #expect(lines(.forward).contains(" = −5 · 5 + 1 · 1"))
    #expect(lines(.forward).contains(" = −24"))
    #expect(lines(.loss).contains(" = −5 + 24"))
    #expect(lines(.sum).contains { $0.hasSuffix("= −1 + 5 = 4") })
    #expect(lines(.ledger).contains { $0.hasSuffix("; 2, 1, −1, −1, 19") })
    #expect(lines(.answer).contains { $0.hasSuffix("= −20") })
    #expect(lines(.recap) == ["∂Loss/∂h_0 = −5 · (−1 + 5) = −20"])
  }

  @Test(
    "Every deck starts with its title, has the answer and shows it to the end, in at most 40 steps")
  func frame() throws {
    for name in Samples.names {
      let board = try Samples.board(name)
      #expect(board.steps.first?.kind == .title, "\(name)")
      #expect(board.steps.contains { $0.kind == .answer }, "\(name)")
      #expect(board.steps.count <= 40, "\(name)")
      for asked in board.asked {
        // A training step has other values, to which no gradient belongs.
        let end =
          board.steps.firstIndex { $0.name == "update forward" } ?? board.steps.count
        #expect(board.spans[.gradient(asked)]?.upperBound == end, "\(name)")
      }
    }
  }

  @Test("A question comes before any gradient, and no value comes before the forward pass")
  func suspense() throws {
    for name in Samples.names {
      let board = try Samples.board(name)
      let forward = board.steps.first { $0.kind == .forward }?.number ?? 0
      let loss = board.steps.last { $0.kind == .forward }?.number ?? 0
      for (item, span) in board.spans {
        switch item {
        case .value: #expect(span.lowerBound >= forward, "\(name)")
        case .gradient: #expect(span.lowerBound > loss, "\(name)")
        default: break
        }
      }
    }
  }

  @Test("Parameters are drawn if asked for or shown, and each gradient is shown once")
  func parameters() throws {
    // A script shows what its lecturer chooses.
    for name in Samples.names where name != "lecture" {
      let hidden = try Samples.board(name)
      let shown = try Samples.board(name, showsParameters: true)
      for parameter in hidden.trace.graph.network.parameters.indices {
        #expect((hidden.spans[.node(parameter)] != nil) == hidden.asked.contains(parameter))
        #expect(shown.spans[.node(parameter)]?.lowerBound == 1, "\(name)")
        let told = shown.spans[.gradient(parameter)]?.lowerBound ?? 0
        #expect(told > 0 && told <= shown.steps.count, "\(name)")
      }
      #expect(shown.steps.count <= hidden.steps.count + 1, "\(name)")
    }
  }

  @Test("No flow of a gradient is left on the answer, however many were shown")
  func noFlowsLeft() throws {
    let long = """
      cell: gru
      parameters: {W_xr: 0.5, W_hr: 0.5, W_xz: 1, W_hz: -0.5, W_xn: 1.5, W_hn: 1, W_y: 1}
      sequence: [1, -0.5, 0.25, 0.75, -1, 0.5]
      targets: [0.5, 0.5, 0.5, 0.5, 0.5, 1]
      loss: squared-error
      """
    for board in try Samples.names.map({ try Samples.board($0) }) + [Samples.board(yaml: long)] {
      let answer = try #require(board.steps.first { $0.kind == .answer })
      for item in board.spans.keys {
        switch item {
        case .flow, .contribution, .gapFlow: #expect(!board.shows(item, in: answer))
        default: break
        }
      }
    }
  }

  @Test("The gates' activations are fixed: no slide of a gated cell defines an f")
  func gatedCells() throws {
    for name in ["gru", "lstm"] {
      let step = try Samples.board(name).steps.first { $0.kind == .cell }
      let words = try #require(step).narration
      #expect(words.contains("tanh of") && !words.contains(" f of "), "\(name)")
    }
    let elman = try Samples.board("elman-tanh").steps.first { $0.kind == .cell }
    #expect(try #require(elman).narration.contains("h t is f of"))
  }
}
