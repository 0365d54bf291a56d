import Formulas

/// The phrases of the backward pass, the ledgers and the answer in English.
extension EnglishPhrases {
  func backwardBegins(_ outcome: Named) -> StepWords {
    let begin: Notation = "the gradient of \(named(outcome.name)) with respect to itself is"
    return StepWords(
      caption: "the backward pass begins: \(begin) 1",
      picture: "\(outcome.name) with the first gradient, \(outcome.value).",
      narration: "The backward pass begins here: \(begin) \(outcome.value).")
  }

  func parts(of outcome: Notation, _ parts: [Named], rest: Int, common: Notation?) -> StepWords {
    let names = list(parts.map(\.name), rest: rest)
    let isOne = parts.count + rest == 1
    let shares: Notation =
      (isOne ? nil : common).map { "\(names) get \($0) each" }
      ?? list(parts.map { "\($0.name) gets \($0.value)" }, rest: rest)
    return StepWords(
      caption: "the backward pass begins: each part of \(named(outcome)) gets its gradient",
      picture:
        "Curved arrows lead from \(outcome) back to \(names), with \(isOne ? "its gradient" : "their gradients").",
      narration: """
        The backward pass begins here: the gradient of \(named(outcome)) with respect to itself is \
        \(count(1)). \(isOne ? "Its only part" : "Each of its parts") gets its gradient: \(shares).
        """)
  }

  func upstreamGradient(at node: Named, local: Notation?) -> StepWords {
    let first: Notation = local.map { "Its value, \($0), is the local gradient. " } ?? .empty
    return StepWords(
      caption: local == nil
        ? "times the gradient that arrives at \(node.name)"
        : "the local gradient, times the gradient that arrives at \(node.name)",
      picture: "The gradient of \(node.name), \(node.value), is the second factor.",
      narration: """
        \(first)We multiply it by the gradient that arrives at \(node.name), the upstream gradient, \
        \(node.value).
        """)
  }

  func flow(_ flow: Flow) -> StepWords {
    let at: Notation = flow.time.map { "At time step \(count($0)), the" } ?? "The"
    let product: Notation =
      flow.local.map {
        """
        ; multiplied by the \(flow.isJacobian ? "transposed local" : "local") gradient, \($0), it \
        gives
        """
      } ?? " and gives"
    let arrow: Notation = "A curved arrow leads from \(flow.reader) back to \(flow.operand)"
    return StepWords(
      caption: "the gradient flows from \(named(flow.reader)) back to \(flow.operand)",
      picture: flow.product.map {
        "\(arrow): \($0) \(flow.isRounded ? "is about" : "equals") \(flow.contribution)."
      }
        ?? "\(arrow) with \(flow.contribution).",
      narration: """
        The gradient flows from \(named(flow.reader)) back to \(flow.operand). \(at) upstream \
        gradient, \(flow.upstream), arrives\(product) \(flow.contribution) for \(flow.operand).
        """)
  }

  var stepHasNoDerivative: (caption: Notation, sentence: Notation) {
    (
      "the derivative of a step is 0",
      "A step function is flat on both sides of its jump: its derivative is 0, and no gradient passes it."
    )
  }

  func flowAlike(from reader: Notation, to operands: [Named], rest: Int) -> StepWords {
    let names = names(operands.map(\.name), rest: rest)
    return StepWords(
      caption: "likewise from \(named(reader)) back to \(names)",
      picture: """
        Curved arrows lead from \(reader) back to \(names); a table has the numbers of each.
        """,
      narration: """
        In the same way, the gradient flows from \(named(reader)) back to the others: \
        \(list(operands.map { "\($0.name) gets \($0.value)" }, rest: rest)).
        """)
  }

  func flowAlike(from readers: [Named], to operand: Notation, rest: Int) -> StepWords {
    let names = names(readers.map(\.name), rest: rest)
    return StepWords(
      caption: "likewise from \(names) back to \(operand)",
      picture: """
        Curved arrows lead from \(names) back to \(operand); a table has the numbers of each.
        """,
      narration: """
        In the same way, the others pass gradients back to \(operand): \
        \(list(readers.map { "\($0.name) passes \($0.value)" }, rest: rest)).
        """)
  }

  func backwardTimeSteps(_ range: TimeSpan, _ gradients: [Named]) -> StepWords {
    let isOne = range.count == 1
    let steps: Notation =
      isOne
      ? "time step \(count(range.to)) works the same way"
      : """
      time steps \(count(range.from)) to \(count(range.to)) work the same way
      """
    let capital: Notation =
      isOne
      ? "Time step \(count(range.to)) works the same way"
      : """
      Time steps \(count(range.from)) to \(count(range.to)) work the same way
      """
    let values = list(gradients.map { "\($0.value) at \($0.name)" })
    return StepWords(
      caption: steps,
      picture: """
        Curved arrows lead back through \(timeSteps(range.ascending)); the gradient is \(values).
        """,
      briefPicture: "Curved arrows lead back through \(timeSteps(range.ascending)).",
      narration: """
        \(capital): at each node, what arrives is added and flows on. The gradient is \(values).
        """)
  }

  func sum(at node: Named, paths: [Named], rest: Int, terms: Notation) -> StepWords {
    let count = words.integer(paths.count + rest)
    let capital = count.prefix(1).uppercased() + count.dropFirst()
    let brought = list(paths.map { "via \(named($0.name)) it is \($0.value)" }, rest: rest)
    return StepWords(
      caption: "\(count) paths meet at \(node.name): we add their gradients",
      picture: "\(capital) curved arrows meet at \(node.name): \(terms) equals \(node.value).",
      briefPicture: """
        \(capital) curved arrows meet at \(node.name); the sum of their gradients is \(node.value).
        """,
      narration: """
        \(capital) paths meet at \(node.name), each with a gradient: \(brought). We add them: \
        \(terms) gives \(node.value).
        """)
  }

  func backwardGap(_ range: TimeSpan) -> StepWords {
    let steps: Notation =
      range.count == 1
      ? timeSteps(range.ascending)
      : "time steps \(count(range.from)) to \(count(range.to))"
    return StepWords(
      caption: "the gradient flows back through \(steps) the same way",
      picture: "A curved arrow leads back through the dots that stand for \(steps).",
      narration: "The gradient flows back through \(steps) the same way.")
  }

  func backwardFolds(_ range: TimeSpan) -> StepWords {
    let isOne = range.count == 1
    let steps: Notation =
      isOne
      ? timeSteps(range.ascending)
      : "time steps \(count(range.from)) to \(count(range.to))"
    return StepWords(
      caption:
        "the gradient flows back through \(steps): times \(isOne ? "the total derivative" : "their total derivatives")",
      picture:
        "A curved arrow leads back through \(isOne ? "the box that stands" : "the boxes that stand") for \(steps).",
      narration: """
        The gradient flows back through \(steps). \(isOne ? "It" : "At each, it") is multiplied \
        by the total derivative of the state: the sum over all paths inside the box.
        """)
  }

  func backwardRest(to asked: [Notation]) -> StepWords {
    StepWords(
      caption: "and so on, back to the first time step",
      picture: "Curved arrows lead back to \(names(asked)).",
      narration: "This goes on, back to the first time step.")
  }

  func ledger(
    of parameter: Named, readBy readers: [Notation], terms: [Named], rest: Int,
    othersAddNothing: Bool, loss: Notation?
  ) -> StepWords {
    let terms: [Notation] = terms.map { "\($0.name) adds \($0.value)" }
    let others: Notation = terms.isEmpty ? "here each adds zero" : "all others add zero"
    let added = list(terms + (othersAddNothing ? [others] : []), rest: rest)
    let every = readers.isEmpty ? "several" : "all"
    let share: Notation =
      switch readers.count {
      case 0: "quantities read"
      case 1: "time steps share"
      default: "time steps of \(names(readers)) share"
      }
    let line: Notation = readers.isEmpty ? "quantity that reads it" : "time step"
    return StepWords(
      caption: "\(every) \(share) \(parameter.name), and each adds to its gradient",
      picture: """
        A ledger of \(parameter.name) with a line for each \(line); the sum is \
        \(parameter.value).
        """,
      narration: """
        \(every.capitalized) \(share) \(parameter.name), and each adds to its gradient: \(added). \
        The sum, \(parameter.value), is the \(gradient(loss)) with respect to \(parameter.name).
        """)
  }

  func otherGradients(_ gradients: [Named], rest: Int) -> StepWords {
    StepWords(
      caption: """
        summed over time in the same way: the gradients with respect to \
        \(names(gradients.map(\.name), rest: rest))
        """,
      picture: "Curved arrows lead back to the parameters: \(onEach(gradients, rest: rest)).",
      narration: """
        The gradients with respect to the other parameters are summed over time in the same way: \
        \(onEach(gradients, rest: rest)).
        """)
  }

  private func onEach(_ gradients: [Named], rest: Int) -> Notation {
    list(gradients.map { "\($0.value) for \($0.name)" }, rest: rest)
  }

  func embeddingGradients(_ gradients: [Named], rest: Int, loss: Notation?) -> StepWords {
    let each = list(gradients.map { "for the \($0.name) it is \($0.value)" }, rest: rest)
    return StepWords(
      caption: "an embedding gets the gradients of all time steps that read it",
      picture: "Curved arrows lead back to the inputs, with the gradients: \(each).",
      briefPicture: "Curved arrows lead back to the inputs, with the gradients of the embeddings.",
      narration: """
        An embedding gets the sum of the gradients of all time steps that read it. This is the \
        \(gradient(loss)): \(each).
        """)
  }

  func answer(_ gradients: [Named], loss: Notation?) -> StepWords {
    let names = names(gradients.map(\.name))
    let answers = list(gradients.map { "with respect to \($0.name) is \($0.value)" })
    return StepWords(
      caption: gradients.count > 1
        ? "the answers: the gradients with respect to \(names)"
        : "the answer: the gradient with respect to \(names)",
      picture: "The graph with the answer: the gradient \(answers).",
      briefPicture: gradients.count > 1
        ? "The graph with the answers: the gradients with respect to \(names)."
        : "The graph with the answer: the gradient with respect to \(names).",
      narration: "The \(gradient(loss)) \(answers).")
  }

  func recap(_ gradients: [Named], rest: Int, loss: Notation?) -> StepWords {
    let names = names(gradients.map(\.name), rest: rest)
    let totals = list(gradients.map { "\($0.value) for \($0.name)" }, rest: rest)
    return StepWords(
      caption: "all paths at once: local gradients along a path are multiplied, paths are added",
      picture: "Curved arrows mark all paths of the gradient back to \(names).",
      narration: """
        These are all paths from \(loss ?? "the loss") back to \(names). Along each path the \
        local gradients are multiplied, and where paths meet, they are added. The \
        gradient is \(totals).
        """)
  }

  // MARK: The size of gradients

  func eachTimeStepBack(_ factor: Notation) -> Notation {
    "each time step back: times \(factor) on average"
  }

  func gradientFlow(last: Named, first: Named, factor: Notation?) -> StepWords {
    let average: Notation =
      factor.map { "; each time step back multiplies it by \($0) on average" } ?? .empty
    return StepWords(
      caption: "the size of the gradient at every time step, on a logarithmic scale",
      picture: """
        A point for each time step: the gradient has size \(last.value) at \(last.name), \
        \(first.value) at \(first.name).
        """,
      narration: """
        This is the size of the gradient at every time step, on a logarithmic scale. From \
        \(last.value) at \(last.name) it goes to \(first.value) at \(first.name)\(average).
        """)
  }
}
