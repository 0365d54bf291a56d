/// What is wrong in `ask`.
enum QuestionMistake: Mistake {
  /// The loss itself.
  case outcome(String)
  /// A quantity that does not exist, and what to write instead.
  case unknown(String, hint: String?)
  /// A parameter in PyTorch's stacked form, and the parts that it is taken apart into.
  case stacked(String, parts: [String])
  case twice(String)
  /// A quantity at a time step that the loss does not need.
  case unneeded(String)

  var description: String {
    switch self {
    case .outcome(let name): "the gradient of \(name) with respect to itself is 1"
    case .unknown(let name, _):
      "there is no quantity \(name) to ask for"
    case .stacked(let name, _): "\(name) is taken apart, so there is no quantity of this name"
    case .twice(let name): "\(name) is asked for twice"
    case .unneeded(let name):
      "there is no quantity \(name) to ask for: nothing at that time step needs it"
    }
  }

  var hint: String? {
    switch self {
    case .outcome: "ask for what it depends on"
    case .unknown(_, let hint): hint
    case .stacked(_, let parts): "ask for \(parts.joined(lastBy: "or", comma: ","))"
    case .twice, .unneeded: nil
    }
  }
}
