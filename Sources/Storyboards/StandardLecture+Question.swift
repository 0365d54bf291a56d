import Formulas

/// Kinds 3, 4 and 15: the quantities asked for, in symbols and in words, and the answer.
extension StandardLecture {
  // More do not fit beside a graph.
  private static let mostAsked = 24

  var askedSigns: Notation {
    .list(lines(of: asked, most: Self.mostAsked, gradientSign), by: .comma)
  }
  var askedNames: [Notation] { asked.map(symbol) }

  mutating func target() {
    for node in asked { show(.question(node)) }
    let initial = initialValues
    let callout = call(
      [equals(askedSigns, .role(.asked, .sign(.question)))]
        + initial.map { equals($0.name, $0.value) })
    step(
      .target,
      phrases.target(
        asked: askedNames, initial: initial, loss: lossName),
      hot: asked.map { .node($0) }, callout: callout)
  }

  /// The initial states among the quantities asked for.
  private var initialValues: [Named] {
    asked.filter { graph.nodes[$0].role == .initial }.map(withValue)
  }

  /// In the colour of gradients.
  var answers: [Notation] { asked.map(answer) }

  private func answer(_ node: Int) -> Notation {
    equals(gradientSign(node), .role(.upstream, number(sourced.gradient(of: node))))
  }

  /// - Parameter words: the question in the lecturer's own words.
  mutating func question(_ words: Words? = nil) {
    for node in asked { show(.question(node)) }
    let question =
      words.map { $0.notation(style) } ?? phrases.question(asked: askedNames, loss: lossName)
    // What is known of it, such as h_0 = 0, where no slide of the target came before.
    let given = steps.contains { $0.kind == .target } ? [] : initialValues
    let callout = call(
      [question, equals(askedSigns, .role(.asked, .sign(.question)))]
        + given.map { equals($0.name, $0.value) })
    let isSentence = question.plain.last.map { ".?!…".contains($0) } ?? false
    step(
      .question, phrases.questionStep(isSentence ? question : "\(question).", asked: askedNames),
      hot: asked.map { .node($0) }, callout: callout)
  }

  mutating func answer() {
    for node in asked { hide(.question(node)) }
    for node in asked { show(.gradient(node)) }
    let callout = call(
      [phrases.answerBegins(asked: askedNames, loss: lossName)]
        + lines(of: asked, most: Self.mostAsked, answer))
    step(
      .answer, phrases.answer(asked.map(withGradient), loss: lossName),
      hot: asked.flatMap { [.node($0), .gradient($0)] }, callout: callout)
  }
}
