import Formulas
import TestSupport
import Testing

@testable import Unrolling

@Suite struct NetworkOperationsTests {
  @Test("Each operation is a separate quantity, and the last one keeps the name")
  func names() throws {
    let network = try Networks.own(
      ["h[t]": "tanh(w*h[t-1]*2 + x[t] - b)", "Loss": "sum(h[t]^2)"],
      parameters: [("w", .scalar(0.5)), ("b", .scalar(0.1))], inputs: [.scalar(1), .scalar(2)])
    let expanded = network.expandedToOperations
    #expect(
      expanded.equations.map { "\($0.name) = \($0.expression.text)" } == [
        "h.1 = w*h[t-1]", "h.2 = h.1[t]*2", "h.3 = h.2[t] + x[t] - b", "h = tanh(h.3[t])",
        "Loss.4 = h[t]^2", "Loss = sum(Loss.4[t])",
      ])
    #expect(expanded.equations.map(\.partOf) == ["h", "h", "h", nil, "Loss", nil])
    let graph = try UnrolledGraph(of: expanded)
    func sign(_ id: String) -> String? {
      graph.node(id: id).flatMap { graph.operation(of: $0) }?.plain.filter { $0 != " " }
    }
    #expect(sign("h.1_1") == "×")
    #expect(sign("h.3_2") == "+")
    #expect(sign("h_2") == "tanh")
    #expect(sign("Loss.4_1") == "u^2")
    #expect(sign("x_1") == nil)
    #expect(throws: FormulaError.self) { try Formula("h.1") }
  }

  @Test("Values and gradients of the original nodes do not change")
  func random() throws {
    var random = SplitMix64(seed: 61)
    for cell in ["elman", "jordan", "gru", "lstm"] {
      for loss in LossPreset.allCases {
        for truncation in [nil, 2] {
          let network = try RandomVectorNetworkTests.network(
            cell, loss, &random, truncation: truncation)
          let whole = try Networks.trace(network)
          let parts = try Networks.trace(network.expandedToOperations)
          for node in whole.graph.nodes.indices {
            let id = whole.graph.nodes[node].id
            for (a, b) in [
              (whole.value(of: node), parts.value(id)),
              (whole.gradient(of: node), parts.gradient(id)),
            ] {
              let found = try #require(b, "\(cell) \(id)").components
              for (x, y) in zip(a.components, found) {
                #expect(abs(x - y) <= 1e-12 * max(1, abs(x)), "\(cell) \(loss) \(id)")
              }
            }
          }
        }
      }
    }
  }

  @Test("No formula of the expanded network contains an operation within another")
  func atoms() throws {
    var random = SplitMix64(seed: 62)
    for cell in ["elman", "gru", "lstm"] {
      let network = try RandomVectorNetworkTests.network(cell, .squaredError, &random)
      let expanded = network.expandedToOperations
      #expect(
        Set(expanded.equations.map { "\($0.name)\($0.isTimed)" }).count == expanded.equations.count)
      for equation in expanded.equations {
        for operand in equation.expression.operands {
          switch operand.kind {
          case .number, .symbol, .negative: break
          default: Issue.record("\(equation.notation().plain)")
          }
        }
      }
    }
  }

  @Test("A time step whose error reads a missing target is left out, whatever reads it")
  func gaps() throws {
    let network = try Networks.own(
      ["e[t]": "x[t] - target[t]", "Loss[t]": "e[t]^2", "Loss": "sum(Loss[t]) + sum(target[t])"],
      inputs: [.scalar(1), .scalar(2), .scalar(3)], targets: [.scalar(0), nil, .scalar(1)])
    let trace = try Networks.trace(network)
    #expect(trace.value("Loss") == .scalar(1 + 4 + 1))
    #expect(trace.graph.node(id: "e_2") == nil)
  }
}
