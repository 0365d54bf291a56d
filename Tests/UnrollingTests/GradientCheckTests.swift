import Formulas
import TestSupport
import Testing

@testable import Unrolling

@Suite struct GradientCheckTests {
  @Test("The lecture's gradients agree, for every parameter, initial state and input")
  func lecture() throws {
    let check = GradientCheck(of: try Networks.trace(Networks.lecture()))
    #expect(check.agrees)
    #expect(check.entries.map(\.id) == ["W_h", "W_x", "W_y", "h_0", "x_1", "x_2"])
  }

  @Test("JSON has whole numbers without a point, no infinity, and any id")
  func json() {
    let check = GradientCheck(entries: [
      .init(
        id: "say \"h\"", analytic: .scalar(5), numeric: .vector([-0.0, 0.1 + 0.2]),
        relativeError: .infinity, agrees: false)
    ])
    #expect(
      check.json == """
        {"format": "unroll-check", "version": 1, "agrees": false,
         "gradients": [
          {"id": "say \\"h\\"", "analytic": 5, "numeric": [0, 0.30000000000000004], \
        "relativeError": null, "agrees": false}]}

        """)
  }

  @Test("At a kink a gradient between the slopes agrees")
  func kink() throws {
    let network = try Networks.own(
      ["q": "relu(a) + abs(b)"], values: [("a", .scalar(0)), ("b", .scalar(0))], outcome: "q")
    #expect(GradientCheck(of: try Networks.trace(network)).agrees)
    // Along (1, −1) this is not a kink but a line of slope 1, and its gradient is 0.
    let two = try Networks.own(
      ["q": "relu(v[0]) - relu(v[1])"], values: [("v", .vector([0, 0]))], outcome: "q")
    #expect(GradientCheck(sampling: try Networks.trace(two)).agrees)
  }

  @Test("At a kink a gradient outside the two slopes is detected, even just outside")
  func beyondKink() throws {
    for (formula, lower, upper) in [
      ("relu(a)", 0.0, 1.0), ("abs(a)", -1, 1), ("-relu(a)", -1, 0), ("leaky_relu(a)", 0.01, 1),
      ("3*abs(a) + 2*a", -1, 5), ("max(a, 0)", 0, 1), ("relu(-a)", -1, 0),
    ] {
      let network = try Networks.own(
        ["q": formula], values: [("a", .scalar(0))], outcome: "q")
      let trace = try Networks.trace(network)
      let place = try #require(trace.graph.node(id: "a").map { trace.graph.offsets[$0] })
      func agrees(_ gradient: Double) -> [Bool] {
        var difference = CentralDifference(of: trace)
        difference.gradients[place] = gradient
        return [
          difference.along([(place, 1)]).agrees,
          GradientCheck(sampling: &difference).agrees,
        ]
      }
      for inside in [lower, upper, (lower + upper) / 2, trace.gradients[place]] {
        #expect(agrees(inside) == [true, true], "\(formula): \(inside)")
      }
      for outside in [
        lower - 0.001, upper + 0.001, lower - 0.5, upper + 0.5, lower - 3, upper + 3,
      ] {
        #expect(agrees(outside) == [false, false], "\(formula): \(outside)")
      }
    }
  }

  @Test("Steep functions agree: weights of 1e9 beside inputs of 1e-9")
  func steep() throws {
    for (weight, input) in [(1e6, 1e-6), (1e8, 1e-8), (1e9, 2e-9), (1e12, 1e-12), (1e6, 3)] {
      for formula in ["tanh(W*a)", "exp(sin(W*a))", "sigmoid(W*a - 3) + a", "log(1 + (W*a)^2)"] {
        let network = try Networks.own(
          ["q": formula], parameters: [("W", .scalar(weight))], values: [("a", .scalar(input))],
          outcome: "q")
        let trace = try Networks.trace(network)
        for check in [GradientCheck(of: trace), GradientCheck(sampling: trace)] {
          #expect(check.agrees, "\(formula) with \(weight) and \(input): \(check.table)")
        }
        let place = try #require(trace.graph.node(id: "a").map { trace.graph.offsets[$0] })
        var difference = CentralDifference(of: trace)
        difference.gradients[place] *= 1.001
        if abs(trace.gradients[place]) > 1e-3 {
          #expect(!GradientCheck(sampling: &difference).agrees, "\(formula) with \(weight)")
        }
      }
    }
  }

  @Test("Where several kinks meet, the gradient is checked nearby, and a wrong one is refused")
  func severalKinks() throws {
    for formula in [
      "leaky_relu(-leaky_relu(a))", "relu(abs(a) - a) + max(a, 0)", "relu(a) - relu(-a)",
      "abs(min(a, leaky_relu(a)))",
    ] {
      let network = try Networks.own(
        ["q": formula + " + 2*a"], values: [("a", .scalar(0))], outcome: "q")
      let check = GradientCheck(of: try Networks.trace(network))
      #expect(check.agrees, "\(formula): \(check.table)")
    }
    // Beside kinks that agree, a wrong gradient of something smooth.
    let network = try Networks.own(
      ["q": "leaky_relu(-leaky_relu(a)) + b^2"], values: [("a", .scalar(0)), ("b", .scalar(3))],
      outcome: "q")
    let trace = try Networks.trace(network)
    let place = try #require(trace.graph.node(id: "b").map { trace.graph.offsets[$0] })
    #expect(GradientCheck(of: trace).table.contains("at a kink"))
    #expect(GradientCheck(of: trace).json.contains("\"kink\": true"))
    var difference = CentralDifference(of: trace)
    difference.gradients[place] += 0.01
    #expect(GradientCheck(sampling: &difference).entries.map(\.agrees) == [true, false])
  }

  @Test("An input that only selects a component is neither changed nor counted")
  func indices() throws {
    let network = try Networks.own(
      [
        "h[t]": "tanh(W*h[t-1] + E[x[t]])", "Loss[t]": "-log(softmax(V*h[t])[k[t]])",
        "Loss": "sum(Loss[t])",
      ],
      parameters: [
        ("W", .scalar(0.5)), ("E", .vector([0.1, 0.2, 0.3])), ("V", .vector([1, 2, 3])),
      ],
      series: [
        Series("x", [.scalar(0), .scalar(2), .scalar(1)]),
        Series("k", [.scalar(1), .scalar(0), .scalar(2)]),
      ])
    let trace = try Networks.trace(network)
    for check in [GradientCheck(of: trace), GradientCheck(sampling: trace)] {
      #expect(check.agrees)
      #expect(check.entries.map(\.id) == ["W", "E", "V", "h_0"])
    }
  }

  @Test("An input that selects a component and is also a number is changed only as a number")
  func indexAndNumber() throws {
    let network = try Networks.own(
      ["j": "k + 1", "q": "k^2 * v[k] * v[j]"],
      values: [("k", .scalar(1)), ("v", .vector([5, 6, 7]))], outcome: "q")
    let trace = try Networks.trace(network)
    let check = GradientCheck(of: trace)
    #expect(check.agrees && check.entries.map(\.id) == ["k", "v"])
    #expect(trace.gradient("k") == .scalar(84))
  }

  @Test("A direction for each leaf agrees if every component does, truncated or not")
  func sampled() throws {
    let check = GradientCheck(sampling: try Networks.trace(Networks.lecture()))
    #expect(check.agrees)
    #expect(check.entries.map(\.id) == ["W_h", "W_x", "W_y", "h_0", "x_1", "x_2"])
    var random = SplitMix64(seed: 23)
    for cell in ["elman", "jordan", "gru", "lstm"] {
      for truncation in [nil, 1, 3] {
        let network = try RandomVectorNetworkTests.network(
          cell, .crossEntropy, &random, truncation: truncation)
        let check = GradientCheck(sampling: try Networks.trace(network))
        #expect(check.agrees, "\(cell): \(check.entries.filter { !$0.agrees })")
      }
    }
  }

  @Test("A wrong component of any leaf is detected along its direction")
  func wrong() throws {
    var random = SplitMix64(seed: 24)
    for cell in ["elman", "lstm"] {
      let network = try RandomVectorNetworkTests.network(cell, .squaredError, &random)
      let trace = try Networks.trace(network)
      let graph = trace.graph
      for leaf in graph.nodes.indices where graph.operands(of: leaf).isEmpty {
        guard graph.nodes[leaf].role != .target else { continue }
        for place in graph.range(of: leaf) {
          var difference = CentralDifference(of: trace)
          difference.gradients[place] += 0.001
          let wrong = GradientCheck(sampling: &difference).entries.filter { !$0.agrees }
          #expect(wrong.map(\.id) == [graph.nodes[leaf].id])
        }
      }
    }
  }

  @Test("A long sequence is checked in few passes, with its inputs in groups that omit none")
  func long() throws {
    var random = SplitMix64(seed: 25)
    let inputs = (0..<2400).map { _ in Value.scalar(Double.random(in: -1...1, using: &random)) }
    let network = try Networks.cell(
      "elman", activation: .tanh,
      parameters: [("W_h", .scalar(0.9)), ("W_x", .scalar(0.5)), ("W_y", .scalar(1.5))],
      inputs: inputs, targets: inputs.reversed(),
      loss: ["Loss[t]": "(y[t] - target[t])^2", "Loss": "sum(Loss[t])"])
    let trace = try Networks.trace(network)
    let check = GradientCheck(sampling: trace)
    #expect(check.agrees, "\(check.entries.filter { !$0.agrees })")
    let ids = check.entries.map(\.id)
    #expect(ids.count < 400)
    #expect(ids.prefix(4) == ["W_h", "W_x", "W_y", "h_0"])
    #expect(ids[4].hasPrefix("x_1 … x_") && ids.last?.hasSuffix("x_2400") == true)
    // The last group may be a single time step.
    var next = 1
    for id in ids.dropFirst(4) {
      let times = id.split(separator: " … ").compactMap { Int($0.dropFirst(2)) }
      #expect(times.first == next)
      next = (times.last ?? 0) + 1
    }
    #expect(next == 2401)
  }

  @Test("Exploding gradients agree as far as doubles can represent them")
  func exploding() throws {
    func check(steps: Int) throws -> GradientCheck {
      let network = try Networks.own(
        ["h[t]": "3.9*h[t-1]*(1 - h[t-1]) + 0*x[t]", "Loss": "h[\(steps)]"],
        inputs: Array(repeating: .scalar(0), count: steps), initial: ["h": .scalar(0.3)])
      return GradientCheck(sampling: try Networks.trace(network))
    }
    #expect(try check(steps: 20).agrees)
    // Chaos: no difference of doubles can follow the gradient.
    #expect(try !check(steps: 200).agrees)
  }
}
