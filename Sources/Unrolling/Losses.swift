import Formulas

/// A loss of one time step by name. **A new loss goes here:** a case and its formula.
public enum LossPreset: String, CaseIterable, Sendable {
  /// Loss[t] = y[t].
  case output
  /// Loss[t] = (y[t] − target[t])².
  case squaredError = "squared-error"
  /// Loss[t] = (y[t] − target[t])² / 2.
  case halfSquaredError = "half-squared-error"
  /// Loss[t] = |y[t] − target[t]|.
  case absoluteError = "absolute-error"

  /// The formula of Loss[t].
  public var formula: String {
    switch self {
    case .output: "y[t]"
    case .squaredError: "(y[t] - target[t])^2"
    case .halfSquaredError: "(y[t] - target[t])^2 / 2"
    case .absoluteError: "abs(y[t] - target[t])"
    }
  }

  /// Whether the loss compares with targets.
  public var needsTargets: Bool { self != .output }
}

/// How the losses of the time steps become one.
public enum LossReduction: String, CaseIterable, Sendable {
  /// Loss = Σ Loss[t].
  case sum
  /// Loss = Σ Loss[t] / number of time steps with a loss.
  case mean
  /// Loss = Loss at the last time step.
  case last

  /// Returns the formula of Loss over `stepCount` time steps.
  public func formula(stepCount: Int) -> String {
    switch self {
    case .sum: "sum(Loss[t])"
    case .mean: "mean(Loss[t])"
    case .last: "Loss[\(stepCount)]"
    }
  }
}
