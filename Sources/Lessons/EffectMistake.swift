/// A key that changes nothing in this lesson, and what it needs.
enum EffectMistake: Mistake {
  /// `reduction` without losses of time steps.
  case nothingToReduce
  /// `truncate` without a quantity of an earlier time step.
  case nothingToTruncate
  /// A key under `figure` that only time steps give a meaning.
  case timeless(String)
  /// `flow` where no gradient flows through time.
  case noFlow
  /// `parameters: shown` where there is none.
  case noParameters

  var description: String {
    switch self {
    case .nothingToReduce: "the lesson has no Loss[t], so there is nothing to reduce"
    case .nothingToTruncate:
      "no quantity reads an earlier time step, so there is nothing to truncate"
    case .timeless(let key): "\(key) has no effect in a lesson without time steps"
    case .noFlow: "no quantity reads an earlier time step, so no gradient flows through time"
    case .noParameters: "the lesson has no parameters to show"
    }
  }

  var hint: String? {
    switch self {
    case .nothingToReduce: "write the loss of a time step as Loss[t], or leave reduction out"
    case .nothingToTruncate: "leave truncate out"
    case .timeless(let key): "leave \(key) out, or give a sequence"
    case .noFlow: "leave flow out"
    case .noParameters: "leave it out"
    }
  }
}
