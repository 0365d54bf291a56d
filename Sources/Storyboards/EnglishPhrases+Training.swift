import Formulas

/// The phrases of training in English.
extension EnglishPhrases {
  var sample: String { "sample" }
  var update: String { "update" }
  var before: String { "before" }
  var after: String { "after" }
  var tooLarge: String { "too large" }
  func together(isMean: Bool) -> String { isMean ? "mean" : "sum" }
  func andMore(_ count: Int) -> String {
    "and \(count) more \(count == 1 ? "parameter" : "parameters")"
  }

  func drawnSample(of count: Int) -> String { "sample 1 of \(count)" }
  func given(update parts: [Notation]) -> Notation { "update: \(.list(parts, by: .comma))" }

  func samplesInTurn(_ count: Int, asked: Int, samples: Int, loss: Notation?) -> StepWords {
    let name = loss ?? "the loss"
    let stop: Notation =
      count < asked
      ? " Of \(self.count(asked)) steps, only \(self.count(count)) can be made: then \(name) is too large to represent."
      : .empty
    return StepWords(
      caption: count < asked
        ? "after \(self.count(count)) of \(self.count(asked)) steps, \(name) is too large to represent"
        : "one sample after the other: each step starts from the weights of the one before",
      picture: "A table with a row for each step: its sample, and the loss before and after.",
      narration: """
        The \(self.count(samples)) samples are trained one after the other: each step starts from \
        the weights that the one before has left.\(stop)
        """)
  }

  func lossOf(samples: [Int], isMean: Bool) -> String {
    samples.count == 1
      ? "the loss of sample \(samples[0])"
      : "the \(together(isMean: isMean)) of \(samples.count) samples"
  }

  func samples(
    _ count: Int, isMean: Bool, _ gradients: [Named], rest: Int, loss: Notation?
  ) -> StepWords {
    let totals = list(gradients.map { "\($0.value) for \($0.name)" }, rest: rest)
    let what: Notation = isMean ? "the mean over" : "the sum over"
    return StepWords(
      caption: isMean
        ? "a batch of \(self.count(count)) samples: losses and gradients are averaged"
        : "\(self.count(count)) samples: losses and gradients are added",
      picture: "A table with a row for each sample: its \(loss ?? "loss") and its gradients.",
      narration: """
        Each of the \(self.count(count)) samples has a loss and gradients of its own. The gradient \
        of all is \(what) the samples: \(totals).
        """)
  }

  func clipping(
    norm: Notation, limit: Notation, factor: Notation, isClipped: Bool?
  ) -> StepWords {
    let caption: Notation =
      switch isClipped {
      case true?: "the gradient is longer than \(limit), so it is clipped"
      case false?: "the gradient has at most the length \(limit), so it is not clipped"
      case nil: "a gradient longer than \(limit) is clipped"
      }
    let sentence: Notation =
      switch isClipped {
      case true?: "It is longer than \(limit), so all of it is multiplied by the factor \(factor)."
      case false?: "It is at most \(limit), so the gradient stays as it is."
      case nil:
        "If it is longer than \(limit), all of it is scaled down; the factor is \(factor)."
      }
    return StepWords(
      caption: caption,
      picture: "The norm of the gradient of all parameters is \(norm), the factor \(factor).",
      narration: """
        The gradient of all parameters together has the norm \(norm). \
        \(sentence)
        """)
  }

  func update(
    of parameter: Named, updated: Notation?, rate: Notation, byVelocity: Bool
  ) -> StepWords {
    let change: Notation =
      updated.map { "takes \(parameter.name) from \(parameter.value) to \($0)" }
      ?? "changes every component of \(parameter.name)"
    return StepWords(
      caption: "a step of gradient descent changes \(parameter.name)",
      picture: updated.map {
        "The formula of the new \(parameter.name) with its numbers; it is \($0)."
      }
        ?? "The formula of the new \(parameter.name) with its numbers.",
      briefPicture: "The formula of the new \(parameter.name) with its numbers.",
      narration: """
        The step goes against the \(byVelocity ? "velocity, which keeps a part of the earlier gradients" : "gradient"), \
        with the learning rate \(rate): it \(change).
        """)
  }

  func updateOthers(_ updated: [Named], rest: Int) -> StepWords {
    let values = list(updated.map { "\($0.name) becomes \($0.value)" }, rest: rest)
    return StepWords(
      caption: "the same step changes all parameters",
      picture: "A table of the parameters with their gradients, before and after the step.",
      narration: "The same step changes all parameters: \(values).")
  }

  func forwardAfter(isOfFirst: Bool, _ values: [Named]) -> StepWords {
    let told = list(values.map { "\($0.name) is \($0.value)" })
    return StepWords(
      caption: isOfFirst
        ? "the forward pass of sample 1 with the new weights"
        : "the forward pass with the new weights",
      picture: "The graph with the values that the new weights give: \(told).",
      briefPicture: "The graph with the values that the new weights give.",
      narration:
        "With the new weights, the forward pass\(isOfFirst ? " of sample one" : "") gives other values: \(told)."
    )
  }

  func lossAfter(
    _ before: Named, after: Notation?, _ change: LossChange, loss: Notation?
  ) -> StepWords {
    let name = loss ?? "the loss"
    let words: Notation =
      switch change {
      case .falls: "\(name) falls from \(before.value) to \(after ?? .empty)"
      case .rises: "\(name) rises from \(before.value) to \(after ?? .empty): the step was too long"
      case .open: "\(name) goes from \(before.value) to \(after ?? .empty)"
      case .stays: "\(name) stays \(before.value)"
      case .overflows:
        "\(name) goes from \(before.value) to a number that is too large to represent"
      }
    return StepWords(
      caption: "before and after the step: \(words)",
      picture: "A table of the loss and the parameters before and after the step.",
      narration: "After the step, \(words).")
  }

  func lossOverSteps(
    _ count: Int, asked: Int, from first: Notation, to last: Notation?, loss: Notation?
  ) -> StepWords {
    let name = loss ?? "the loss"
    let end: Notation =
      last.map { "goes from \(first) to \($0)" } ?? "becomes too large to represent"
    let steps: Notation = "\(self.count(count)) \(count == 1 ? "step" : "steps")"
    let made: Notation =
      count < asked
      ? "Of \(self.count(asked)) steps, only \(self.count(count)) can be made"
      : "These are \(steps) of gradient descent"
    return StepWords(
      caption: count < asked
        ? "after \(steps) of \(self.count(asked)), \(name) is too large to represent"
        : "\(name) over \(steps) of gradient descent",
      picture: "A table of the loss before and after each step, and a plot of it.",
      narration: "\(made): \(name) \(end).")
  }
}
