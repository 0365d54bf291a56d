import Lessons
import Testing
import Unrolling

@testable import Storyboards

@Suite struct FoldsTests {
  private func board(
    _ cell: String, steps: Int, ask: String = "h_0", folding: Folding, slides: String = "",
    pace: Script.Pace = .normal
  ) throws -> Storyboard {
    let names = Cell.named(cell)?.requiredParameters() ?? []
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
      deck: .lecture(lesson.script), pace: pace)
  }

  private func times(_ board: Storyboard) -> [Int] { board.folds.boxes.map(\.time) }

  @Test("All time steps are folded except that of a quantity asked for")
  func unnamed() throws {
    #expect(try times(board("gru", steps: 4, folding: .unnamed)) == [1, 2, 3, 4])
    #expect(try times(board("gru", steps: 4, ask: "h_2", folding: .unnamed)) == [1, 3, 4])
    #expect(try times(board("gru", steps: 4, folding: .none)) == [])
  }

  @Test(
    "A deck knows whether any time step is open, and whether lines that it asks about are hidden")
  func useful() throws {
    let folded = try board("gru", steps: 3, folding: .unnamed)
    #expect(!folded.hasOpenTimeStep && !folded.hidesAskedLines)
    let open = try board("gru", steps: 3, folding: .notLast)
    #expect(open.hasOpenTimeStep && !open.hidesAskedLines)
    // The lines from W_xr to folded time steps are not drawn.
    #expect(try board("gru", steps: 3, ask: "W_xr", folding: .notLast).hidesAskedLines)
    #expect(try !board("gru", steps: 3, ask: "W_xr", folding: .none).hidesAskedLines)
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

  @Test("What two layers read is in the lower one's box, and what reads two in the upper one's")
  func layers() throws {
    let lesson = try Lesson(
      yaml: """
        equations:
          a[t]: tanh(0.5*a[t-1] + x[t])
          b[t]: tanh(0.5*b[t-1] + a[t] + x[t])
          y[t]: a[t] + b[t]
          Loss: sum(y[t])
        sequence: [1, 2, 3]
        ask: a_0
        """, name: "lesson.yaml")
    let board = Storyboard(
      of: try Trace(of: lesson.graph), asking: lesson.asked, title: nil, folding: .unnamed)
    func cell(_ id: String) throws -> Int? {
      try board.folds.box(of: #require(board.trace.graph.node(id: id))).map {
        board.folds.boxes[$0].cell
      }
    }
    #expect(try cell("a_2") == 0 && cell("b_2") == 1)
    #expect(try cell("x_2") == 0 && cell("y_2") == 1)
    // Neither ∂b_3/∂b_2 · ∂a_3/∂a_2 nor any other product over two layers is a derivative.
    let flow = try #require(board.steps.first { $0.hot.contains(.foldFlow(0)) })
    let lines = board.callouts[try #require(flow.callout)].map(\.plain)
    #expect(lines.map { $0.prefix(9) } == ["∂b_3/∂b_2", "∂a_3/∂a_2", "…"], "\(lines)")
    let names = FigureNames(of: board)
    #expect(names[.fold(1)].text == "cell2_1" && names.cell(at: 2, 2).text == "cell2_2")
  }

  @Test("The gradient flows back through consecutive boxes in one step, times the product")
  func product() throws {
    let board = try board("elman", steps: 6, folding: .untold)
    let flows = board.steps.filter { $0.hot.contains(.foldFlow(0)) && $0.kind != .recap }
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

  @Test("A product that is too large or too small for a number is not shown")
  func extremes() throws {
    for weight in ["1e100", "1e-100"] {
      let lesson = try Lesson(
        yaml: """
          equations:
            h[t]: w*h[t-1] + x[t]
            Loss: 1e-300*sum(x[t]) + 0*h[5]
          parameters: {w: \(weight)}
          sequence: [0, 0, 0, 0, 0]
          ask: h_0
          """, name: "lesson.yaml")
      let board = Storyboard(
        of: try Trace(of: lesson.graph), asking: lesson.asked, title: nil, folding: .unnamed)
      let flow = try #require(board.steps.first { $0.hot.contains(.foldFlow(0)) })
      let lines = board.callouts[try #require(flow.callout)].map(\.plain)
      #expect(lines.count == 3 && lines[2] == "…", "\(lines)")
      #expect(lines[0].hasPrefix("∂h_5/∂h_4 = 1"))
    }
  }

  @Test("The values of a few boxes are all told, those of many at the last one")
  func words() throws {
    func words(_ steps: Int) throws -> [String] {
      try board("elman", steps: steps, folding: .untold).steps.map(\.narration)
        .filter { $0.contains("boxes:") }
    }
    #expect(
      try words(4) == [
        "Time steps two to three are drawn as boxes: h two is zero point two five and h three is "
          + "zero point three seven five."
      ])
    #expect(
      try words(7).map { $0.prefix(68) }
        == [
          "Time steps two to six are drawn as boxes: at the last of them, h six "
        ].map { $0.prefix(68) })
  }

  @Test("What arrives from a box is one path of a sum")
  func sum() throws {
    let board = try board("gru", steps: 5, folding: .untold, pace: .detailed)
    let graph = board.trace.graph
    let h1 = try #require(graph.node(id: "h_1"))
    let step = try #require(board.steps.first { $0.kind == .sum && $0.hot.contains(.gradient(h1)) })
    let lines = board.callouts[try #require(step.callout)].map(\.plain)
    #expect(lines.count == 3 && lines.contains { $0.hasPrefix("via h_2:") }, "\(lines)")
    #expect(lines.contains { $0.hasPrefix("via y_1:") })
    // The box's term is all but what y_1 contributes.
    let (y1, style) = (try #require(graph.node(id: "y_1")), board.style)
    let edge = try #require(board.trace.edges(into: y1).first { $0.from == h1 })
    let total = try #require(board.trace.gradient(of: h1).number)
    let other = try #require(board.trace.contribution(of: edge).number)
    #expect(lines.contains("via h_2: " + style.notation(.scalar(total - other)).plain), "\(lines)")
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
