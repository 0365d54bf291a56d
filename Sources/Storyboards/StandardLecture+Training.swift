import Formulas
import Unrolling

/// The slides of training: the gradients of all samples, a step of gradient descent with its numbers,
/// what the network gives after it, and how the loss changes over several steps.
extension StandardLecture {
  /// With more parameters, a table has them, after the formula of the first.
  private static let mostFormulas = 3
  private static let mostRows = 8
  private static let mostColumns = 3

  /// How many steps training takes at most.
  var trainingCount: Int {
    guard let sourced = sourcedTraining else { return 0 }
    let training = sourced.training
    guard let first = training.steps.first else { return hasSampleTable ? 1 : 0 }
    let changes = first.changes.count
    return (hasSampleTable ? 1 : 0) + (training.update?.clip == nil ? 0 : 1)
      + (changes > Self.mostFormulas ? 2 : changes) + 2 + (hasSteps ? 1 : 0)
  }

  private var hasSteps: Bool {
    (sourcedTraining?.training.count ?? 0) > 1
  }

  /// Whether there are several samples whose gradients are added.
  private var hasSampleTable: Bool {
    guard let training = sourcedTraining?.training else { return false }
    return training.graphs.count > 1 && training.isTogether
  }

  mutating func training() {
    guard let sourced = sourcedTraining else { return }
    if hasSampleTable { samples(sourced) }
    guard let update = sourced.training.update, let first = sourced.steps.first else { return }
    if update.clip != nil { clipping(sourced, update, first) }
    let isLong = first.changes.count > Self.mostFormulas
    for change in isLong ? Array(first.changes.prefix(1)) : first.changes {
      self.update(of: change, sourced, update)
    }
    if isLong { updateTable(sourced, update, first) }
    forwardAfter(sourced)
    lossAfter(sourced, first)
    if hasSteps { lossOverSteps(sourced) }
  }

  // MARK: Samples

  private mutating func samples(_ sourced: SourcedTraining) {
    let training = sourced.training
    let columns = Array(tabledLearnables(training).prefix(Self.mostColumns))
    let head: [Notation] =
      [.word(phrases.sample), symbol(outcome)]
      + columns.map { .partialDerivative(of: symbol(outcome), to: name($0, training)) }
    let isLong = training.traces.count > Self.mostRows
    let shown =
      isLong
      ? Array(0..<Self.mostRows - 2) + [training.traces.count - 1] : Array(training.traces.indices)
    var rows = shown.map { sample -> [Notation] in
      [phrases.count(sample + 1), number(sourced.loss(ofSample: sample))]
        + columns.map { cell(sourced.gradient(of: $0, inSample: sample)) }
    }
    if isLong { rows.insert(head.map { _ in .sign(.centeredEllipsis) }, at: rows.count - 1) }
    let all: [Notation] =
      [.strong(phrases.together(isMean: training.isBatch))]
      + [sourced.loss.map { .role(.result, number($0)) } ?? .empty]
      + columns.map { column in
        sourced.gradient(of: column).map { .role(.result, cell($0)) } ?? .empty
      }
    let results = columns.compactMap { column in
      sourced.gradient(of: column).map {
        Named(name: name(column, training), value: cell($0))
      }
    }
    step(
      .samples,
      phrases.samples(
        training.traces.count, isMean: training.isBatch, results,
        rest: training.learnables.count - columns.count, loss: lossName),
      callout: call(
        [.table([head] + rows + [all])] + more(than: columns.count, training.learnables.count)))
  }

  /// A line that says how many parameters a table leaves out.
  private func more(than shown: Int, _ all: Int) -> [Notation] {
    all > shown ? [.word(phrases.andMore(all - shown))] : []
  }

  // MARK: One step

  private mutating func clipping(
    _ sourced: SourcedTraining, _ update: Update, _ step: Training.Step
  ) {
    guard let clip = update.clip else { return }
    let norm = Notation.fenced(gradientSign(.variable("W"), sourced.training), .doubleBars)
    let isClipped = step.clipFactor < 1
    let limit = number(sourced.given(clip))
    let quotient = Expression(
      .quotient(
        .literal(sourced.given(clip)),
        Expression(.sum([.literal(sourced.norm(0)), .number(1e-6)]))))
    let smallest = Notation.row([
      .word("min"),
      .fenced(.list([.numeral("1"), quotient.notation(style)], by: .comma), .parentheses),
    ])
    let factor = Notation.role(.result, number(sourced.factor(0)))
    let sign =
      isClipped || sourced.isLive
      ? style.relation(quotient, sourced.factor(0)) : Notation.sign(.equals)
    self.step(
      .update, "update norm",
      phrases.clipping(
        norm: number(sourced.norm(0)), limit: limit, factor: number(sourced.factor(0)),
        isClipped: sourced.isLive ? nil : isClipped),
      hot: hotParameters(step, sourced.training),
      callout: call([
        equals(norm, number(sourced.norm(0))),
        .row([equals(.variable("c"), smallest), sign, factor]),
      ]))
  }

  private func hotParameters(_ step: Training.Step, _ training: Training) -> [Item] {
    step.changes.flatMap { training.learnables[$0.learnable].parts }.filter(isDrawn).map {
      .node($0)
    }
  }

  /// W′ = W − η · ∂Loss/∂W with its numbers; with momentum, the velocity first.
  private mutating func update(
    of change: Training.Change, _ sourced: SourcedTraining, _ update: Update
  ) {
    let name = name(change.learnable, sourced.training)
    var precise = self
    precise.style = telling([(change.value, change.updated)])
    let signs = signs(of: name, update, sourced.training)
    let numbers = precise.numbers(of: change, name, sourced, update)
    // Each formula with its numbers below it.
    let lines = zip(signs, numbers).flatMap { [$0, $1] }
    let parts = sourced.training.learnables[change.learnable].parts.filter(isDrawn)
    step(
      .update, "update \(sourced.training.learnables[change.learnable].name)",
      phrases.update(
        of: Named(name: name, value: precise.number(sourced.value(change, 0))),
        updated: change.value.number == nil ? nil : precise.number(sourced.updated(change, 0)),
        rate: number(sourced.given(update.rate)),
        byVelocity: update.hasVelocity),
      hot: parts.map { .node($0) }, callout: call(lines))
  }

  private mutating func updateTable(
    _ sourced: SourcedTraining, _ update: Update, _ step: Training.Step
  ) {
    let names = step.changes.map { name($0.learnable, sourced.training) }
    let hasVelocity = update.hasVelocity
    let head: [Notation] =
      [.empty, .variable("W"), gradientSign(.variable("W"), sourced.training)]
      + (hasVelocity ? [updated(velocity)] : []) + [updated(.variable("W"))]
    let isWritten = areWritten(step.changes.map(\.value))
    let rows = zip(step.changes, names).prefix(
      step.changes.count > Self.mostRows ? Self.mostRows - 1 : Self.mostRows
    ).map { change, name -> [Notation] in
      var precise = self
      precise.style = telling([
        (
          shown(change.value, isWritten: isWritten), shown(change.updated, isWritten: isWritten)
        )
      ])
      return [
        name, precise.cell(sourced.value(change, 0), isWritten: isWritten),
        cell(sourced.gradient(change, 0), isWritten: isWritten),
      ]
        + (hasVelocity ? [cell(sourced.velocity(change, 0), isWritten: isWritten)] : [])
        + [.role(.result, precise.cell(sourced.updated(change, 0), isWritten: isWritten))]
    }
    let told = Array(
      zip(step.changes, names).prefix(4).map {
        Named(name: $1, value: cell(sourced.updated($0, 0)))
      })
    self.step(
      .update, "update others",
      phrases.updateOthers(told, rest: step.changes.count - told.count),
      hot: hotParameters(step, sourced.training),
      callout: call(
        signs(of: .variable("W"), update, sourced.training) + [.table([head] + rows)]
          + more(than: rows.count, step.changes.count)))
  }

  // MARK: After it

  /// The forward pass with the new weights, in the place of the old values.
  private mutating func forwardAfter(_ sourced: SourcedTraining) {
    guard let after = sourced.training.after else { return }
    for node in graph.nodes.indices where isShown(.gradient(node)) { hide(.gradient(node)) }
    hide(.strip)
    // What is given there are the weights before the step.
    hide(.definitions)
    for item in spans.keys where isShown(item) {
      if case .totalDerivative = item { hide(item) }
    }
    let drawn = graph.nodes.indices.filter { isShown(.value($0)) }
    for node in drawn {
      hide(.value(node))
      show(.otherValue(node))
    }
    var lecture = StandardLecture(
      sourced: SourcedTrace(after, isLive: sourced.isLive, isAfterUpdate: true), asked: asked,
      style: style, columns: columns, folds: folds, quantities: quantities, language: language)
    lecture.showsParameters = showsParameters
    let changed = sourced.steps[0].changes.flatMap {
      sourced.training.learnables[$0.learnable].parts
    }
    lecture.primed = Set(changed.map { graph.nodes[$0].name })
    let told = graph.nodes.indices.filter { isDrawn($0) && !graph.operands(of: $0).isEmpty }
    let lines = told.suffix(3).map(lecture.lineWithNumbers)
    step(
      .update, "update forward",
      phrases.forwardAfter(
        isOfFirst: sourced.training.graphs.count > 1,
        told.suffix(3).map { Named(name: symbol($0), value: lecture.valueOf($0)) }),
      hot: told.map { .otherValue($0) },
      callout: call((told.count > 3 ? [.sign(.ellipsis)] : []) + lines))
  }

  private mutating func lossAfter(_ sourced: SourcedTraining, _ step: Training.Step) {
    let training = sourced.training
    var precise = self
    precise.style = telling(
      step.lossAfter.map { [(.scalar(step.loss), .scalar($0))] } ?? [])
    let before = precise.number(sourced.loss(0))
    let after = sourced.lossAfter(0).map(precise.number)
    var rows: [[Notation]] = [
      [.empty, .word(phrases.before), .word(phrases.after)],
      [lossSign(training), before, .role(.result, after ?? tooLarge)],
    ]
    let order = tabledLearnables(training)
    let changes = order.compactMap { place in step.changes.first { $0.learnable == place } }
    let listed = changes.prefix(changes.count > 4 ? 3 : 4)
    for change in listed {
      precise.style = telling([
        (shown(change.value, isWritten: false), shown(change.updated, isWritten: false))
      ])
      rows.append([
        name(change.learnable, training), precise.cell(sourced.value(change, 0)),
        precise.cell(sourced.updated(change, 0)),
      ])
    }
    let change: LossChange =
      if let after = step.lossAfter {
        sourced.isLive ? .open : after < step.loss ? .falls : after > step.loss ? .rises : .stays
      } else {
        .overflows
      }
    self.step(
      .update, "update loss",
      phrases.lossAfter(
        Named(name: lossSign(training), value: before), after: after, change, loss: lossName),
      // Of several samples, the drawing shows the first one's loss.
      hot: training.graphs.count > 1 ? [] : [.node(outcome), .otherValue(outcome)],
      callout: call(
        [.table(rows)] + more(than: listed.count, changes.count)
          + (training.graphs.count > 1
            ? [
              .word(phrases.lossOf(samples: step.samples.map { $0 + 1 }, isMean: training.isBatch))
            ]
            : [])))
  }

  // MARK: Several steps

  private mutating func lossOverSteps(_ sourced: SourcedTraining) {
    let training = sourced.training
    let isInTurn = !training.isTogether
    let columns = tabledLearnables(training).filter { place in
      training.steps[0].changes.contains { $0.learnable == place }
        && training.learnables[place].value.number != nil
    }.prefix(isInTurn ? 3 : 2)
    let head: [Notation] =
      [.word(phrases.update)] + (isInTurn ? [.word(phrases.sample)] : [])
      + [lossSign(training), updated(lossSign(training))]
      + columns.map { updated(name($0, training)) }
    let count = training.steps.count
    let isLong = count > Self.mostRows
    let shown = isLong ? Array(0..<Self.mostRows - 3) + [count - 1] : Array(0..<count)
    var rows = shown.map { place -> [Notation] in
      let step = training.steps[place]
      return [phrases.count(place + 1)] + (isInTurn ? [phrases.count(step.samples[0] + 1)] : [])
        + [number(sourced.loss(place)), sourced.lossAfter(place).map(number) ?? tooLarge]
        + columns.map { column in
          step.changes.first { $0.learnable == column }.map { number(sourced.updated($0, place)) }
            ?? .empty
        }
    }
    if isLong { rows.insert(head.map { _ in .sign(.centeredEllipsis) }, at: rows.count - 1) }
    if !isInTurn { show(.losses) }
    let last = count - 1
    step(
      .update, "update losses",
      isInTurn
        ? phrases.samplesInTurn(
          count, asked: training.count, samples: training.graphs.count, loss: lossName)
        : phrases.lossOverSteps(
          count, asked: training.count, from: number(sourced.loss(0)),
          to: sourced.lossAfter(last).map(number), loss: lossName),
      hot: isInTurn ? [] : [.losses],
      callout: call(
        [.table([head] + rows)] + more(than: columns.count, training.steps[0].changes.count)))
    hide(.losses)
  }
}
