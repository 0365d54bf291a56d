import Formulas

/// The phrases of scripts, long sequences, quizzes and comparisons in English.
extension EnglishPhrases {
  func formula(of node: Named) -> StepWords {
    StepWords(
      caption: "the formula of \(node.name)",
      picture: "\(node.name) is highlighted; its formula stands beside the graph.",
      narration: "\(node.name) is \(node.value).")
  }

  func numbersPutIn(_ numbers: Notation) -> StepWords {
    StepWords(
      caption: "the numbers are put in",
      picture: "Below the formula, the same with the numbers put in.",
      narration: "With the numbers put in, that is \(numbers).")
  }

  func forwardValues(_ values: [Named], rest: Int) -> StepWords {
    StepWords(
      caption: "the forward pass computes \(names(values.map(\.name), rest: rest))",
      picture: "The graph with the values: \(sentence(values, rest: rest)).",
      narration: "The forward pass computes: \(sentence(values, rest: rest)).")
  }

  func said(_ words: Notation?, looking nodes: [Notation], formulas: [Notation]) -> StepWords {
    let look: Notation? = nodes.isEmpty ? nil : "look at \(names(nodes))"
    let marked: Notation =
      nodes.isEmpty ? "The graph" : "The graph with \(names(nodes)) highlighted"
    let beside: Notation = formulas.isEmpty ? "." : ", and beside it: \(clauses(formulas))."
    let read: Notation = formulas.isEmpty ? .empty : ": \(clauses(formulas))"
    let caption = words ?? look ?? "a formula"
    return StepWords(
      caption: caption, picture: "\(marked)\(beside)", narration: "\(caption)\(read).")
  }

  func otherGradients(_ gradients: [Named], rest: Int) -> StepWords {
    StepWords(
      caption: """
        summed over time in the same way: the gradients on \
        \(names(gradients.map(\.name), rest: rest))
        """,
      picture: "Curved arrows lead back to the parameters: \(onEach(gradients, rest: rest)).",
      narration: """
        The gradients on the other parameters are summed over time in the same way: \
        \(onEach(gradients, rest: rest)).
        """)
  }

  private func onEach(_ gradients: [Named], rest: Int) -> Notation {
    list(gradients.map { "\($0.value) on \($0.name)" }, rest: rest)
  }

  func embeddingGradients(_ gradients: [Named], rest: Int, loss: Notation?) -> StepWords {
    let each = list(gradients.map { "on the \($0.name) is \($0.value)" }, rest: rest)
    return StepWords(
      caption: "an embedding gets the gradients of all time steps that read it",
      picture: "Curved arrows lead back to the inputs. The gradient \(each).",
      narration: """
        An embedding gets the gradients of all time steps that read it: the \(gradient(loss)) \
        \(each).
        """)
  }

  func eachTimeStepBack(_ factor: Notation) -> Notation {
    "each time step back: times \(factor) on average"
  }

  func gradientFlow(last: Named, first: Named, factor: Notation?) -> StepWords {
    let average: Notation =
      factor.map { "; each time step back multiplies it by \($0) on average" } ?? .empty
    return StepWords(
      caption: "the size of the gradient at every time step, on a logarithmic scale",
      picture: """
        A bar for each time step: the gradient has size \(last.value) at \(last.name), \
        \(first.value) at \(first.name).
        """,
      narration: """
        This is the size of the gradient at every time step, on a logarithmic scale. From \
        \(last.value) at \(last.name) it goes to \(first.value) at \(first.name)\(average).
        """)
  }

  func worksheet(asked: [Notation], loss: Notation?) -> StepWords {
    StepWords(
      caption: "fill in the values, then the gradients",
      picture: "The graph with an empty box for each value and each gradient.",
      narration: """
        Fill in the values, from left to right, then the gradients, from right to left. \
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
      picture: "The graph with the numbers of ‘\(title)’, and a strip of bars for each lesson.",
      narration: "These are the numbers of ‘\(title)’. \(answer(gradients, loss: loss).narration)")
  }
}
