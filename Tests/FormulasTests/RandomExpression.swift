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
