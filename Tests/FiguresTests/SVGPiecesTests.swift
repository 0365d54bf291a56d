import Graphviz
import Look
import Storyboards
import Testing

@testable import Figures

@Suite struct SVGPiecesTests {
  private static let formats = [Drawing.Format.svgWithText, .svgWithOutlines]

  /// What is drawn, without groups that change no look, of items or of nothing; strokes of formulas,
  /// which the library draws before the letters, last.
  private func drawn(_ svg: [UInt8]) -> [String] {
    var lines: [String] = []
    // Whether each open group changes the look.
    var open: [Bool] = []
    for line in String(decoding: svg, as: UTF8.self).split(separator: "\n").map(String.init) {
      let isGroup = line.wholeMatch(of: /<g(?:\s.*)?>/) != nil
      let hasLook = isGroup && line != "<g>" && !line.contains(" class=")
      if isGroup { open.append(hasLook) }
      if isGroup && !hasLook || line == "</g>" && open.popLast() == false { continue }
      lines.append(line)
    }
    let strokes = lines.filter { $0.contains("stroke-width=\"1.5\"") }
    return lines.filter { !$0.contains("stroke-width=\"1.5\"") } + strokes
  }

  /// Compares a step's picture with the library's drawing of this step alone.
  private func check(_ scene: Scene, _ steps: [Step], _ format: Drawing.Format) throws {
    let pieces = try SVGPieces(of: scene, showing: steps, as: format)
    let whole = try MaskedDrawing(of: scene, showing: steps)
    for (index, step) in steps.enumerated() {
      var sheet = SVGSheet(size: scene.pictureSize)
      try sheet.add(SVGCutter(whole.rendered(index, as: format), size: sheet.size))
      let expected = sheet.picture(
        of: [], prefix: "fig", title: scene.storyboard.title(of: step),
        description: step.narration)
      let isSame = drawn(pieces.picture(of: index, prefix: "fig")) == drawn(expected)
      #expect(isSame, "step \(step.number) as \(format)")
    }
  }

  @Test("A picture made of pieces equals the library's drawing of its step", arguments: formats)
  func pictures(_ format: Drawing.Format) throws {
    for (name, theme) in [("elman", Theme.light), ("encoder-decoder", .print), ("circuit", .dark)] {
      let board = try Samples.board(name)
      try check(Scene(of: board, theme: theme), board.steps.filter { $0.number % 3 == 0 }, format)
    }
  }

  @Test("A long sequence drawn in parts equals the library's drawing in one go")
  func long() throws {
    let board = try Samples.board(
      yaml: Samples.gated("elman", steps: 120), mostColumns: nil)
    let scene = try Scene(of: board)
    #expect(scene.things.count > 3000)
    try check(scene, board.steps.suffix(1), .svgWithText)
  }

  @Test("A single step has the same bytes as in its deck", arguments: formats)
  func alone(_ format: Drawing.Format) throws {
    let board = try Samples.board("elman-tanh")
    let scene = try Scene(of: board)
    let deck = try SVGPieces(of: scene, showing: board.steps, as: format)
    for index in [0, 11, board.steps.count - 1] {
      let alone = try SVGPieces(of: scene, showing: [board.steps[index]], as: format)
      let isSame = alone.picture(of: 0, prefix: "a") == deck.picture(of: index, prefix: "a")
      #expect(isSame, "step \(index + 1)")
    }
  }
}
