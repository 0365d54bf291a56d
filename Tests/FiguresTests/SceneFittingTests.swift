import Look
import Storyboards
import Testing

@testable import Figures

@Suite struct SceneFittingTests {
  private func fitted(_ cell: String, steps: Int, scale: Double = 1) throws -> Scene {
    let yaml = Samples.gated(cell, steps: steps, scale: scale)
    return try Scene(
      of: Canvas.widescreen.fitting { columns, folding in
        try Samples.board(yaml: yaml, mostColumns: columns, folding: folding)
      })
  }

  @Test(
    "Gated cells keep the shape of their canvas, and are drawn smaller by no more than they need",
    arguments: ["gru", "lstm"], [2, 3, 5, 20])
  func proportions(cell: String, steps: Int) throws {
    // Small weights make numbers as small as 10^−7, and therefore wide chips.
    for scale in [1, 0.1] {
      let scene = try fitted(cell, steps: steps, scale: scale)
      #expect(abs(scene.width / scene.height - 16 / 9) < 0.001, "\(scale)")
      let natural = cell == "gru" ? 1.25 : 1.6
      #expect(scene.height <= natural * TypeScale.height, "\(scale)")
      #expect(SceneCheck.unreported(in: scene).isEmpty, "\(scale)")
      // What is drawn smaller is reported, and what is not is readable.
      let isSmaller = scene.problems.contains { $0.message.contains("the graph would need") }
      #expect(isSmaller == (scene.height > 1.005 * TypeScale.height), "\(scale)")
    }
  }

  @Test("Three time steps of every cell are all drawn")
  func three() throws {
    for cell in ["elman", "jordan", "gru", "lstm"] {
      #expect(try fitted(cell, steps: 3).storyboard.columns.gaps.isEmpty, "\(cell)")
    }
  }

  @Test("The middle of an LSTM over four time steps is left out unless the lesson asks for it")
  func four() throws {
    #expect(try fitted("lstm", steps: 4).storyboard.columns.gaps == [2...3])
    let whole = try Scene(
      of: Samples.board(yaml: Samples.gated("lstm", steps: 4), mostColumns: nil))
    #expect(whole.storyboard.columns.gaps.isEmpty)
  }

  @Test("A graph that fills its page is drawn smaller before its formulas become unreadable")
  func balance() throws {
    let board = try Samples.board(
      yaml: """
        title: Attention
        equations:
          s: K*q
          a: softmax(s)
          o: K^T*a
          Loss: w^T*o
        inputs: {K: [[1, 0, 0.5, 0], [0, 0.5, 0, 1], [1, 1, 0, 0]], q: [1, 0, 0.5, 0]}
        parameters: {w: [1, 0, 0, -1]}
        ask: [q, K]
        """)
    let scene = try Scene(of: board, canvas: .standard)
    let sizes = scene.things.compactMap { thing -> Double? in
      guard case .callout = thing.owner, !thing.isScript, case .text(let run, _, _) = thing.ink
      else { return nil }
      return run.font.size
    }
    #expect(scene.height / (sizes.min() ?? 0) < 48)
    // A circuit has no time steps that could be left out.
    let said = scene.problems.map(\.message).first { $0.hasPrefix("crowded: the graph would") }
    #expect(said?.hasSuffix("; use a wider page (figure: {canvas: 16:9})") == true)
  }

  @Test("Where no number of columns fits, all time steps but the last one are folded")
  func lastOpen() throws {
    func folded(_ canvas: Canvas, orElse last: [Folding]) throws -> [Int] {
      let text = try String(
        contentsOf: Samples.folder.appendingPathComponent("lstm.yaml"), encoding: .utf8)
      func board(_ columns: Int, _ folding: Folding) throws -> Storyboard {
        try Samples.board(yaml: text, mostColumns: columns, folding: folding)
      }
      return try canvas.fitting(orElse: last.isEmpty ? [] : [Canvas.Way(last, board)], board)
        .folds.boxes.map(\.time)
    }
    #expect(try folded(.standard, orElse: [.notLast]) == [1])
    #expect(try folded(.standard, orElse: []) == [])
    #expect(try folded(.widescreen, orElse: [.notLast]) == [])
  }

  @Test("Two layers that are read in both directions fit with low rows, and can be read")
  func bidirectionalLayers() throws {
    let yaml = """
      cell: elman
      layers: 2
      bidirectional: true
      parameters:
        {W_x: 0.5, W_h: 0.2, back.W_x: 0.4, back.W_h: -0.3, l2.W_x: [[0.5, -0.4]], l2.W_h: 0.2,
         l2.back.W_x: [[0.3, -0.4]], l2.back.W_h: 0.1, W_y: [[1, -0.5]]}
      sequence: [1, -0.5, 0.25]
      targets: [1, 0, 0.5]
      loss: squared-error
      """
    func board(_ columns: Int, _ folding: Folding) throws -> Storyboard {
      try Samples.board(yaml: yaml, mostColumns: columns, folding: folding)
    }
    let scene = try Scene(
      of: Canvas.widescreen.fitting(
        [.none, .untold, .alike], orElse: [Canvas.Way([.unnamed], board)], board))
    #expect(scene.problems.map(\.description) == [])
    #expect(SceneCheck.unreported(in: scene).isEmpty)
    // What the question begins with is in two columns.
    let question = try #require(scene.storyboard.steps.first { $0.kind == .question }?.callout)
    #expect(scene.storyboard.callouts[question].count == 6)
  }

  @Test("A formula beside a graph that is a little too wide has less space than usual")
  func narrowWords() throws {
    let board = try Samples.fitted("elman-vector", on: .standard)
    let scene = try Scene(of: board, canvas: .standard)
    let answer = try #require(board.steps.first { $0.kind == .answer }?.callout)
    let left = scene.things.filter { $0.owner == .callout(answer, stage: 0) }.map(\.box.x).min()
    // With the usual space it would be at 0.51 of the width.
    #expect(try #require(left) > scene.width * 0.55)
  }

  @Test("A tight figure has the columns of the page that it is cropped from", arguments: 3...6)
  func tight(steps: Int) throws {
    func board(_ canvas: Canvas) throws -> Storyboard {
      try canvas.fitting { columns, folding in
        try Samples.board(
          yaml: Samples.gated("elman", steps: steps), mostColumns: columns, folding: folding)
      }
    }
    let (page, tight) = (try board(.widescreen), try board(.tight))
    #expect(tight.columns == page.columns && tight.folds.boxes.count == page.folds.boxes.count)
    #expect(tight.steps.count == page.steps.count)
  }

  @Test(
    "A deck has the same columns with a wide font as with a narrow one",
    arguments: ["elman", "gru", "lstm"])
  func anyFont(cell: String) throws {
    func columns(_ steps: Int) throws -> Columns {
      let yaml = Samples.gated(cell, steps: steps)
      return try Canvas.widescreen.fitting {
        try Samples.board(yaml: yaml, mostColumns: $0, folding: $1)
      }.columns
    }
    for steps in [3, 4, 20] {
      let usual = try columns(steps)
      for family in ["DejaVu Sans", "Liberation Sans Narrow"] {
        let other = try TextMeasure.$families.withValue([[family]]) { try columns(steps) }
        #expect(other == usual, "\(family), \(steps) time steps")
      }
    }
  }
}
