import Formulas
import Unrolling

/// The phrases in English.
struct EnglishPhrases: Phrases {
  private let words = Language.english.spokenWords

  // MARK: On the figure

  let local = "local"
  let upstream = "upstream"
  let vocabulary = "Vocab"
  let embeddings = "Embeddings"
  let targets = "Targets"
  let oneHot = "one-hot"
  let noBias = "no bias"

  func numbering(_ number: Int, of count: Int) -> String { "Step \(number) of \(count)" }
  func list(_ parts: [Notation], rest: Int) -> Notation {
    list(parts + (rest > 0 ? ["\(rest) more"] : []), before: "and")
  }
  func activation(_ formula: Notation) -> Notation { "activation \(formula)" }
  func cell(_ cell: Cell) -> String { cell.title }
  func embedding(of token: String) -> Notation { "embedding of ‘\(token)’" }
  func by(_ reader: Notation) -> Notation { "by \(reader): " }
  func runningSum(_ sum: Notation) -> Notation { ",  sum \(sum)" }
  func atEveryTimeStep(_ formula: Notation) -> Notation {
    "\(formula) at every time step \(.variable("t"))"
  }
  func question(asked: [Notation], loss: Notation?) -> Notation {
    "What \(asked.count > 1 ? "are" : "is") \(gradient(asked, loss))?"
  }
  func answerBegins(asked: [Notation], loss: Notation?) -> Notation {
    asked.count > 1
      ? "The \(gradients(loss)) on \(list(asked)) are"
      : "The \(gradient(loss)) on \(list(asked)) is"
  }

  private func ofLoss(_ loss: Notation?) -> Notation { loss.map { "of \($0)" } ?? "of the loss" }
  func gradient(_ loss: Notation?) -> Notation { "gradient \(ofLoss(loss))" }
  private func gradients(_ loss: Notation?) -> Notation { "gradients \(ofLoss(loss))" }
  private func gradient(_ asked: [Notation], _ loss: Notation?) -> Notation {
    "the \(asked.count > 1 ? gradients(loss) : gradient(loss)) on \(list(asked))"
  }
  func sentence(_ values: [Named], rest: Int = 0) -> Notation {
    list(values.map { "\($0.name) is \($0.value)" }, rest: rest)
  }

  // MARK: What is given

  func given(vocabulary tokens: [Notation], rest: Int) -> Notation {
    "the vocabulary \(list(tokens, rest: rest))"
  }
  func given(embeddings values: [Notation], rest: Int) -> Notation {
    values.isEmpty ? "one-hot embeddings" : "its embeddings \(list(values, rest: rest))"
  }
  func given(targets values: [Notation], rest: Int) -> Notation {
    "the target\(values.count > 1 ? "s" : "") \(list(values, rest: rest))"
  }
  func given(targets values: [(time: Int, value: Notation)], rest: Int) -> Notation {
    given(targets: values.map { "\($0.value) at time step \($0.time)" }, rest: rest)
  }
  func given(_ values: [Named], rest: Int) -> Notation { sentence(values, rest: rest) }
  func given(cell: Cell) -> Notation { "the cell is the \(cell.title)" }
  func given(activation formula: Notation) -> Notation { "its activation is \(formula)" }
  let givenNoBias: Notation = "there is no bias"

  // MARK: Steps

  func title(stepCount: Int, outcome: Named) -> StepWords {
    guard stepCount > 0 else {
      return StepWords(
        caption: "the computational graph",
        picture: "The computational graph without numbers, and the formula of \(outcome.name).",
        narration: "This is the computational graph. \(outcome.name) is \(outcome.value).")
    }
    let steps = "\(stepCount) time step\(stepCount == 1 ? "" : "s")"
    return StepWords(
      caption: "the network, unrolled over \(steps)",
      picture: """
        The graph of the network over \(steps), from left to right and without numbers, and the \
        formula of \(outcome.name).
        """,
      narration: """
        The network is unrolled over \(steps). \(outcome.name) is \(outcome.value).
        """)
  }

  func definitions(_ given: [Notation]) -> StepWords {
    StepWords(
      caption: "what is given",
      picture: "The graph, and beside it the panel of what is given: \(clauses(given)).",
      narration: "This is given: \(clauses(given)).")
  }

  func target(asked: [Notation], derivatives: [Notation], initial: [Named], loss: Notation?)
    -> StepWords
  {
    let wanted: Notation = "Wanted \(asked.count > 1 ? "are" : "is") \(gradient(asked, loss))"
    let sign: Notation = derivatives.count == 1 ? ", \(derivatives[0])" : .empty
    return StepWords(
      caption: "wanted: the gradient on \(names(asked))",
      picture: "The graph with \(names(asked)) marked by a question mark.",
      narration: initial.isEmpty
        ? "\(wanted)\(sign)." : "\(wanted)\(sign). At the start \(sentence(initial)).")
  }

  func questionStep(_ question: Notation, asked: [Notation]) -> StepWords {
    StepWords(
      caption: "the question",
      picture: "The graph with \(names(asked)) marked, and the question in words: \(question)",
      narration: question)
  }

  func formulas(_ equations: [Named], rest: Int, areTimed: Bool) -> StepWords {
    let which = areTimed ? "the formulas of one time step" : "the formulas"
    let more: [Notation] = rest > 0 ? ["and \(rest) more"] : []
    let read = clauses(equations.map { "\($0.name) is \($0.value)" } + more)
    return StepWords(
      caption: "\(which)",
      picture: """
        The graph, and beside it \(which), for \(list(equations.map(\.name), rest: rest)).
        """,
      narration: "These are \(which): \(read).")
  }

  func stackedFormula(_ equation: Named) -> StepWords {
    StepWords(
      caption: "the same with the weights stacked in one matrix",
      picture: """
        The graph, and beside it the formula of \(equation.name), plain and with its weights \
        stacked in one matrix.
        """,
      narration: """
        With the weights stacked in one matrix, the same reads: \(equation.name) is \
        \(equation.value).
        """)
  }

  func forwardBegins(_ leaves: [Named], rest: Int) -> StepWords {
    let told = leaves.map { leaf -> Notation in
      leaf.token.map { "\(leaf.name), the embedding of ‘\($0)’, is \(leaf.value)" }
        ?? "\(leaf.name) is \(leaf.value)"
    }
    let more: [Notation] = rest > 0 ? ["and so on for \(rest) more"] : []
    return StepWords(
      caption: "the forward pass begins with what comes in",
      picture: "The graph with the values of \(list(leaves.map(\.name), rest: rest)).",
      narration: "The forward pass begins with what comes in: \(clauses(told + more)).")
  }

  func forwardValue(_ node: Named, formula: Notation, numbers: Notation?) -> StepWords {
    StepWords(
      caption: "the forward pass computes \(node.name)",
      picture: """
        \(node.name) has its value, \(node.value); beside the graph stands its formula with the \
        numbers put in.
        """,
      narration: computed(node, formula, numbers))
  }

  private func computed(_ node: Named, _ formula: Notation, _ numbers: Notation?) -> Notation {
    numbers.map { "\(node.name) is \(formula): \($0) gives \(node.value)." }
      ?? "\(node.name) is \(formula), which is \(node.value)."
  }

  func forwardTimeStep(_ time: Int, _ values: [Named], rest: Int) -> StepWords {
    StepWords(
      caption: "the values of time step \(time)",
      picture: "The graph with the values of time step \(time): \(sentence(values, rest: rest)).",
      narration: "At time step \(time) \(sentence(values, rest: rest)).")
  }

  func forwardGap(_ range: ClosedRange<Int>) -> StepWords {
    let steps = "the time steps \(range.lowerBound) to \(range.upperBound)"
    return StepWords(
      caption: "\(steps) go on in the same way",
      picture: "The graph; dots stand for \(steps).",
      narration: "The time steps \(range.lowerBound) to \(range.upperBound) go on in the same way.")
  }

  func forwardRest(to time: Int) -> StepWords {
    StepWords(
      caption: "and so on to the last time step",
      picture: "The graph with all values up to time step \(time).",
      narration: "So it goes on to the last time step, \(time).")
  }

  func forwardEnds(_ outcome: Named, formula: Notation, numbers: Notation?) -> StepWords {
    StepWords(
      caption: "the forward pass ends with \(outcome.name)",
      picture: """
        \(outcome.name) has its value, \(outcome.value); every value of the forward pass is there.
        """,
      narration: """
        The forward pass ends with \(outcome.name). \(computed(outcome, formula, numbers))
        """)
  }

  func backwardBegins(_ outcome: Named) -> StepWords {
    StepWords(
      caption: "the backward pass begins: the gradient of \(outcome.name) by itself is 1",
      picture: "\(outcome.name) has the first gradient, \(outcome.value).",
      narration: """
        The backward pass begins. The gradient of \(outcome.name) by itself is \(outcome.value).
        """)
  }

  func parts(of outcome: Notation, _ parts: [Named], rest: Int, common: Notation?) -> StepWords {
    let names = list(parts.map(\.name), rest: rest)
    let shares: Notation =
      common.map { "\(names) get \($0) each" }
      ?? list(parts.map { "\($0.name) gets \($0.value)" }, rest: rest)
    return StepWords(
      caption: "each part of \(outcome) gets its gradient",
      picture: "Curved arrows lead from \(outcome) back to \(names), with their gradients.",
      narration: "Each part of \(outcome) gets its gradient: \(shares).")
  }

  func formula(of node: Named, byOperand operand: Notation) -> StepWords {
    StepWords(
      caption: "the formula of \(node.name)",
      picture: "\(node.name) is highlighted; its formula stands beside the graph.",
      narration: "As a function f of \(operand), \(node.name) is \(node.value).")
  }

  func derivative(byOperand operand: Notation, _ formula: Notation?) -> StepWords {
    StepWords(
      caption: "its derivative with respect to \(operand)",
      picture: "Below the formula, its derivative with respect to \(operand) as a fraction.",
      narration: formula.map { "Its derivative with respect to \(operand) is \($0)." }
        ?? "Now for its derivative with respect to \(operand).")
  }

  func localGradient(_ value: Notation) -> StepWords {
    StepWords(
      caption: "its value is the local gradient",
      picture: "The derivative has its value, \(value).",
      narration: "Its value, \(value), is the local gradient.")
  }

  func upstreamGradient(at node: Named) -> StepWords {
    StepWords(
      caption: "times the gradient that arrives at \(node.name)",
      picture: "The gradient of \(node.name), \(node.value), stands as second factor.",
      narration: """
        It is multiplied by the gradient that arrives at \(node.name), the upstream gradient, \
        \(node.value).
        """)
  }

  func flow(_ flow: Flow) -> StepWords {
    let at: Notation = flow.time.map { "At time step \($0) the" } ?? "The"
    let product: Notation =
      flow.local.map {
        "; times the \(flow.isJacobian ? "transposed local" : "local") gradient, \($0), gives"
      } ?? " and gives"
    let arrow: Notation = "A curved arrow leads from \(flow.reader) back to \(flow.operand)"
    return StepWords(
      caption: "the gradient flows from \(flow.reader) back to \(flow.operand)",
      picture: flow.product.map { "\(arrow): \($0) equals \(flow.contribution)." }
        ?? "\(arrow) and brings \(flow.contribution).",
      narration: """
        The gradient flows from \(flow.reader) back to \(flow.operand). \(at) upstream gradient, \
        \(flow.upstream), arrives\(product) \(flow.contribution) for \(flow.operand).
        """)
  }

  func sum(at node: Named, paths: [Named], rest: Int, terms: Notation) -> StepWords {
    let count = words.integer(paths.count + rest)
    let capital = count.prefix(1).uppercased() + count.dropFirst()
    let brought = list(paths.map { "by \($0.name) comes \($0.value)" }, rest: rest)
    return StepWords(
      caption: "\(count) paths arrive at \(node.name): their gradients are added",
      picture: "\(capital) curved arrows meet at \(node.name): \(terms) equals \(node.value).",
      narration: """
        \(capital) paths arrive at \(node.name): \(brought). Their gradients are added: \
        \(terms) gives \(node.value).
        """)
  }

  func backwardGap(_ range: ClosedRange<Int>) -> StepWords {
    let steps = "time steps \(range.upperBound) to \(range.lowerBound)"
    return StepWords(
      caption: "the gradient flows back through the \(steps) in the same way",
      picture: "A curved arrow leads back through the dots that stand for the \(steps).",
      narration: "The gradient flows back through the \(steps) in the same way.")
  }

  func backwardRest(to asked: [Notation]) -> StepWords {
    StepWords(
      caption: "and so on back to the first time step",
      picture: "Curved arrows lead back to \(names(asked)).",
      narration: "So it goes on, back to the first time step.")
  }

  func ledger(
    of parameter: Named, terms: [Named], rest: Int, othersAddNothing: Bool, loss: Notation?
  ) -> StepWords {
    let terms: [Notation] = terms.map { "\($0.name) adds \($0.value)" }
    let added = list(terms + (othersAddNothing ? ["all others add zero"] : []), rest: rest)
    return StepWords(
      caption: "every time step adds to the gradient of \(parameter.name), which they share",
      picture: """
        A ledger of \(parameter.name), a line for each time step; the sum is \(parameter.value).
        """,
      narration: """
        Every time step adds to the gradient of \(parameter.name), which they share: \(added). \
        The sum, \(parameter.value), is the \(gradient(loss)) on \(parameter.name).
        """)
  }

  func answer(_ gradients: [Named], loss: Notation?) -> StepWords {
    let names = names(gradients.map(\.name))
    let answers = list(gradients.map { "on \($0.name) is \($0.value)" })
    return StepWords(
      caption: gradients.count > 1
        ? "the answers: the gradients on \(names)" : "the answer: the gradient on \(names)",
      picture: "The graph with the answer: the gradient \(answers).",
      narration: "The \(gradient(loss)) \(answers).")
  }
}
