import Formulas

/// A named loss of one time step. **A new loss goes here:** a case and its formula.
public enum LossPreset: String, CaseIterable, Sendable {
  /// Loss[t] = Σ y[t].
  case output
  /// Loss[t] = Σ (y[t] − target[t])².
  case squaredError = "squared-error"
  /// Loss[t] = Σ (y[t] − target[t])² / 2.
  case halfSquaredError = "half-squared-error"
  /// Loss[t] = Σ |y[t] − target[t]|.
  case absoluteError = "absolute-error"
  /// Loss[t] = −log softmax(y[t])[target[t]], where the target is a class counted from 0.
  case crossEntropy = "cross-entropy"

  /// The formula of Loss[t]; Σ is over components and is left out where y[t] is a number.
  public var formula: String {
    switch self {
    case .output: "sum(y[t])"
    case .squaredError: "sum((y[t] - target[t])^2)"
    case .halfSquaredError: "sum((y[t] - target[t])^2) / 2"
    case .absoluteError: "sum(abs(y[t] - target[t]))"
    case .crossEntropy: "cross_entropy(y[t], target[t])"
    }
  }

  /// Returns the formula of Loss[t] of a minibatch, whose y[t] has a row for each sample. The losses
  /// of classes are those of the samples: their sum or, as PyTorch has it by default, their mean; the
  /// others are sums over all components, as without a minibatch.
  public func formula(ofBatch reduction: LossReduction) -> String {
    needsClasses ? "\(reduction == .sum ? "sum" : "mean")(\(formula))" : formula
  }

  /// Whether the loss needs targets.
  public var needsTargets: Bool { self != .output }

  /// Whether a target is a class, counted from 0, instead of a value of y's shape.
  public var needsClasses: Bool { self == .crossEntropy }
}

/// How the losses of the time steps are combined.
public enum LossReduction: String, CaseIterable, Sendable {
  /// Loss = Σ Loss[t].
  case sum
  /// Loss = Σ Loss[t] / number of time steps with a loss.
  case mean
  /// Loss = Loss at the last time step that has one.
  case last

  /// The formula of Loss, over the time steps that have a loss.
  public var formula: String { "\(rawValue)(Loss[t])" }
}
