import Formulas

extension Network {
  /// The network with every operation as a separate quantity, as circuits are drawn: each equation
  /// contains one multiplication, addition or function call.
  ///
  /// The new quantities are called `h.1`, `h.2`, … in the order of computation, names that a lesson
  /// cannot contain; `h` itself keeps its name and is the last operation. Values and gradients of
  /// the original quantities do not change. Signs, transposes and indexed names are not separate
  /// operations, and expressions over time are not split.
  ///
  ///     network.expandedToOperations.equations.map(\.name)  // h[t] = tanh(w*h[t-1] + x[t]):
  ///                                                         // ["h.1", "h.2", "h"]
  public var expandedToOperations: Network {
    var expanded = self
    expanded.separatesReadings = true
    expanded.wholeEquations = wholeEquations ?? equations
    var count = 0
    expanded.equations = equations.flatMap { equation in
      var splitter = OperationSplitter(equation: equation, countBefore: count)
      defer { count += splitter.parts.count }
      let root = splitter.operation(equation.expression, isTimed: equation.isTimed)
      return splitter.parts
        + [Equation(equation.name, isTimed: equation.isTimed, partOf: equation.partOf, root)]
    }
    return expanded
  }
}

private struct OperationSplitter {
  let equation: Equation
  /// The number of operations of the equations before: all of a network have different numbers.
  let countBefore: Int
  private(set) var parts: [Equation] = []

  init(equation: Equation, countBefore: Int) {
    self.equation = equation
    self.countBefore = countBefore
  }

  /// Returns the tree's root over names; the parts below it are added to `parts`.
  mutating func operation(_ expression: Expression, isTimed: Bool) -> Expression {
    switch expression.kind {
    case .call(.identity, let arguments): return operation(arguments[0], isTimed: isTimed)
    case .product(let factors) where factors.count > 2:
      return chain(factors, at: expression.position, isTimed: isTimed) { .product($0) }
    case .elementwiseProduct(let factors) where factors.count > 2:
      return chain(factors, at: expression.position, isTimed: isTimed) { .elementwiseProduct($0) }
    default:
      // A sum over time has a timed operand, even in an equation without time.
      let isOperandTimed = isTimed || expression.overTime != nil
      return expression.mapOperands { operand($0, isTimed: isOperandTimed) }
    }
  }

  /// Multiplies two factors at a time, from left to right.
  private mutating func chain(
    _ factors: [Expression], at position: Int?, isTimed: Bool,
    _ product: ([Expression]) -> Expression.Kind
  ) -> Expression {
    var whole = operand(factors[0], isTimed: isTimed)
    for (index, factor) in factors.enumerated().dropFirst() {
      let left = index == 1 ? whole : named(whole, isTimed: isTimed)
      let right = operand(factor, isTimed: isTimed)
      whole = Expression(product([left, right]), position: position)
    }
    return whole
  }

  /// Returns an operand as an atom: the operand itself, or the name of a new quantity.
  private mutating func operand(_ expression: Expression, isTimed: Bool) -> Expression {
    switch expression.kind {
    case .number, .value, .symbol: return expression
    case .negative, .transpose, .stack, .beside:
      return expression.mapOperands { operand($0, isTimed: isTimed) }
    default: return named(operation(expression, isTimed: isTimed), isTimed: isTimed)
    }
  }

  private mutating func named(_ root: Expression, isTimed: Bool) -> Expression {
    switch root.kind {
    case .number, .value, .symbol: return root
    default: break
    }
    let name = "\(equation.name).\(countBefore + parts.count + 1)"
    parts.append(Equation(name, isTimed: isTimed, partOf: equation.name, root))
    return Expression(
      .symbol(Symbol(name, time: isTimed ? .relative(0) : nil)), position: root.position)
  }
}

extension UnrolledGraph {
  /// Returns the symbol of a computed node's last operation, as a circuit shows it in the node:
  /// `×`, `+`, `tanh`, Σ; `nil` for a leaf and for a mere copy.
  public func operation(of node: Int) -> Notation? { expression(of: node)?.operationSign }
}

extension Expression {
  fileprivate var operationSign: Notation? {
    switch kind {
    case .number, .value, .symbol: return nil
    case .negative: return .sign(.negative)
    case .sum(let terms):
      if terms.count == 2, case .negative = terms[1].kind { return .sign(.minus) }
      // A loss over many time steps.
      return .sign(terms.count > 3 ? .sum : .plus)
    case .product: return .sign(.cross)
    case .elementwiseProduct: return .sign(.elementwise)
    case .quotient(let a, _):
      // The mean over time is written out as a sum divided by a number.
      if case .sum(let terms) = a.kind, terms.count > 1 { return Function.mean.notation }
      return .word("÷")
    case .power(_, let exponent):
      return .scripts(.variable("u"), below: nil, above: exponent.notation())
    case .call(.identity, let arguments): return arguments[0].operationSign
    case .call(.sum, _): return .sign(.sum)
    case .call(.crossEntropy, _): return .word("cross-entropy")
    case .call(.binaryCrossEntropy, _): return .word("BCE")
    case .call(let function, _): return function.notation
    case .transpose: return .sign(.transposed)
    case .stack, .beside: return .fenced(.sign(.ellipsis), .brackets)
    case .component: return .fenced(.variable("k"), .brackets)
    }
  }
}
