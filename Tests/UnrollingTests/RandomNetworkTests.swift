import Formulas
import TestSupport
import Testing

@testable import Unrolling

@Suite struct RandomNetworkTests {
  @Test("Elman and Jordan with every activation and loss agree with finite differences")
  func cells() throws {
    var random = SplitMix64(seed: 11)
    for cell in ["elman", "jordan"] {
      for activation in Function.activations {
        for loss in LossPreset.allCases where !loss.needsClasses {
          let steps = Int.random(in: 1...6, using: &random)
          var parameters = ["W_h", "W_x", "W_y"].map { ($0, Value.scalar(random.number() / 2)) }
          if Bool.random(using: &random) { parameters.append(("b_h", .scalar(random.number()))) }
          if Bool.random(using: &random) { parameters.append(("b_y", .scalar(random.number()))) }
          let network = try Networks.cell(
            cell, activation: activation, parameters: parameters,
            inputs: (0..<steps).map { _ in .scalar(random.number()) },
            initial: [cell == "elman" ? "h" : "y": .scalar(random.number())],
            targets: (0..<steps).map { _ in .scalar(random.number() * 3) },
            loss: [
              "Loss[t]": loss.ofScores, "Loss": random.pick(["sum(Loss[t])", "mean(Loss[t])"]),
            ])
          try FiniteDifference.expectAgreement(network, "\(cell) \(activation) \(loss)")
        }
      }
    }
  }

  @Test("Custom equations with two states, h[t-2], a reused weight and a circuit agree")
  func own() throws {
    var random = SplitMix64(seed: 5)
    for _ in 0..<20 {
      let network = try Networks.own(
        [
          "h[t]": "tanh(w*h[t-1] + v*h[t-2] + x[t]*c[t-1])",
          "c[t]": "sigmoid(w*c[t-1] - h[t]^2)",
          "y[t]": "w*h[t]*c[t] + h[t]*h[t] + h[0]",
          "Loss[t]": "(y[t] - target[t])^2 / (1 + exp(y[t])) + softplus(v)",
          "Loss": "sum(Loss[t]) + mean(y[t]*w)",
        ],
        parameters: [("w", .scalar(random.number())), ("v", .scalar(random.number()))],
        inputs: (0..<5).map { _ in .scalar(random.number()) },
        targets: [.scalar(random.number()), nil, .scalar(1), nil, .scalar(random.number())],
        initial: ["h": .scalar(random.number()), "c": .scalar(random.number())])
      try FiniteDifference.expectAgreement(network, "own equations")
    }
  }

  @Test("A circuit without time: q = x + y, f = q · z")
  func circuit() throws {
    let network = try Networks.own(
      ["q": "x + y", "f": "q*z"],
      values: [("x", .scalar(-2)), ("y", .scalar(5)), ("z", .scalar(-4))], outcome: "f")
    let trace = try Networks.trace(network)
    #expect(trace.value("f") == .scalar(-12))
    #expect(trace.gradient("x") == .scalar(-4))
    #expect(trace.gradient("y") == .scalar(-4))
    #expect(trace.gradient("z") == .scalar(3))
  }

  @Test("A chain of 100,000 time steps does not overflow the stack")
  func longChain() throws {
    let steps = 100_000
    let network = try Networks.own(
      ["h[t]": "w*h[t-1] + x[t]", "Loss": "mean(h[t])"], parameters: [("w", .scalar(1))],
      inputs: Array(repeating: .scalar(1), count: steps))
    let trace = try Networks.trace(network)
    let count = Double(steps)
    #expect(trace.value("h_100000") == .scalar(count))
    #expect(trace.value("Loss") == .scalar((count + 1) / 2))
    let gradient = try #require(trace.gradient("h_0")?.number)
    #expect(abs(gradient - 1) < 1e-9)
  }
}
