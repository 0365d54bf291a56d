/// What is wrong with a slide, or with its place in the deck.
enum SlideMistake: Mistake {
  case tooLong(lineCount: Int, most: Int)
  /// A formula of the lecturer's own that is not what the network computes.
  case wrongFormula(String, gives: String, left: String, is: String, right: String?)
  case unknownName(String, meant: String)
  case neverShown(String)
  case unclosedDollar
  case noWords
  case unknownQuantity(String, hint: String?)
  case noTimeSteps
  case unknownTimeStep(Int, last: Int)
  case noState
  /// A slide of training in a lesson with neither update nor samples.
  case nothingToUpdate
  case noStackedForm
  /// A slide about gradients before the values.
  case beforeForward(kind: String)
  case nothingToRepeat
  /// A path that ends where it starts.
  case noWay(String)
  case noGradient(from: String, to: String, flowsBackwards: Bool)
  case shortPath
  case noEdge(from: String, to: String, Gap)
  case pathEnd(End, named: String)
  /// Too few gradients to add.
  case noSum(String, gradients: Int)
  case noLedger(String, parameters: [String])

  /// What is between two neighbours on a path that have no edge between them.
  enum Gap { case isReversed, hasMore, isWide }

  /// The two ends of a path.
  enum End: String { case begin, end }

  var description: String {
    switch self {
    case .tooLong(let count, let most):
      "beside the graph, the text takes \(count) lines, but only \(most) fit"
    case .wrongFormula(let text, let gives, let left, let value, _):
      "\"\(text)\" gives \(gives), \(left) is \(value)"
    case .unknownName(let name, _): "the lesson has no \(name)"
    case .neverShown(let name): "the deck never shows \(name)"
    case .unclosedDollar: "a formula's dollar sign is never closed"
    case .noWords: "say has no text"
    case .unknownQuantity(let name, _): "there is no quantity \(name)"
    case .noTimeSteps: "the lesson has no time steps"
    case .unknownTimeStep(let time, _): "there is no time step \(time)"
    case .nothingToUpdate: "the lesson has no update and no samples to show"
    case .noState: "there is no state whose gradient could flow through time"
    case .noStackedForm:
      "no state's formula is a sum of weights times values, so there is no stacked form"
    case .beforeForward(let kind):
      "\(kind) comes before forward, which shows the values that gradients depend on"
    case .nothingToRepeat: "there is no slide yet for pause to repeat"
    case .noWay(let name): "\(name) is where the path starts"
    case .noGradient(let from, let to, _): "no gradient flows from \(from) back to \(to)"
    case .shortPath: "a path has at least two quantities"
    case .noEdge(let from, let to, _): "no edge leads from \(from) back to \(to)"
    case .pathEnd(let end, let name): "the path does not \(end.rawValue) at \(name)"
    case .noSum(let name, 0): "no gradient arrives at \(name)"
    case .noSum(let name, _): "only one gradient arrives at \(name): there is nothing to add"
    case .noLedger(let name, _): "\(name) is not a parameter, and a ledger needs one"
    }
  }

  var hint: String? {
    switch self {
    case .tooLong: "say it on two slides"
    case .wrongFormula(_, _, _, _, let right):
      right.map { "the network computes \($0)" } ?? "write what the network computes"
    case .unknownName(_, let meant): "did you mean \(meant)?"
    case .neverShown: "write parameters: shown under figure, or show the panel"
    case .unclosedDollar: "write $h_1$"
    case .noWords: "write - say: Look at this"
    case .unknownQuantity(_, let hint): hint
    case .noTimeSteps: "write - forward"
    case .unknownTimeStep(_, let last): "they go from 1 to \(last)"
    case .beforeForward: "put - forward before it"
    case .noWay: "name a different end"
    case .noGradient(let from, let to, true):
      "it flows the other way: from \(to) back to \(from)"
    case .shortPath: "write along: [Loss, Loss_1, y_1, h_1]"
    case .noEdge(let from, let to, .isReversed):
      "a path goes back from the loss: \(to) comes before \(from)"
    case .noEdge(_, _, .hasMore): "name what lies between them"
    case .pathEnd: "along must name both ends"
    case .noLedger(_, let parameters):
      parameters.isEmpty
        ? "the lesson has no parameters" : "the parameters are " + parameters.listed
    case .nothingToUpdate: "add update: {rate: 0.1}, or leave the slide out"
    case .noState, .noStackedForm, .nothingToRepeat, .noGradient, .noEdge, .noSum: nil
    }
  }
}
