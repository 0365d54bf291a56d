import Formulas

/// A mistake in the loss: how several are combined, its targets, or what is added to it.
enum LossMistake: Mistake {
  /// `loss` beside `losses`.
  case lossAndLosses
  /// An entry of `losses` without a loss.
  case noLoss
  /// A loss whose targets are classes beside one whose targets are values.
  case mixedTargets(classes: String, values: String)
  /// A number that must not be negative.
  case negative(String, text: String)
  /// Weights of classes without a loss of classes.
  case classWeightsOf(String?)
  /// More or fewer weights than classes.
  case classWeightCount(Int, output: String, classes: Int)
  /// A target that the loss is not made for.
  case targetOutOfRange(String, Double, loss: String, areSigns: Bool)
  /// Penalties on parameters without a loss to add them to.
  case nothingToAddTo
  /// `regularisation` without a factor.
  case noPenalty
  /// Penalties where there are no parameters.
  case noParameters
  /// A parameter that is listed twice.
  case twice(String)
  /// A quantity that is no parameter.
  case noParameter(String, meant: String?, all: [String])
  /// A part of a parameter in PyTorch's form.
  case part(String, of: String)
  /// A bias in PyTorch's form, which is only known as part of a sum.
  case addedBias(String, others: [String])

  var description: String {
    switch self {
    case .lossAndLosses: "the lesson has a loss and losses"
    case .noLoss: "this entry of losses has no loss"
    case .mixedTargets(let classes, let values):
      "the targets cannot be both classes, as \(classes) takes them, and values, as \(values) does"
    case .negative(let what, let text): "\(what) is \(text)"
    case .classWeightsOf(let loss?): "\(loss) takes no weights of classes"
    case .classWeightsOf(nil): "there is no named loss for the weights of classes"
    case .classWeightCount(let count, let output, let classes):
      "class-weights has \(counted(count, "entry", "entries")), but \(output)[t] has "
        + counted(classes, "class", "classes")
    case .targetOutOfRange(let name, let number, let loss, _):
      "\(name) is \(NumberStyle(digits: 15).notation(number).plain), which \(loss) cannot take"
    case .nothingToAddTo: "the lesson has no Loss to which a penalty could be added"
    case .noPenalty: "regularisation does not say how much the parameters count"
    case .noParameters: "the lesson has no parameters to regularise"
    case .twice(let name): "\(name) is listed twice"
    case .noParameter(let name, _, _): "there is no parameter \(name.quoted)"
    case .part(let name, let whole): "\(name) is part of \(whole)"
    case .addedBias(let name, _):
      "the two biases of a gate are added, so there is no penalty on \(name) alone"
    }
  }

  var hint: String? {
    switch self {
    case .lossAndLosses: "write one of the two: an entry of losses is {loss: mse, weight: 0.5}"
    case .noLoss: "write {loss: mse, weight: 0.5}"
    case .mixedTargets: "write one of them as a formula, in an equation for Loss[t]"
    case .negative("the weight of a class", _): "a weight is at least 0; 0 leaves the class out"
    case .negative: "it is at least 0, such as 0.1"
    case .classWeightsOf:
      "they belong to cross-entropy and nll; an equation for Loss[t] can have any"
    case .classWeightCount: "give one weight for each class"
    case .targetOutOfRange(_, _, _, areSigns: true):
      "targets are 1 and −1, or classes where y[t] has a score for each"
    case .targetOutOfRange: "targets are probabilities, from 0 to 1; cross-entropy takes classes"
    case .nothingToAddTo: "add loss: output, or an equation for Loss"
    case .noPenalty: "write regularisation: {l2: 0.1}, or l1"
    case .noParameters: "leave regularisation out"
    case .twice: "list each parameter once"
    case .noParameter(_, let meant?, _): guess(meant)
    case .noParameter(_, nil, let all): "the parameters are \(all.listed)"
    case .part(_, let whole): "write \(whole)"
    case .addedBias(_, let others):
      "list the others: parameters: [\(others.joined(separator: ", "))]"
    }
  }
}
