import Formulas
import TestSupport
import Testing

@testable import Unrolling

/// Random networks of every cell from a seed, with sizes 1 to 5 and 1 to 8 time steps.
@Suite struct RandomVectorNetworkTests {
  static let weights: [String: [(name: String, role: String)]] = [
    "elman": [("W_h", "hh"), ("W_x", "hx"), ("W_y", "yh"), ("b_h", "h"), ("b_y", "y")],
    "jordan": [("W_h", "hy"), ("W_x", "hx"), ("W_y", "yh"), ("b_h", "h"), ("b_y", "y")],
    "gru": [
      ("W_xr", "hx"), ("W_hr", "hh"), ("b_r", "h"), ("W_xz", "hx"), ("W_hz", "hh"), ("b_z", "h"),
      ("W_xn", "hx"), ("b_xn", "h"), ("W_hn", "hh"), ("b_hn", "h"), ("W_y", "yh"), ("b_y", "y"),
    ],
    "lstm": [
      ("W_xi", "hx"), ("W_hi", "hh"), ("b_i", "h"), ("W_xf", "hx"), ("W_hf", "hh"), ("b_f", "h"),
      ("W_xo", "hx"), ("W_ho", "hh"), ("b_o", "h"), ("W_xg", "hx"), ("W_hg", "hh"), ("b_g", "h"),
      ("W_y", "yh"), ("b_y", "y"),
    ],
  ]

  static func network(
    _ cell: String, _ loss: LossPreset, _ random: inout SplitMix64, truncation: Int? = nil
  ) throws -> Network {
    let sizes: [Character: Int] = [
      "h": Int.random(in: 1...5, using: &random), "x": Int.random(in: 1...5, using: &random),
      "y": Int.random(in: 1...5, using: &random),
    ]
    func size(_ role: Character) -> Int { sizes[role] ?? 1 }
    let hasBias = Bool.random(using: &random)
    var parameters: [(String, Value)] = []
    for (name, role) in weights[cell] ?? [] where hasBias || !name.hasPrefix("b_") {
      let axes = role.map(size)
      parameters.append((name, random.value(axes)))
    }
    let steps = Int.random(in: 1...8, using: &random)
    let reduction = random.pick(LossReduction.allCases)
    let state = cell == "jordan" ? "y" : "h"
    let targets = (0..<steps).map { step -> Value? in
      if step > 0, random.pick([true, false, false]) { return nil }
      return loss.needsClasses
        ? .scalar(Double(Int.random(in: 0..<size("y"), using: &random)))
        : random.value([size("y")])
    }
    var network = try Networks.cell(
      cell, activation: random.pick([.tanh, .sigmoid, .softplus, .gelu]), parameters: parameters,
      inputs: (0..<steps).map { _ in random.value([size("x")]) },
      initial: Bool.random(using: &random) ? [state: random.value([size(Character(state))])] : [:],
      targets: targets, loss: ["Loss[t]": loss.ofScores, "Loss": reduction.formula])
    network.truncation = truncation
    return network
  }

  @Test("Every cell with every loss agrees with finite differences")
  func cells() throws {
    var random = SplitMix64(seed: 21)
    for cell in ["elman", "jordan", "gru", "lstm"] {
      for loss in LossPreset.allCases {
        let network = try Self.network(cell, loss, &random)
        try FiniteDifference.expectAgreement(network, "\(cell) \(loss.rawValue)")
      }
    }
  }

  @Test("The tool's own check agrees, truncated or not")
  func check() throws {
    var random = SplitMix64(seed: 22)
    for cell in ["elman", "jordan", "gru", "lstm"] {
      for truncation in [nil, 1, 2, 3] {
        let network = try Self.network(cell, .squaredError, &random, truncation: truncation)
        let check = GradientCheck(of: try Networks.trace(network))
        for entry in check.entries {
          #expect(
            entry.agrees && entry.relativeError < 1e-6,
            "\(cell) \(entry.id): \(entry.analytic) \(entry.numeric)")
        }
      }
    }
  }

  @Test("Local times upstream is the contribution, and contributions add up to the gradient")
  func edges() throws {
    var random = SplitMix64(seed: 23)
    for cell in ["elman", "jordan", "gru", "lstm"] {
      for truncation in [nil, 2] {
        let network = try Self.network(cell, .crossEntropy, &random, truncation: truncation)
        let trace = try Networks.trace(network)
        var sums = trace.graph.nodes.map { [Double](repeating: 0, count: $0.shape.count) }
        sums[trace.graph.outcome] = [1]
        for node in trace.graph.nodes.indices {
          for edge in trace.edges(into: node) {
            let contribution = trace.contribution(of: edge)
            #expect(contribution.shape == trace.value(of: edge.from).shape)
            sums[edge.from] = zip(sums[edge.from], contribution.components).map(+)
            guard !edge.isCut, let local = trace.local(of: edge) else { continue }
            let upstream = trace.upstream(of: edge).components
            let columns = contribution.components.count
            let rows = local.components
            for column in 0..<columns {
              let product = upstream.indices.reduce(0) {
                $0 + upstream[$1] * rows[$1 * columns + column]
              }
              #expect(abs(product - contribution.components[column]) <= 1e-12)
            }
          }
        }
        for node in trace.graph.nodes.indices {
          for (sum, gradient) in zip(sums[node], trace.gradient(of: node).components) {
            #expect(abs(sum - gradient) <= 1e-12 * max(1, abs(gradient)))
          }
        }
      }
    }
  }

  @Test("Custom equations with every operation agree with finite differences")
  func operations() throws {
    var random = SplitMix64(seed: 24)
    for _ in 0..<4 {
      let network = try Networks.own(
        [
          "h[t]": "tanh([W_h, W_x]*[h[t-1]; x[t]] + b + 0.5*h[t-2])",
          "g[t]": "softplus(layer*h[t] + g[t-1]/2)",
          "m[t]": "h[t]*x[t]^T + 2*M^T",
          "s[t]": "softmax(log_softmax(m[t]*x[t])*scale) ⊙ g[t] / (1.5 + sigmoid(h[t]))",
          "k[t]": "max(g[t], h[t], 0.1) - min(h[t], g[t]) + max(h[t])*min(g[t])*abs(s[t])",
          "Loss[t]":
            "h[t]^T*k[t] + s[t][1]*mean(m[t]) + sum(k[t]^3)/sum(exp(h[t])) + cross_entropy(k[t], target[t]) + [h[t][0], scale]*M*g[t] + M[0]^T*g[t] + scale^h[t][0]",
          "Loss": "mean(Loss[t]) + last(g[t])^T*b",
        ],
        parameters: [
          ("W_h", random.value([2, 2])), ("W_x", random.value([2, 2])), ("b", random.value([2])),
          ("layer", random.value([2, 2])), ("M", random.value([2, 2])), ("scale", .scalar(1.3)),
        ],
        inputs: (0..<3).map { _ in random.value([2]) },
        targets: [.scalar(0), .scalar(1), nil],
        initial: ["h": random.value([2]), "g": random.value([2])])
      try FiniteDifference.expectAgreement(network, "own")
      #expect(GradientCheck(of: try Networks.trace(network)).agrees)
    }
  }

  @Test("Two layers, two series and a decoder that starts from an encoder agree")
  func architectures() throws {
    var random = SplitMix64(seed: 25)
    let series = ["x", "u"].map { name in Series(name, (0..<4).map { _ in random.value([3]) }) }
    let network = try Networks.own(
      [
        "h[t]": "tanh(W_1*h[t-1] + U_1*x[t] + V*u[t])", "g[t]": "tanh(W_2*g[t-1] + U_2*h[t])",
        "s[t]": "tanh(D*s[t-1] + 0.1*h[4])", "y[t]": "W_y*(g[t] + s[t])",
        "Loss[t]": "sum((y[t] - target[t])^2)", "Loss": "sum(Loss[t])",
      ],
      parameters: [
        ("W_1", random.value([2, 2])), ("U_1", random.value([2, 3])), ("V", random.value([2, 3])),
        ("W_2", random.value([2, 2])), ("U_2", random.value([2, 2])), ("D", random.value([2, 2])),
        ("W_y", random.value([1, 2])),
      ],
      series: series, targets: (0..<4).map { _ in random.value([1]) })
    try FiniteDifference.expectAgreement(network, "layers")
  }
}

extension SplitMix64 {
  /// A value with these axes, components from -1 to 1.
  mutating func value(_ axes: [Int]) -> Value {
    func part(_ random: inout SplitMix64) -> Double { random.number() / 2 }
    switch axes.count {
    case 0: return .scalar(part(&self))
    case 1: return .vector((0..<axes[0]).map { _ in part(&self) })
    default:
      return .matrix((0..<axes[0]).map { _ in (0..<axes[1]).map { _ in part(&self) } })
    }
  }
}

extension LossPreset {
  /// The formula of Loss[t] of any y[t]: where it takes probabilities, of theirs.
  var ofScores: String {
    self == .binaryCrossEntropy ? formula.replacing("y[t]", with: "sigmoid(y[t])") : formula
  }
}
