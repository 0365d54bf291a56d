import Formulas

/// A figure to fill in, and its solution on the same drawing.
extension StandardLecture {
  mutating func tellWorksheet() {
    showGraph()
    show(.definitions)
    let drawn = graph.nodes.indices.filter(isDrawn)
    let given = drawn.filter { graph.operands(of: $0).isEmpty }
    let computed = drawn.filter { !graph.operands(of: $0).isEmpty }
    let reached = Set(path + asked).sorted().filter(isDrawn)
    for node in given { show(.value(node)) }
    for node in computed { show(.valueBlank(node)) }
    for node in reached { show(.gradientBlank(node)) }
    for node in asked { show(.question(node)) }
    let words = phrases.question(asked: askedNames, loss: lossName)
    let open = call([words, equals(askedSigns, .role(.asked, .sign(.question)))])
    step(
      .worksheet, phrases.worksheet(asked: askedNames, loss: lossName),
      hot: asked.map { .node($0) }, callout: open)
    for node in computed {
      hide(.valueBlank(node))
      show(.value(node))
    }
    for node in reached {
      hide(.gradientBlank(node))
      show(.gradient(node))
    }
    let filled = call([words] + answers)
    step(
      .solution, phrases.solution(asked.map(withGradient), loss: lossName),
      hot: asked.flatMap { [.node($0), .gradient($0)] }, callout: filled)
  }
}
