import TestSupport

@testable import Formulas

extension SplitMix64 {
  /// A formula of numbers over a, b and c; smooth, and finite on -2…2.
  mutating func expression(depth: Int) -> Expression {
    guard depth > 0 else {
      return Bool.random(using: &self)
        ? .number(number()) : .symbol(Symbol(pick(["a", "b", "c"])))
    }
    func part(_ random: inout SplitMix64) -> Expression {
      random.expression(depth: Int.random(in: 0..<depth, using: &random))
    }
    switch Int.random(in: 0..<9, using: &self) {
    case 0: return Expression(.negative(part(&self)))
    case 1, 2: return Expression(.sum([part(&self), part(&self), part(&self)]))
    case 3, 4: return Expression(.product([part(&self), part(&self)]))
    case 5:
      let positive = Expression(.sum([.number(3), Expression(.call(.sigmoid, [part(&self)]))]))
      return Expression(.quotient(part(&self), positive))
    case 6: return Expression(.power(part(&self), .number(pick([2, 3]))))
    default:
      let smooth: [Function] = [.tanh, .sigmoid, .softplus, .gelu, .silu, .sin, .cos, .identity]
      return Expression(.call(pick(smooth), [part(&self)]))
    }
  }
}

extension SplitMix64 {
  /// A formula of numbers over a, b and c with every operator and function for numbers, divisors of
  /// both signs, and the literals 0 and ±1.
  mutating func anyExpression(depth: Int) -> Expression {
    guard depth > 0 else {
      return Int.random(in: 0..<3, using: &self) == 0
        ? .number(pick([0, 1, -1, 2, -2, -0.5, 3, number()]))
        : .symbol(Symbol(pick(["a", "b", "c"])))
    }
    func part(_ random: inout SplitMix64) -> Expression {
      random.anyExpression(depth: Int.random(in: 0..<depth, using: &random))
    }
    switch Int.random(in: 0..<12, using: &self) {
    case 0: return Expression(.negative(part(&self)))
    case 1: return Expression(.sum([part(&self), part(&self), part(&self)]))
    case 2: return Expression(.sum([part(&self), Expression(.negative(part(&self)))]))
    case 3: return Expression(.product([part(&self), part(&self)]))
    case 4: return Expression(.product([part(&self), part(&self), part(&self)]))
    case 5: return Expression(.elementwiseProduct([part(&self), part(&self)]))
    case 6, 7, 8: return Expression(.quotient(part(&self), part(&self)))
    case 9: return Expression(.power(part(&self), .number(pick([-2, -1, 0, 1, 2, 3, 0.5]))))
    case 10:
      switch Int.random(in: 0..<6, using: &self) {
      case 0: return Expression(.call(.dot, [part(&self), part(&self)]))
      case 1:
        let (low, high) = (Expression.number(pick([-1, 0])), Expression.number(pick([0.5, 1])))
        return Expression(.call(.clip, [part(&self), low, high]))
      case 2: return Expression(.call(pick([.norm, .logSumExp, .layerNorm]), [part(&self)]))
      default: break
      }
      if Bool.random(using: &self) { return Expression(.power(part(&self), part(&self))) }
      return Expression(
        .call(pick([.max, .min]), [part(&self), part(&self)]))
    default:
      let ofNumbers = Function.callable.filter { $0.isElementwise || [.sum, .mean].contains($0) }
      return Expression(.call(pick(ofNumbers), [part(&self)]))
    }
  }
}

extension Function {
  /// Whether the function applies to each component of a vector separately.
  var isElementwise: Bool { isComponentwise }
}
