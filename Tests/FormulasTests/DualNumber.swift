@testable import Formulas

/// A value with its derivative along one occurrence of a symbol: forward mode by recursion over the
/// tree, an oracle that shares neither evaluation order nor code with `Program`.
struct DualNumber {
  var value: Double
  var slope = 0.0
}

extension Expression {
  /// Returns the value of a formula of numbers and its derivative with respect to one occurrence,
  /// in the conventions of `Function`; `nil` if a part of it is not finite.
  func dual(slot: Int, at given: (Symbol) -> Double) -> DualNumber? {
    var remaining = slot
    return dual(&remaining, given)
  }

  private func dual(_ slot: inout Int, _ given: (Symbol) -> Double) -> DualNumber? {
    if case .symbol(let symbol) = kind {
      slot -= 1
      return DualNumber(value: given(symbol), slope: slot == -1 ? 1 : 0)
    }
    var parts: [DualNumber] = []
    for operand in operands {
      guard let part = operand.dual(&slot, given) else { return nil }
      parts.append(part)
    }
    let result = combined(parts)
    return result.value.isFinite ? result : nil
  }

  private func combined(_ parts: [DualNumber]) -> DualNumber {
    switch kind {
    case .number(let number): return DualNumber(value: number)
    case .negative: return DualNumber(value: -parts[0].value, slope: -parts[0].slope)
    case .sum:
      return parts.reduce(DualNumber(value: 0)) {
        DualNumber(value: $0.value + $1.value, slope: $0.slope + $1.slope)
      }
    case .call(.clip, _):
      let (u, low, high) = (parts[0], parts[1], parts[2])
      if u.value < low.value { return low }
      return u.value > high.value ? high : u
    case .product, .elementwiseProduct, .call(.dot, _):
      return parts.reduce(DualNumber(value: 1)) {
        DualNumber(
          value: $0.value * $1.value, slope: $0.slope * $1.value + $0.value * $1.slope)
      }
    case .quotient:
      let (a, b) = (parts[0], parts[1])
      let slope = (a.slope * b.value - a.value * b.slope) / (b.value * b.value)
      return DualNumber(value: a.value / b.value, slope: a.slope == 0 && b.slope == 0 ? 0 : slope)
    case .power(_, let exponent):
      let (a, b) = (parts[0], parts[1])
      let value = Program.power(a.value, b.value)
      var slope = 0.0
      if b.value != 0 { slope += a.slope * b.value * Program.power(a.value, b.value - 1) }
      if a.value > 0 { slope += b.slope * value * Function.log.value(a.value) }
      // Reverse mode finds no gradient for anything in the exponent of a negative base.
      if a.value < 0, !exponent.symbols.isEmpty { slope = .nan }
      return DualNumber(value: value, slope: slope)
    case .call(let function, _) where function == .max || function == .min:
      let best = function == .max ? parts.map(\.value).max() : parts.map(\.value).min()
      let winners = parts.filter { $0.value == best }
      return DualNumber(
        value: best ?? .nan, slope: winners.map(\.slope).reduce(0, +) / Double(winners.count))
    case .call(let function, _):
      let value = function.value(parts[0].value)
      let slope = function.derivative(at: parts[0].value, value: value)
      return DualNumber(value: value, slope: parts[0].slope * slope)
    default: return DualNumber(value: .nan)
    }
  }
}
