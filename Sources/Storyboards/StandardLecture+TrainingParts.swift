import Formulas
import Unrolling

/// The parts of the slides of training: names, formulas, and the cells of tables.
extension StandardLecture {
  // MARK: Digits

  /// The most digits that show a change.
  private static let mostDigits = 6

  /// The style in which a change of numbers can be seen: with more digits, if the usual ones would write
  /// a number that changes as it was.
  func telling(_ pairs: [(before: Value, after: Value)]) -> NumberStyle {
    let numbers = pairs.flatMap { zip($0.before.components, $0.after.components) }
    var style = style
    while style.digits < Self.mostDigits,
      numbers.contains(where: { $0 != $1 && style.rounded($0) == style.rounded($1) })
    {
      style.digits += 1
    }
    return style
  }

  // MARK: Names

  func name(_ learnable: Int, _ training: Training) -> Notation {
    let learnable = training.learnables[learnable]
    return learnable.parts.count == 1
      && graph.network.parameters[learnable.parts[0]].name == learnable.name
      ? symbol(learnable.parts[0]) : .word(learnable.name)
  }

  func updated(_ name: Notation) -> Notation { .row([name, .word("′")]) }

  /// What a step lowers: the loss, or the mean of a batch, of which the drawing shows one sample.
  func lossSign(_ training: Training) -> Notation {
    training.isBatch && training.graphs.count > 1
      ? .scripts(symbol(outcome), below: .word(phrases.together(isMean: true)), above: nil)
      : symbol(outcome)
  }

  func gradientSign(_ name: Notation, _ training: Training) -> Notation {
    .partialDerivative(of: lossSign(training), to: name)
  }

  var rate: Notation { .variable("η") }
  var velocity: Notation { .variable("v") }

  /// More rows of numbers than these are not written out in a table.
  private static let mostWrittenRows = 14
  private static let mostWrittenColumns = 4

  /// Whether a table of some values has space to write them out.
  func areWritten(_ values: some Sequence<Value>) -> Bool {
    let shapes = values.map { Shape(of: $0) }
    return shapes.allSatisfy { $0.columns <= Self.mostWrittenColumns }
      && shapes.reduce(0) { $0 + $1.rows } <= Self.mostWrittenRows
  }

  /// A value as tables show it: a larger one by its norm, unless all are written out.
  func cell(_ value: SourcedValue, isWritten: Bool = false) -> Notation {
    let shape = Shape(of: value.value)
    if isWritten || shape.rows <= 2 && shape.columns <= 2 { return style.notation(value) }
    let norm = SourcedValue(
      .scalar(value.value.norm), from: value.origin.map { "[\"norm\",\($0)]" })
    return .row([.word(style.normWord + " "), style.notation(norm)])
  }

  /// Some values that a table shows as `cell` does, for `telling`.
  func shown(_ value: Value, isWritten: Bool) -> Value {
    let shape = Shape(of: value)
    return isWritten || shape.rows <= 2 && shape.columns <= 2 ? value : .scalar(value.norm)
  }

  var tooLarge: Notation { .word(phrases.tooLarge) }

  /// What tables name first: the parameters in question, then the others.
  func tabledLearnables(_ training: Training) -> [Int] {
    let all = Array(training.learnables.indices)
    let first = all.filter { training.learnables[$0].parts.contains(where: asked.contains) }
    return first + all.filter { !first.contains($0) }
  }

  /// The formulas of a step by names: `v′ = μ · v + c · ∂Loss/∂W + λ · W` and `W′ = W − η · v′`.
  func signs(of name: Notation, _ update: Update, _ training: Training) -> [Notation] {
    func times(_ factors: [Notation]) -> Notation { .list(factors, by: .times) }
    var terms = [
      times(
        (update.clip == nil ? [] : [.variable("c")]) + [gradientSign(name, training)])
    ]
    if update.decay != 0 { terms.append(times([.variable("λ"), name])) }
    func descent(_ slope: Notation) -> Notation {
      equals(updated(name), .row([name, .sign(.minus), times([rate, slope])]))
    }
    guard update.hasVelocity else {
      return [descent(terms.count == 1 ? terms[0] : .parenthesized(.list(terms, by: .plus)))]
    }
    terms.insert(times([.variable("μ"), velocity]), at: 0)
    return [equals(updated(velocity), .list(terms, by: .plus)), descent(updated(velocity))]
  }

  /// The same with their numbers: `W′ = 0.5 − 0.1 · 2 = 0.3`.
  func numbers(
    of change: Training.Change, _ name: Notation, _ sourced: SourcedTraining, _ update: Update
  ) -> [Notation] {
    func product(_ factors: [Expression]) -> Expression {
      factors.count == 1 ? factors[0] : Expression(.product(factors))
    }
    let given = sourced.given
    var terms = [
      product(
        (update.clip == nil ? [] : [.literal(sourced.factor(0))])
          + [.literal(sourced.gradient(change, 0))])
    ]
    if update.decay != 0 {
      terms.append(
        product([.literal(given(update.decay)), .literal(sourced.value(change, 0))]))
    }
    func computed(
      _ name: Notation, _ numbers: Expression, _ written: Notation, _ result: SourcedValue
    ) -> Notation {
      .row([equals(name, numbers.notation(style)), style.relation(numbers, result), written])
    }
    var lines: [Notation] = []
    var slope = terms.count == 1 ? terms[0] : Expression(.sum(terms))
    if update.hasVelocity {
      terms.insert(
        product([.literal(given(update.momentum)), .literal(sourced.velocityBefore(change, 0))]),
        at: 0)
      let result = sourced.velocity(change, 0)
      lines.append(
        computed(updated(velocity), Expression(.sum(terms)), number(result), result))
      slope = .literal(result)
    }
    let step = Expression(.product([.literal(given(update.rate)), slope]))
    let whole = Expression(
      .sum([.literal(sourced.value(change, 0)), Expression(.negative(step))]))
    let result = sourced.updated(change, 0)
    return lines + [computed(updated(name), whole, .role(.result, number(result)), result)]
  }
}

/// What a step does to the loss.
enum LossChange: Hashable, Sendable {
  case falls, rises, stays
  /// It becomes too large to represent.
  case overflows
  /// What it does depends on numbers that a deck computes again.
  case open
}

/// The loss over the steps of training, for a plot.
public struct LossCurve: Hashable, Sendable {
  /// The loss before the first step and after each. It ends where it is too large to represent.
  public let losses: [Double]

  /// The curve of a training; `nil` for a single step, and for samples that are trained one after the
  /// other, whose losses are not of the same thing.
  init?(of training: Training) {
    guard training.count > 1, training.isTogether, let first = training.steps.first else {
      return nil
    }
    losses = [first.loss] + training.steps.compactMap(\.lossAfter)
  }
}
