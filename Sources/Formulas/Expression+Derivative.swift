extension Expression {
  /// Returns the partial derivative with respect to one occurrence of a symbol, simplified.
  ///
  /// One occurrence has one path to the root, so its derivative is a product with a factor for each
  /// step of the path. The result is what a person would write: ∂(W_h·h + W_x·x)/∂h is W_h, and the
  /// derivative of tanh(u), where `own` names the node's value, is (1 − own²) · ∂u.
  ///
  ///     let formula = try Formula("tanh(w*h)").expression
  ///     formula.derivative(withRespectToSlot: 1, own: Symbol("y"))  // (1 − y²) · w
  ///
  /// - Parameters:
  ///   - slot: the occurrence, counted from 0 in order of appearance.
  ///   - own: the name of the formula's own value, used where that shortens the derivative.
  public func derivative(withRespectToSlot slot: Int, own: Symbol? = nil) -> Expression {
    // Shapes matter to those of vectors alone.
    FormulaPart(self) { _ in .scalar }.derivative(withRespectToSlot: slot, own: own)
  }

  /// Returns ∂root/∂operand as factors, where `own` stands for the root's value.
  func outerFactors(ofOperand index: Int, own: Expression) -> [Expression] {
    switch kind {
    case .number, .value, .symbol, .sum, .transpose, .stack, .beside, .component: return []
    case .negative: return [.number(-1)]
    case .product(let all), .elementwiseProduct(let all):
      return all.indices.filter { $0 != index }.map { all[$0] }
    case .quotient(let a, let b):
      guard index == 1 else { return [Expression(.quotient(.number(1), b))] }
      return [.number(-1), Expression(.quotient(a, Expression(.power(b, .number(2)))))]
    case .power(let base, let exponent):
      if index == 1 { return [own, Expression(.call(.log, [base]))] }
      let less = Expression(.sum([exponent, .number(-1)])).simplified
      return [exponent, Expression(.power(base, less))]
    case .call(let function, let all):
      guard all.count > 1 else {
        return [function.symbolicDerivative(argument: all[0], own: own)]
      }
      if function == .dot { return [all[1 - index]] }
      if function == .clip { return [Expression.clipSlope(all, index)] }
      if function == .binaryCrossEntropy {
        return [Expression.binaryCrossEntropySlope(all, index, isComponentwise: false)]
      }
      guard function == .max || function == .min else { return [] }
      // The share of one argument against the best of the others: [a > b].
      let rest = all.indices.filter { $0 != index }.map { all[$0] }
      let other = rest.count == 1 ? rest[0] : Expression(.call(function, rest))
      let (greater, smaller) = function == .max ? (all[index], other) : (other, all[index])
      let difference = Expression(.sum([greater, Expression(.negative(smaller))]))
      return [Expression(.call(.share, [difference]))]
    }
  }

  /// The derivative of clip(u, low, high) by one of the three, where low < high: 1 for u between the
  /// limits, [u < low] for the lower one, [u > high] for the upper one.
  static func clipSlope(_ all: [Expression], _ index: Int) -> Expression {
    func isGreater(_ a: Expression, _ b: Expression) -> Expression {
      let difference =
        b.kind == .number(0)
        ? a
        : a.kind == .number(0)
          ? Expression(.negative(b)) : Expression(.sum([a, Expression(.negative(b))]))
      return Expression(.call(.step, [difference]))
    }
    let (isBelow, isAbove) = (isGreater(all[1], all[0]), isGreater(all[0], all[2]))
    switch index {
    case 1: return isBelow
    case 2: return isAbove
    default:
      return Expression(
        .sum([.number(1), Expression(.negative(isBelow)), Expression(.negative(isAbove))]))
    }
  }

  /// The derivative of −(t log p + (1 − t) log(1 − p)) by p or by t.
  static func binaryCrossEntropySlope(
    _ all: [Expression], _ index: Int, isComponentwise: Bool
  ) -> Expression {
    let (p, target) = (all[0], all[1])
    let rest = difference(.number(1), p)
    if index == 1 {
      return difference(Expression(.call(.log, [rest])), Expression(.call(.log, [p])))
    }
    let variance = isComponentwise ? elementwise([p, rest]) : Expression(.product([p, rest]))
    return Expression(.quotient(difference(p, target), variance))
  }

  /// The gradient of a loss of scores and a class by the scores.
  static func slope(ofClassLoss function: Function, _ all: [Expression]) -> Expression {
    let (y, chosen) = (all[0], Expression(.call(.oneHot, [all[1], all[0]])))
    switch function {
    case .negativeLogLikelihood: return Expression(.negative(chosen))
    case .multiclassHinge:
      // s − (Σ s) · onehot(k): of s, which has a 1 for the class itself, the others pull it up.
      let margins = Expression(
        .sum([.number(1), Expression(.negative(Expression(.component(y, at: all[1])))), y]))
      let violated = Expression(.call(.step, [margins]))
      let count = Expression(.call(.sum, [violated]))
      return difference(violated, Expression(.product([count, chosen])))
    default: return difference(Expression(.call(.softmax, [y])), chosen)
    }
  }
}
