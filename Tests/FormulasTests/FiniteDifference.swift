import TestSupport
import Testing

@testable import Formulas

/// A formula with random values for its symbols, whose gradients are compared with central
/// differences.
struct FiniteDifference {
  let program: Program
  var inputs: [Value]
  let upstream: [Double]

  /// - Parameter numbers: the components that a symbol gets; random ones if not given.
  init(
    _ text: String, _ random: inout SplitMix64, numbers: [String: [Double]] = [:],
    shapes: @escaping (Symbol) -> Shape
  ) throws {
    try self.init(try Formula(text).expression, &random, numbers: numbers, shapes: shapes)
  }

  init(
    _ expression: Expression, _ random: inout SplitMix64, numbers: [String: [Double]] = [:],
    shapes: @escaping (Symbol) -> Shape
  ) throws {
    program = try Program(expression, shapes: shapes)
    var known: [Symbol: Value] = [:]
    inputs = program.operands.map { symbol in
      let shape = shapes(symbol)
      let components = numbers[symbol.name] ?? (0..<shape.count).map { _ in random.number() }
      let value = known[symbol] ?? Value(shape, components)
      known[symbol] = value
      return value
    }
    upstream = (0..<program.shape.count).map { _ in random.number() }
  }

  /// The sum of the result's components, each times its upstream gradient.
  private func loss(_ inputs: [Value]) -> Double {
    zip(program.value(at: inputs).components, upstream).map(*).reduce(0, +)
  }

  var contributions: [[Double]] {
    var workspace = Workspace(program, inputs)
    return workspace.contributions(upstream: upstream[...]).map(\.components)
  }

  /// The largest difference of all slots, relative to the numbers compared if they exceed 1.
  var distance: Double {
    var worst = 0.0
    for (slot, found) in contributions.enumerated() {
      for (component, gradient) in found.enumerated() {
        func moved(by step: Double) -> Double {
          var moved = inputs
          var components = moved[slot].components
          components[component] += step
          moved[slot] = Value(program.operandShapes[slot], components)
          return loss(moved)
        }
        let numeric = (moved(by: 1e-5) - moved(by: -1e-5)) / 2e-5
        let distance = abs(numeric - gradient) / max(1, abs(numeric), abs(loss(inputs)))
        worst = distance.isNaN ? .infinity : max(worst, distance)
      }
    }
    return worst
  }
}
