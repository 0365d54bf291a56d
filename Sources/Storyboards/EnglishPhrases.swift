import Formulas
import Unrolling

/// The phrases in English: words on the figure, the opening of a lecture, exercises.
struct EnglishPhrases: Phrases {
  let words = Language.english.spokenWords

  // MARK: On the figure

  let local = "local"
  let upstream = "upstream"
  let product = "product"
  let runningSum = "sum"
  let vocabulary = "Vocab"
  let embeddings = "Embeddings"
  let targets = "Targets"
  let oneHot = "one-hot"
  let noBias = "no bias"

  func numbering(_ number: Int, of count: Int) -> String { "Step \(number) of \(count)" }
  func list(_ parts: [Notation], rest: Int) -> Notation {
    list(parts + (rest > 0 ? ["\(count(rest)) more"] : []), before: "and")
  }
  func activation(_ formula: Notation) -> Notation { "activation \(formula)" }
  func cell(_ cell: Cell) -> String { cell.title }
  func embedding(of token: String) -> Notation { "embedding of ‘\(token)’" }
  func via(_ reader: Notation) -> Notation { "via \(reader): " }
  func atEveryTimeStep(_ formula: Notation) -> Notation {
    "\(formula) at every time step \(.variable("t"))"
  }
  func question(asked: [Notation], loss: Notation?) -> Notation {
    "What \(asked.count > 1 ? "are" : "is") \(gradient(asked, loss))?"
  }
  func answerBegins(asked: [Notation], loss: Notation?) -> Notation {
    asked.count > 1
      ? "The \(gradients(loss)) with respect to \(list(asked)) are"
      : "The \(gradient(loss)) with respect to \(list(asked)) is"
  }

  private func ofLoss(_ loss: Notation?) -> Notation { loss.map { "of \($0)" } ?? "of the loss" }
  func gradient(_ loss: Notation?) -> Notation { "gradient \(ofLoss(loss))" }
  private func gradients(_ loss: Notation?) -> Notation { "gradients \(ofLoss(loss))" }
  private func gradient(_ asked: [Notation], _ loss: Notation?) -> Notation {
    "the \(asked.count > 1 ? gradients(loss) : gradient(loss)) with respect to \(list(asked))"
  }
  func sentence(_ values: [Named], rest: Int = 0) -> Notation {
    list(values.map { "\($0.name) is \($0.value)" }, rest: rest)
  }
  /// The name of a quantity in a sentence: a quantity called Loss is the loss.
  func named(_ name: Notation) -> Notation { name.plain == "Loss" ? "the loss" : name }
  /// "time step 2", "time steps 2 to 5"
  func timeSteps(_ range: TimeSpan) -> Notation {
    range.count == 1
      ? "time step \(count(range.from))"
      : "time steps \(count(range.from)) to \(count(range.to))"
  }

  // MARK: What is given

  func given(vocabulary tokens: [Notation], rest: Int) -> Notation {
    "the vocabulary is \(list(tokens, rest: rest))"
  }
  func given(embeddings values: [Notation], rest: Int) -> Notation {
    values.isEmpty
      ? "the embeddings are one-hot" : "the embeddings are \(list(values, rest: rest))"
  }
  func given(targets values: [Notation], rest: Int) -> Notation {
    values.count + rest > 1
      ? "the targets are \(list(values, rest: rest))" : "the target is \(list(values))"
  }
  func given(targets values: [(time: Int, value: Notation)], rest: Int) -> Notation {
    given(targets: values.map { "\($0.value) at time step \(count($0.time))" }, rest: rest)
  }
  func given(_ values: [Named], rest: Int) -> Notation { sentence(values, rest: rest) }
  func given(cell: Cell) -> Notation { "the cell is the \(cell.title)" }
  func given(activation formula: Notation) -> Notation { "the activation is \(formula)" }
  let givenNoBias: Notation = "there is no bias"

  // MARK: The opening

  func title(lengths: [Int], outcome: Named, isFoldedShown: Bool) -> StepWords {
    guard let last = lengths.last else {
      return StepWords(
        caption: "the computational graph",
        picture: "The computational graph without numbers, and the formula of \(outcome.name).",
        narration: """
          This is the computational graph. It ends with \(named(outcome.name)), which is \
          \(outcome.value).
          """)
    }
    let steps: Notation = "\(list(lengths.map(count))) time step\(last == 1 ? "" : "s")"
    return StepWords(
      caption: "the network, unrolled over \(steps)",
      picture: isFoldedShown
        ? "The network as one cell with a loop, and its graph over \(steps), without numbers."
        : """
        The graph of the network over \(steps), from left to right and without numbers, and the \
        formula of \(outcome.name).
        """,
      narration: """
        \(isFoldedShown ? foldedTitle(steps) : "This is the network, unrolled over \(steps).") \
        At the end, \(named(outcome.name)) is \(outcome.value).
        """)
  }

  private func foldedTitle(_ steps: Notation) -> Notation {
    """
    Folded, the network is a single cell with a loop: at each time step it reads the state that it \
    computed at the one before. Unrolled over \(steps), it is one copy of the cell for each of \
    them, all with the same weights.
    """
  }

  func definitions(_ given: [Notation]) -> StepWords {
    StepWords(
      caption: "what is given",
      picture: "The graph, and a panel with what is given: \(clauses(given)).",
      briefPicture: "The graph, and a panel with what is given.",
      narration: "Here is what is given: \(clauses(given)).")
  }

  func target(asked: [Notation], initial: [Named], loss: Notation?) -> StepWords {
    let wanted: Notation = "We want \(gradient(asked, loss))."
    return StepWords(
      caption: """
        we want the gradient\(asked.count > 1 ? "s" : "") with respect to \(names(asked))
        """,
      picture: "The graph, with a question mark at \(names(asked)).",
      narration: initial.isEmpty ? wanted : "\(wanted) At the start, \(sentence(initial)).")
  }

  func questionStep(_ question: Notation, asked: [Notation]) -> StepWords {
    StepWords(
      caption: "the question",
      picture: "The graph with \(names(asked)) marked, and the question in words: \(question)",
      narration: question)
  }

  func formulas(_ equations: [Named], rest: Int, areTimed: Bool) -> StepWords {
    let which = areTimed ? "the formulas of one time step" : "the formulas"
    let more: [Notation] = rest > 0 ? ["and \(count(rest)) more"] : []
    let read = clauses(equations.map { "\($0.name) is \($0.value)" } + more)
    return StepWords(
      caption: "\(which)",
      picture: """
        The graph, and beside it \(which) for \(list(equations.map(\.name), rest: rest)).
        """,
      narration: "These are \(which): \(read).")
  }

  func stackedFormula(_ equation: Named) -> StepWords {
    StepWords(
      caption: "the same formula with the weights stacked in one matrix",
      picture: """
        The graph, and beside it the formula of \(equation.name), plain and with its weights \
        stacked in one matrix.
        """,
      narration: """
        With the weights stacked in one matrix, the same formula reads: \(equation.name) is \
        \(equation.value).
        """)
  }

  func said(_ words: Notation?, looking nodes: [Notation], formulas: [Notation]) -> StepWords {
    let look: Notation? = nodes.isEmpty ? nil : "look at \(names(nodes))"
    let marked: Notation =
      nodes.isEmpty ? "The graph" : "The graph with \(names(nodes)) highlighted"
    let beside: Notation = formulas.isEmpty ? "." : ", and beside it: \(clauses(formulas))."
    let read: Notation = formulas.isEmpty ? .empty : ": \(clauses(formulas))"
    let spoken: Notation? = nodes.isEmpty ? nil : "Look at \(names(nodes))"
    let isSentence =
      formulas.isEmpty && words?.plain.last.map { ".?!…".contains($0) } ?? false
    return StepWords(
      caption: words ?? look ?? "a formula", picture: "\(marked)\(beside)",
      narration: isSentence
        ? words ?? .empty : "\(words ?? spoken ?? "This is a formula")\(read).")
  }

  // MARK: Exercises and comparisons

  func worksheet(asked: [Notation], loss: Notation?) -> StepWords {
    StepWords(
      caption: "fill in the values, then the gradients",
      picture: "The graph with an empty box for each value and each gradient.",
      narration: """
        Fill in the values from left to right, then the gradients from right to left. \
        \(question(asked: asked, loss: loss))
        """)
  }

  func solution(_ gradients: [Named], loss: Notation?) -> StepWords {
    StepWords(
      caption: "the solution", picture: "The graph with all values and gradients filled in.",
      narration: answer(gradients, loss: loss).narration)
  }

  func comparison(title: String, _ gradients: [Named], loss: Notation?) -> StepWords {
    StepWords(
      caption: "\(title)",
      picture:
        "The graph with the numbers of ‘\(title)’, and the sizes of both lessons’ gradients over time.",
      narration: "These are the numbers of ‘\(title)’. \(answer(gradients, loss: loss).narration)")
  }
}
