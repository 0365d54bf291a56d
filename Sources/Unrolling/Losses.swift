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
  /// The mean of (y[t] − target[t])² over components, as PyTorch's `MSELoss`.
  case mse
  /// The mean of |y[t] − target[t]| over components, as PyTorch's `L1Loss`.
  case l1
  /// The mean of huber(y[t] − target[t]) over components, as PyTorch's `HuberLoss`.
  case huber
  /// The mean of −(target log y + (1 − target) log(1 − y)) over components, as PyTorch's `BCELoss`;
  /// y[t] are probabilities.
  case binaryCrossEntropy = "binary-cross-entropy"
  /// The mean of softplus(y) − target ⊙ y over components, as PyTorch's `BCEWithLogitsLoss`; y[t]
  /// are scores, of which sigmoid would make probabilities.
  case bceWithLogits = "bce-with-logits"
  /// Loss[t] = −log softmax(y[t])[target[t]], where the target is a class counted from 0.
  case crossEntropy = "cross-entropy"
  /// Loss[t] = −y[t][target[t]] of log-probabilities y[t], where the target is a class.
  case nll
  /// Σ max(0, 1 − y[k] + y[j]) over all j other than the class k or, with targets of y's shape that
  /// are 1 or −1, Σ max(0, 1 − target · y).
  case hinge

  /// What the shapes of an output and its targets make of a loss.
  public struct Form: Hashable, Sendable {
    /// The quantity that is compared with the targets.
    public var output = "y"
    /// Whether the output and its targets are numbers.
    public var isNumber = false
    /// Whether a target of a loss that takes both is a class.
    public var areClasses = false
    /// Whether there is a class for each sample of a minibatch, whose output has a row for each.
    public var isBatch = false
    /// How much each class counts; `nil` if all count the same.
    public var classWeights: [Double]?

    /// Creates the form of a loss of a vector y.
    public init() {}
  }

  /// The formula of Loss[t] of a vector y; Σ and means are over components and are left out where
  /// y[t] is a number.
  public var formula: String { formula(Form()) }

  /// Returns the formula of Loss[t].
  ///
  ///     var form = LossPreset.Form()
  ///     form.areClasses = true
  ///     LossPreset.hinge.formula(form)  // "hinge(y[t], target[t])"
  public func formula(_ form: Form) -> String {
    let y = "\(form.output)[t]"
    func mean(_ part: String) -> String { form.isNumber ? part : "mean(\(part))" }
    // A product of numbers is written as one.
    let product = "target[t] \(form.isNumber ? "*" : ".*") \(y)"
    return switch self {
    case .output: "sum(\(y))"
    case .squaredError: "sum((\(y) - target[t])^2)"
    case .halfSquaredError: "sum((\(y) - target[t])^2) / 2"
    case .absoluteError: "sum(abs(\(y) - target[t]))"
    case .mse: mean("(\(y) - target[t])^2")
    case .l1: mean("abs(\(y) - target[t])")
    case .huber: mean("huber(\(y) - target[t])")
    case .binaryCrossEntropy: mean("binary_cross_entropy(\(y), target[t])")
    case .bceWithLogits: mean("softplus(\(y)) - \(product)")
    case .crossEntropy: "cross_entropy(\(y), target[t])"
    case .nll: "nll(\(y), target[t])"
    case .hinge:
      form.areClasses
        ? "hinge(\(y), target[t])" : form.isNumber ? "hinge(\(product))" : "sum(hinge(\(product)))"
    }
  }

  /// Returns the formula of Loss[t] as a tree.
  ///
  /// With a minibatch, the losses of classes are those of the samples: their sum or, as PyTorch has
  /// it by default, their mean; the others are sums or means over all components, as without one.
  /// With weights of classes, the loss of class k counts weight[k] times; the mean is Σ weight[k] ·
  /// loss / Σ weight[k], over all time steps and samples, so that `reduction` divides it.
  public func expression(_ form: Form, _ reduction: LossReduction) -> Expression? {
    let single = formula(form)
    guard takesClasses(form) else { return try? Formula(single).expression }
    let weight = "\(Self.weightName)[target[t]]"
    let text: String =
      switch (form.isBatch, form.classWeights != nil) {
      case (false, false): single
      case (false, true): "\(weight) * \(single)"
      case (true, false): "\(reduction == .sum ? "sum" : "mean")(\(single))"
      case (true, true):
        "sum(\(weight) .* \(single))" + (reduction == .last ? " / sum(\(weight))" : "")
      }
    return (try? Formula(text))?.expression.with(classWeights: form.classWeights)
  }

  /// What the weights of classes are called in formulas.
  static let weightName = "weight"

  /// Whether the loss needs targets.
  public var needsTargets: Bool { self != .output }

  /// Whether a target is always a class, counted from 0, instead of a value of y's shape.
  public var needsClasses: Bool { self == .crossEntropy || self == .nll }

  /// Whether a target is a class in a form.
  public func takesClasses(_ form: Form) -> Bool {
    needsClasses || self == .hinge && form.areClasses
  }

  /// Whether its classes can have weights, as in PyTorch.
  public var takesClassWeights: Bool { needsClasses }

  /// The numbers that a target can be, `nil` if any number.
  public var allowedTargets: AllowedTargets? {
    switch self {
    case .binaryCrossEntropy, .bceWithLogits: .probabilities
    case .hinge: .signs
    default: nil
    }
  }

  /// The numbers that a target can be.
  public enum AllowedTargets: Sendable {
    /// From 0 to 1.
    case probabilities
    /// 1 or −1.
    case signs

    /// Whether a number is among them.
    public func contains(_ number: Double) -> Bool {
      switch self {
      case .probabilities: (0...1).contains(number)
      case .signs: abs(number) == 1
      }
    }
  }
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

  // A longer sum fills no page that can be read, and would be part of each of its derivatives.
  private static let mostWeights = 32

  /// Returns the formula of Loss as a tree.
  ///
  /// With weights of classes, a mean is Σ Loss[t] / Σ weight[k], whose divisor is written as a number
  /// where it is the sum of many.
  ///
  /// - Parameters:
  ///   - classWeights: how much each class counts; `nil` if all count the same.
  ///   - targets: the classes at each time step.
  public func expression(classWeights: [Double]?, targets: [Value?]) -> Expression? {
    guard self == .mean, let classWeights else { return try? Formula(formula).expression }
    let given = targets.compactMap(\.self)
    if given.count > Self.mostWeights {
      let weights = given.flatMap(\.components).compactMap { Int(exactly: $0) }.map {
        classWeights.indices.contains($0) ? classWeights[$0] : 0
      }
      guard let sum = try? Formula("sum(Loss[t])").expression else { return nil }
      return Expression(.quotient(sum, .number(weights.reduce(0, +))))
    }
    let weights = "sum(\(LossPreset.weightName)[target[t]])"
    let isBatch = given.contains { $0.number == nil }
    let text = "sum(Loss[t]) / " + (isBatch ? "sum(\(weights))" : weights)
    return (try? Formula(text))?.expression.with(classWeights: classWeights)
  }
}

extension Expression {
  /// The weights of classes that the tree reads.
  fileprivate var classWeights: Value? {
    if case .value(let value, name: LossPreset.weightName) = kind { return value }
    return operands.lazy.compactMap(\.classWeights).first
  }

  /// The tree with the weights of classes in place of their name.
  fileprivate func with(classWeights: [Double]?) -> Expression {
    guard let classWeights else { return self }
    let name = LossPreset.weightName
    return replacingSymbols { symbol in
      symbol == Symbol(name)
        ? Expression(.value(.vector(classWeights), name: name)) : .symbol(symbol)
    }
  }
}

extension Network {
  /// Returns the network with penalties on parameters added to the formula of the outcome: l1 · Σ |w|
  /// and l2 · Σ w² over all of them.
  ///
  /// - Parameters:
  ///   - l1: the weight of the sums of absolute values, 0 for none.
  ///   - l2: the weight of the sums of squares, 0 for none.
  ///   - names: the parameters.
  public func regularised(l1: Double = 0, l2: Double = 0, _ names: [String]) -> Network {
    func penalty(_ factor: Double, _ part: (Expression) -> Expression) -> [Expression] {
      guard factor != 0, !names.isEmpty else { return [] }
      let sums = names.map { name -> Expression in
        let term = part(.symbol(Symbol(name)))
        let isNumber = parameters.contains { $0.name == name && $0.value.number != nil }
        return isNumber ? term : Expression(.call(.sum, [term]))
      }
      let total = sums.count == 1 ? sums[0] : Expression(.sum(sums))
      return [Expression(.product([.number(factor), total]))]
    }
    let penalties =
      penalty(l1) { Expression(.call(.abs, [$0])) }
      + penalty(l2) { Expression(.power($0, .number(2))) }
    var changed = self
    changed.equations = equations.map { equation in
      guard equation.name == outcome, !equation.isTimed, !penalties.isEmpty else { return equation }
      var terms = [equation.expression]
      if case .sum(let all) = equation.expression.kind { terms = all }
      return Equation(
        equation.name, isTimed: false, partOf: equation.partOf,
        Expression(.sum(terms + penalties)))
    }
    return changed
  }

  /// How much each class counts in the loss, with the name that formulas have for it; `nil` if all
  /// count the same.
  public var classWeights: NamedValue? {
    equations.lazy.compactMap(\.expression.classWeights).first.map {
      NamedValue(LossPreset.weightName, $0)
    }
  }

  /// Returns the shape of a quantity, a guess where equations do not fit; `nil` if a given value is
  /// malformed.
  public func shape(of symbol: Symbol) -> Shape? {
    (try? NetworkShapes(of: self))?.shape(of: symbol)
  }
}
