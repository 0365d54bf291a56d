import Formulas

/// The phrases of the forward pass in English.
extension EnglishPhrases {
  func forwardBegins(_ leaves: [Named], rest: Int) -> StepWords {
    let told = leaves.map { leaf -> Notation in
      leaf.token.map { "\(leaf.name), the embedding of ‘\($0)’, is \(leaf.value)" }
        ?? "\(leaf.name) is \(leaf.value)"
    }
    let more: [Notation] = rest > 0 ? ["and so on for \(count(rest)) more"] : []
    return StepWords(
      caption: "the forward pass begins with the inputs",
      picture: "The graph with the values of \(list(leaves.map(\.name), rest: rest)).",
      narration: "The forward pass begins with the inputs: \(clauses(told + more)).")
  }

  func forwardValue(
    _ node: Named, formula: Notation, numbers: Notation?, copies: [Notation]
  ) -> StepWords {
    let same: [Notation] =
      copies.isEmpty
      ? [] : [" \(list(copies)) \(copies.count > 1 ? "have" : "has") the same value."]
    return StepWords(
      caption: "the forward pass computes \(list([named(node.name)] + copies))",
      picture: """
        \(node.name) with its value, \(node.value), and beside the graph its formula with the \
        numbers put in.
        """,
      narration: .row([computed(node, formula, numbers)] + same))
  }

  var timeRunsBackward: (caption: Notation, sentence: Notation) {
    (
      "from the last time step backwards",
      "This layer runs backwards: it starts at the last time step."
    )
  }

  func forwardAlike(_ values: [Named], rest: Int) -> StepWords {
    let names = names(values.map(\.name), rest: rest)
    return StepWords(
      caption: "the other gates likewise: \(names)",
      picture: "The graph with the values of the other gates: \(sentence(values, rest: rest)).",
      briefPicture: "The graph with the values of the other gates: \(names).",
      narration: """
        The other gates are computed in the same way, each with its own weights: \
        \(sentence(values, rest: rest)).
        """)
  }

  func forwardTimeSteps(
    _ range: TimeSpan, _ values: [Named], isNew: Bool, areLast: Bool
  ) -> StepWords {
    let span = timeSteps(range)
    let (first, last) = (count(range.from), count(range.to))
    let told: Notation = isNew ? "are computed one after the other" : "work the same way"
    return StepWords(
      caption: isNew ? "the values of \(span)" : "\(span) \(told)",
      picture: "The graph with the values of \(timeSteps(range)): \(sentence(values)).",
      briefPicture: "The graph with the values of \(timeSteps(range)).",
      narration: """
        Time steps \(first) to \(last) \(told)\(areLast ? ", and at the last of them" : ":") \(sentence(values)).
        """)
  }

  private func computed(_ node: Named, _ formula: Notation, _ numbers: Notation?) -> Notation {
    let formula: Notation = "We compute \(named(node.name)): it is \(formula)"
    return numbers.map { "\(formula); that is, \($0), which gives \(node.value)." }
      ?? "\(formula), which is \(node.value)."
  }

  func forwardValues(_ values: [Named], rest: Int) -> StepWords {
    StepWords(
      caption: "the forward pass computes \(names(values.map(\.name), rest: rest))",
      picture: "The graph with the values: \(sentence(values, rest: rest)).",
      narration: "The forward pass computes: \(sentence(values, rest: rest)).")
  }

  func forwardTimeStep(_ time: Int, _ values: [Named], rest: Int) -> StepWords {
    let sentence = sentence(values, rest: rest)
    return StepWords(
      caption: "the values of time step \(count(time))",
      picture: "The graph with the values of time step \(count(time)): \(sentence).",
      narration: "At time step \(count(time)), \(sentence).")
  }

  func forwardGap(_ range: TimeSpan) -> StepWords {
    let steps = timeSteps(range)
    let work = range.count == 1 ? "works" : "work"
    return StepWords(
      caption: "\(steps) \(work) the same way",
      picture: "The graph; dots stand for \(steps).",
      narration: range.count == 1
        ? "Time step \(count(range.from)) works the same way."
        : """
        Time steps \(count(range.from)) to \(count(range.to)) work the same way.
        """)
  }

  func forwardFolds(
    _ range: TimeSpan, _ states: [Named], rest: Int, areLast: Bool
  ) -> StepWords {
    let steps = timeSteps(range)
    let isOne = range.count == 1
    let values = sentence(states, rest: rest)
    let result: Notation = areLast ? "at the last of them, \(values)" : values
    return StepWords(
      caption:
        "\(steps) \(isOne ? "works" : "work") the same way, drawn as \(isOne ? "a box" : "boxes")",
      picture: "The graph; \(isOne ? "a box stands" : "boxes stand") for \(steps): \(result).",
      narration: isOne
        ? "Time step \(count(range.from)) is drawn as a box: \(result)."
        : """
        Time steps \(count(range.from)) to \(count(range.to)) are drawn as boxes: \
        \(result).
        """)
  }

  func forwardEnds(_ outcome: Named, formula: Notation, numbers: Notation?) -> StepWords {
    StepWords(
      caption: "the forward pass ends with \(named(outcome.name))",
      picture: """
        \(outcome.name) with its value, \(outcome.value); all values of the forward pass are shown.
        """,
      narration: "The forward pass ends here. \(computed(outcome, formula, numbers))")
  }

  // MARK: Formulas

  func formula(of node: Named) -> StepWords {
    StepWords(
      caption: "the formula of \(node.name)",
      picture: "\(node.name) is highlighted; its formula is beside the graph.",
      narration: "By definition, \(node.name) is \(node.value).")
  }

  func formula(of node: Named, byOperand operand: Notation) -> StepWords {
    StepWords(
      caption: "the formula of \(node.name)",
      picture: "\(node.name) is highlighted; its formula is beside the graph.",
      narration: "As a function of \(operand), \(node.name) is \(node.value).")
  }

  func numbersPutIn(_ numbers: Notation) -> StepWords {
    StepWords(
      caption: "the numbers are put in",
      picture: "Below the formula, the same with the numbers put in.",
      narration: "With the numbers put in, that is \(numbers).")
  }

  func derivative(byOperand operand: Notation, _ formula: Notation?) -> StepWords {
    StepWords(
      caption: "its derivative with respect to \(operand)",
      picture: "Below the formula, its derivative with respect to \(operand) as a fraction.",
      narration: formula.map { "Its derivative with respect to \(operand) is \($0)." }
        ?? "Now we need its derivative with respect to \(operand).")
  }

  func localGradient(_ value: Notation) -> StepWords {
    StepWords(
      caption: "its value is the local gradient",
      picture: "The derivative with its value, \(value).",
      narration: "Its value, \(value), is the local gradient.")
  }
}
