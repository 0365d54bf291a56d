/// What is wrong in `ask`.
enum QuestionMistake: Mistake {
  /// The loss itself.
  case outcome(String)
  /// A quantity that exists at other time steps.
  case noTimeStep(String, of: String, known: ClosedRange<Int>)
  case unknown(String, meant: String?)
  case twice(String)
  /// A quantity at a time step that the loss does not need.
  case unneeded(String)

  var description: String {
    switch self {
    case .outcome(let name): "the gradient of \(name) with respect to itself is 1"
    case .noTimeStep(let name, _, _), .unknown(let name, _):
      "there is no quantity \(name) to ask for"
    case .twice(let name): "\(name) is asked for twice"
    case .unneeded(let name):
      "there is no quantity \(name) to ask for: nothing at that time step needs it"
    }
  }

  var hint: String? {
    switch self {
    case .outcome: "ask for what it depends on"
    case .noTimeStep(_, let name, let known):
      "\(name) goes from \(name)_\(known.lowerBound) to \(name)_\(known.upperBound)"
    case .unknown(_, let meant): meant.map(guess)
    case .twice, .unneeded: nil
    }
  }
}
