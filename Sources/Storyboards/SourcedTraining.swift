import Formulas
import Unrolling

/// The numbers of a training with what they are, for a deck that can compute them again.
///
/// What they are is written as JSON: `["training","updated",0,2]` is what the third parameter that
/// learns is after the first step. A page's script computes the same (`training.js`).
struct SourcedTraining {
  let training: Training
  let isLive: Bool

  var steps: [Training.Step] { training.steps }

  private func sourced(_ value: Value, _ parts: String) -> SourcedValue {
    SourcedValue(value, from: isLive ? "[\"training\",\(parts)]" : nil)
  }

  /// A number that the lesson gives.
  func given(_ number: Double) -> SourcedValue {
    SourcedValue(.scalar(number), from: isLive ? "[\"constant\",[\(number)]]" : nil)
  }

  /// The loss before a step, counted from 0.
  func loss(_ step: Int) -> SourcedValue { sourced(.scalar(steps[step].loss), "\"loss\",\(step)") }

  /// The loss after a step; `nil` if it is too large to represent.
  func lossAfter(_ step: Int) -> SourcedValue? {
    steps[step].lossAfter.map { sourced(.scalar($0), "\"lossAfter\",\(step)") }
  }

  /// The norm of the gradient of all that learns.
  func norm(_ step: Int) -> SourcedValue { sourced(.scalar(steps[step].norm), "\"norm\",\(step)") }

  /// The factor of clipping.
  func factor(_ step: Int) -> SourcedValue {
    sourced(.scalar(steps[step].clipFactor), "\"factor\",\(step)")
  }

  /// A parameter before a step.
  func value(_ change: Training.Change, _ step: Int) -> SourcedValue {
    sourced(change.value, "\"value\",\(step),\(change.learnable)")
  }

  /// Its gradient.
  func gradient(_ change: Training.Change, _ step: Int) -> SourcedValue {
    sourced(change.gradient, "\"gradient\",\(step),\(change.learnable)")
  }

  /// Its velocity before the step.
  func velocityBefore(_ change: Training.Change, _ step: Int) -> SourcedValue {
    sourced(change.velocityBefore, "\"velocityBefore\",\(step),\(change.learnable)")
  }

  /// Its velocity after the step.
  func velocity(_ change: Training.Change, _ step: Int) -> SourcedValue {
    sourced(change.velocity, "\"velocity\",\(step),\(change.learnable)")
  }

  /// The parameter after the step.
  func updated(_ change: Training.Change, _ step: Int) -> SourcedValue {
    sourced(change.updated, "\"updated\",\(step),\(change.learnable)")
  }

  /// The loss of a sample by itself.
  func loss(ofSample sample: Int) -> SourcedValue {
    let trace = training.traces[sample]
    return sourced(trace.value(of: trace.graph.outcome), "\"sampleLoss\",\(sample)")
  }

  /// The gradient of what learns by the loss of one sample.
  func gradient(of learnable: Int, inSample sample: Int) -> SourcedValue {
    let trace = training.traces[sample]
    let parts = training.learnables[learnable].parts
    let value = Value(
      Shape(of: training.learnables[learnable].value),
      parts.flatMap { trace.gradient(of: $0).components })
    return sourced(value, "\"sampleGradient\",\(sample),\(learnable)")
  }

  /// The gradient by the loss of all samples; `nil` if they do not meet the same weights.
  func gradient(of learnable: Int) -> SourcedValue? {
    training.gradient(of: learnable).map { sourced($0, "\"allGradient\",\(learnable)") }
  }

  /// The loss of all samples; `nil` if they do not meet the same weights.
  var loss: SourcedValue? { training.loss.map { sourced(.scalar($0), "\"allLoss\"") } }
}
