import Formulas
import TestSupport
import Testing

@testable import Unrolling

@Suite struct TraceDerivativeTests {
  @Test("On random networks of every cell each symbolic Jacobian has the numeric one's value")
  func random() throws {
    var random = SplitMix64(seed: 51)
    for cell in ["elman", "jordan", "gru", "lstm"] {
      for loss in LossPreset.allCases {
        let trace = try Networks.trace(
          RandomVectorNetworkTests.network(cell, loss, &random))
        for node in trace.graph.nodes.indices {
          for edge in trace.edges(into: node) {
            guard let local = trace.local(of: edge) else {
              #expect(trace.derivative(of: edge).notation().plain == "…")
              continue
            }
            let derivative = trace.derivative(of: edge)
            let shapes = trace.graph.shapes
            let program = try Program(derivative) { shapes.shape(of: $0) }
            let value = program.value(
              at: program.operands.map { symbol in
                var id = symbol.name
                if case .absolute(let time)? = symbol.time { id += "_\(time)" }
                return trace.value(id) ?? .scalar(.nan)
              })
            for (a, b) in zip(value.components, local.components) {
              #expect(
                abs(a - b) <= 1e-10 * max(1, abs(b)),
                "\(cell) \(derivative.notation().plain)")
            }
          }
        }
      }
    }
  }

  @Test("The state's Jacobian is diag(1 − h_t ⊙ h_t) · W_h")
  func elman() throws {
    var random = SplitMix64(seed: 52)
    let network = try Networks.cell(
      "elman", activation: .tanh,
      parameters: [
        ("W_h", random.value([2, 2])), ("W_x", random.value([2, 3])),
        ("W_y", random.value([1, 2])),
      ], inputs: (0..<2).map { _ in random.value([3]) },
      loss: ["Loss[t]": "sum(y[t])", "Loss": "sum(Loss[t])"])
    let trace = try Networks.trace(network)
    let edge = try #require(trace.edge(from: "h_1", to: "h_2"))
    #expect(trace.derivative(of: edge).notation().plain == "diag(1 − h_2 ⊙ h_2) · W_h")
    #expect(trace.local(of: edge)?.shape == [2, 2])
    let input = try #require(trace.edge(from: "x_2", to: "h_2"))
    #expect(trace.local(of: input)?.shape == [2, 3])
    let output = try #require(trace.edge(from: "h_2", to: "y_2"))
    #expect(trace.local(of: output)?.shape == [1, 2])
    let weight = try #require(trace.edge(from: "W_h", to: "h_2"))
    #expect(trace.local(of: weight) == nil)
    #expect(trace.contribution(of: weight).shape == [2, 2])
  }
}
