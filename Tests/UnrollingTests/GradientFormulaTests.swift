import Formulas
import TestSupport
import Testing

@testable import Unrolling

@Suite struct GradientFormulaTests {
  @Test("On random networks the formula, summed over time, has the gradient's value")
  func random() throws {
    var random = SplitMix64(seed: 71)
    for cell in ["elman", "jordan", "gru", "lstm"] {
      for loss in LossPreset.allCases {
        let network = try RandomVectorNetworkTests.network(cell, loss, &random)
        let trace = try Networks.trace(network)
        for parameter in network.parameters.indices {
          let parts = try #require(trace.gradientParts(of: parameter))
          var sum = [Double](
            repeating: 0, count: trace.graph.nodes[parameter].shape.count)
          for part in parts {
            for node in trace.graph.nodes.indices
            where trace.graph.nodes[node].role == .computed(part.equation) {
              let term = try value(of: part, at: node, in: trace)
              #expect(term.count == sum.count)
              sum = zip(sum, term).map(+)
            }
          }
          for (a, b) in zip(sum, trace.gradient(of: parameter).components) {
            #expect(
              abs(a - b) <= 1e-10 * max(1, abs(b)),
              "\(cell) \(trace.gradientFormula(of: parameter)?.plain ?? "")")
          }
        }
      }
    }
  }

  private func value(
    of part: Trace.GradientPart, at node: Int, in trace: Trace
  ) throws -> [Double] {
    let time = trace.graph.nodes[node].time ?? 0
    let upstream = part.upstream.at(time)
    let own = trace.graph.nodes[node].symbol
    let shapes = trace.graph.shapes
    let program = try Program(part.term.at(time)) { shapes.shape(of: $0 == upstream ? own : $0) }
    return program.value(
      at: program.operands.map { symbol in
        if symbol == upstream { return trace.gradient(of: node) }
        var id = symbol.name
        if case .absolute(let step)? = symbol.time { id += "_\(step)" }
        return trace.value(id) ?? .scalar(.nan)
      }
    ).components
  }

  private func elman(_ values: [(String, Value)], input: Value) throws -> Trace {
    try Networks.trace(
      Networks.cell(
        "elman", activation: .tanh, parameters: values, inputs: [input, input],
        loss: ["Loss[t]": "sum(y[t])", "Loss": "sum(Loss[t])"]))
  }

  @Test("The gradient of a shared matrix is a sum of outer products, in all four forms")
  func matrix() throws {
    let trace = try elman(
      [
        ("W_h", .matrix([[1, 0], [0, 1]])), ("W_x", .matrix([[1], [1]])),
        ("W_y", .matrix([[1, 1]])), ("b_h", .vector([0, 1])),
      ], input: .vector([1]))
    let formula = try #require(trace.gradientFormula(of: 0))
    #expect(
      formula.plain == "∂Loss/∂W_h = Σ_t diag(1 − h_t ⊙ h_t) · ∂Loss/∂h_t · h_{t−1}^T")
    #expect(
      formula.latex == "\\frac{\\partial \\text{Loss}}{\\partial W_{h}} = \\sum _{t}"
        + "\\text{diag}\\left(1 - h_{t} \\odot h_{t}\\right) \\cdot "
        + "\\frac{\\partial \\text{Loss}}{\\partial h_{t}} \\cdot h_{t - 1}^{\\top }")
    #expect(
      formula.spoken.hasPrefix(
        "the derivative of Loss with respect to W h equals the sum over t of diag open"))
    #expect(formula.label(size: 20) { text, _, _ in Double(text.count) }.width > 0)
    #expect(
      trace.gradientFormula(of: 3)?.plain
        == "∂Loss/∂b_h = Σ_t diag(1 − h_t ⊙ h_t) · ∂Loss/∂h_t")
    #expect(trace.gradientFormula(of: 2)?.plain == "∂Loss/∂W_y = Σ_t ∂Loss/∂y_t · h_t^T")
  }

  @Test("The gradient of a shared number is a sum of products")
  func number() throws {
    let trace = try elman(
      [("W_h", .scalar(1)), ("W_x", .scalar(2)), ("W_y", .scalar(3))], input: .scalar(1))
    #expect(
      trace.gradientFormula(of: 0)?.plain
        == "∂Loss/∂W_h = Σ_t (1 − h_t^2) · h_{t−1} · ∂Loss/∂h_t")
  }
}
