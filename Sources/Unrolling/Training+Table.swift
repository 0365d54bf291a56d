import Formulas

extension Training {
  /// The training as plain-text tables: the trace of each sample, their gradients together, and what
  /// every step changes; of many steps, the losses of each and the parameters at the end.
  ///
  /// - Parameters:
  ///   - hasSamples: whether the lesson gives a list of samples.
  ///   - style: how numbers are written.
  public func table(
    hasSamples: Bool, _ style: NumberStyle = NumberStyle()
  ) -> String {
    func text(_ value: Value?) -> String { value.map { style.notation($0).plain } ?? "…" }
    var parts = traces.enumerated().map { sample, trace in
      (hasSamples ? "sample \(sample + 1)\n" : "") + trace.table(style)
    }
    if hasSamples, let loss {
      let what = isBatch ? "mean" : "sum"
      var rows = [["all samples", "\(what) of gradients"]]
      for place in learnables.indices {
        rows.append([learnables[place].name, text(gradient(of: place))])
      }
      parts.append(
        Trace.aligned(rows) + "\(what) of losses \(text(.scalar(loss)))\n")
    }
    if let update { parts.append(table(of: update, style, text)) }
    return parts.joined(separator: "\n")
  }

  /// More steps have one row each.
  private static let mostWhole = 3

  private func table(
    of update: Update, _ style: NumberStyle, _ text: (Value?) -> String
  ) -> String {
    var head = ["rate \(text(.scalar(update.rate)))"]
    if let clip = update.clip { head.append("clip \(text(.scalar(clip)))") }
    if update.momentum != 0 { head.append("momentum \(text(.scalar(update.momentum)))") }
    if update.decay != 0 { head.append("decay \(text(.scalar(update.decay)))") }
    let title = "update with " + head.joined(separator: ", ") + "\n"
    let isShort = steps.count <= Self.mostWhole
    let changes =
      isShort ? steps.map { self.changes($0, update, text) }.joined(separator: "\n") : ""
    return title + changes + (steps.count > 1 ? (isShort ? "\n" : "") + losses(update, text) : "")
      + (isShort ? "" : "\n" + parameters(text))
      + (failure.map { "after update \(steps.count), \($0)\n" } ?? "")
  }

  /// What one step changes.
  private func changes(_ step: Step, _ update: Update, _ text: (Value?) -> String) -> String {
    var rows = [
      [steps.count > 1 || graphs.count > 1 ? name(of: step) : "parameter", "value", "gradient"]
        + (update.hasVelocity ? ["velocity"] : []) + ["updated"]
    ]
    for change in step.changes {
      rows.append(
        [learnables[change.learnable].name, text(change.value), text(change.gradient)]
          + (update.hasVelocity ? [text(change.velocity)] : []) + [text(change.updated)])
    }
    let sides: [TextTable.Side] = [.left, .right, .right, .right, .right]
    let lines = TextTable.lines(rows, Array(sides.prefix(rows[0].count))).map { $0 + "\n" }
    let clipped =
      update.clip.map { _ in
        "norm of the gradient \(text(.scalar(step.norm))), clip factor "
          + "\(text(.scalar(step.clipFactor)))\n"
      } ?? ""
    return lines.joined() + clipped
      + "loss \(text(.scalar(step.loss))) before, \(after(step, text)) after\n"
  }

  private func name(of step: Step) -> String {
    guard !isBatch, graphs.count > 1, let sample = step.samples.first else { return "parameter" }
    return "sample \(sample + 1)"
  }

  private func after(_ step: Step, _ text: (Value?) -> String) -> String {
    step.lossAfter.map { text(.scalar($0)) } ?? "too large to represent"
  }

  /// A row for each step.
  private func losses(_ update: Update, _ text: (Value?) -> String) -> String {
    let isOneByOne = !isBatch && graphs.count > 1
    var rows = [
      ["update"] + (isOneByOne ? ["sample"] : []) + ["loss before", "loss after"]
        + (update.clip == nil ? [] : ["norm", "clip factor"])
    ]
    for (number, step) in steps.enumerated() {
      rows.append(
        ["\(number + 1)"] + (isOneByOne ? ["\(step.samples[0] + 1)"] : [])
          + [text(.scalar(step.loss)), after(step, text)]
          + (update.clip == nil
            ? [] : [text(.scalar(step.norm)), text(.scalar(step.clipFactor))]))
    }
    let sides = rows[0].map { _ in TextTable.Side.right }
    return TextTable.lines(rows, sides).map { $0 + "\n" }.joined()
  }

  /// The parameters before the first and after the last step.
  private func parameters(_ text: (Value?) -> String) -> String {
    var rows = [["parameter", "before", "after"]]
    for change in steps.last?.changes ?? [] {
      let learnable = learnables[change.learnable]
      rows.append([learnable.name, text(learnable.value), text(change.updated)])
    }
    return TextTable.lines(rows, [.left, .right, .right]).map { $0 + "\n" }.joined()
  }
}
