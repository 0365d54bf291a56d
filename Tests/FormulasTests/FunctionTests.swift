import Foundation
import Testing
import _Differentiation

@testable import Formulas

@Suite struct FunctionTests {
  /// The functions again, written for Swift's own differentiation, which is the oracle.
  private static var oracles: [(Function, @differentiable(reverse) (Double) -> Double)] {
    [
      (.identity, { $0 }),
      (.tanh, { tanh($0) }),
      (.sigmoid, { 1 / (1 + exp(-$0)) }),
      (.softplus, { log(1 + exp($0)) }),
      (.gelu, { 0.5 * $0 * (1 + erf($0 / 2.0.squareRoot())) }),
      (.silu, { $0 / (1 + exp(-$0)) }),
      (.relu, { $0 > 0 ? $0 : 0 * $0 }),
      (.leakyRelu, { $0 > 0 ? $0 : 0.01 * $0 }),
      (.elu, { $0 > 0 ? $0 : exp($0) - 1 }),
      (.exp, { exp($0) }),
      (.log, { log($0) }),
      (.sqrt, { sqrt($0) }),
      (.abs, { $0 > 0 ? $0 : -$0 }),
      (.sin, { sin($0) }),
      (.cos, { cos($0) }),
      (.huber, { $0 > 1 ? $0 - 0.5 : $0 < -1 ? -$0 - 0.5 : 0.5 * $0 * $0 }),
      (.hinge, { $0 < 1 ? 1 - $0 : 0 * $0 }),
      (.step, { ($0 > 0 ? 1 : 0) + 0 * $0 }),
    ]
  }

  private static func points(of function: Function) -> [Double] {
    let positive = [0.01, 0.3, function == .hinge ? 1.1 : 1, 2.5, 7]
    return function == .log || function == .sqrt ? positive : positive + positive.map { -$0 }
  }

  @Test("Value and derivative of each function agree with Swift's own differentiation")
  func differentiation() {
    for (function, oracle) in Self.oracles {
      for u in Self.points(of: function) {
        let (value, slope) = valueWithGradient(at: u, of: oracle)
        let ours = function.value(u)
        #expect(abs(ours - value) <= 1e-14 * max(1, abs(value)), "\(function) at \(u)")
        #expect(
          abs(function.derivative(at: u, value: ours) - slope) <= 1e-13 * max(1, abs(slope)),
          "the slope of \(function) at \(u)")
      }
    }
  }

  @Test("Every function of one number has an oracle above")
  func completeness() {
    let checked = Set(Self.oracles.map(\.0))
    for function in Function.callable where function.isElementwise {
      #expect(checked.contains(function), "\(function) is not checked")
    }
  }

  @Test("The derivative of each function agrees with a central difference")
  func centralDifference() {
    for (function, _) in Self.oracles {
      for u in Self.points(of: function) {
        let width = 1e-6 * max(0.01, abs(u))
        let numeric = (function.value(u + width) - function.value(u - width)) / (2 * width)
        let slope = function.derivative(at: u, value: function.value(u))
        #expect(abs(numeric - slope) <= 1e-6 * max(1, abs(slope)), "\(function) at \(u)")
      }
    }
  }

  @Test("The symbolic derivative of each function has the value of its derivative")
  func symbolic() throws {
    for (function, _) in Self.oracles {
      for u in Self.points(of: function) {
        let own = function.value(u)
        let slope = function.symbolicDerivative(argument: .number(u), own: .number(own))
        let value = try Program(slope).value(of: [])
        #expect(abs(value - function.derivative(at: u, value: own)) <= 1e-14 * max(1, abs(value)))
      }
    }
  }

  @Test("Kinks follow PyTorch: the derivative of relu and abs at 0 is 0")
  func kinks() {
    #expect(Function.relu.derivative(at: 0, value: 0) == 0)
    #expect(Function.abs.derivative(at: 0, value: 0) == 0)
    #expect(Function.leakyRelu.derivative(at: 0, value: 0) == 0.01)
  }

  @Test("Large arguments do not overflow if the value is finite")
  func largeArguments() {
    #expect(Function.sigmoid.value(-1e4) == 0)
    #expect(Function.sigmoid.value(1e4) == 1)
    #expect(Function.softplus.value(1e4) == 1e4)
    #expect(Function.softplus.value(-1e4) == 0)
    #expect(Function.silu.value(-1e4) == 0)
    #expect(Function.elu.value(1e4) == 1e4)
    #expect(Function.gelu.value(-1e4) == 0)
  }

  @Test("A function is found by its name with a hyphen or an underscore")
  func names() {
    #expect(Function.named("leaky-relu") == .leakyRelu)
    #expect(Function.named("leaky_relu") == .leakyRelu)
    #expect(Function.named("tanhh") == nil)
    #expect(Function.named("sign") == nil)
    for function in Function.callable { #expect(Function.named(function.name) == function) }
  }
}
