import Formulas
import Foundation
import TestSupport
import Testing

@testable import Unrolling

@Suite struct TraceLedgerTests {
  @Test("The lecture's ledger has a row for each time step, and the last sum is the gradient")
  func lecture() throws {
    let trace = try Networks.trace(Networks.lecture())
    let weight = try #require(trace.graph.node(id: "W_x"))
    let ledger = trace.ledger(of: weight)
    #expect(ledger.map(\.time) == [1, 2])
    #expect(ledger.map(\.upstream) == [.scalar(4), .scalar(-1)])
    #expect(ledger.map(\.local) == [.scalar(5), .scalar(1)])
    #expect(ledger.map(\.contribution) == [.scalar(20), .scalar(-1)])
    #expect(ledger.map(\.sum) == [.scalar(20), .scalar(19)])
    #expect(trace.terms(of: weight) == ledger)
  }

  @Test("On random networks the last running sum is the parameter's gradient, also in the JSON")
  func random() throws {
    var random = SplitMix64(seed: 41)
    for cell in ["elman", "jordan", "gru", "lstm"] {
      let network = try RandomVectorNetworkTests.network(cell, .crossEntropy, &random)
      let trace = try Networks.trace(network)
      let object = try JSONSerialization.jsonObject(with: Data(trace.json.utf8))
      let json = try #require((object as? [String: Any])?["parameters"] as? [[String: Any]])
      for parameter in network.parameters.indices {
        let ledger = trace.ledger(of: parameter)
        let gradient = trace.gradient(of: parameter).components
        let sum = try #require(ledger.last).sum.components
        for (a, b) in zip(sum, gradient) { #expect(abs(a - b) <= 1e-12 * max(1, abs(b))) }
        let isMatrix = network.parameters[parameter].value.shape.count == 2
        #expect(ledger.allSatisfy { ($0.local == nil) == isMatrix })
        let terms = try #require(json[parameter]["terms"] as? [[String: Any]])
        #expect(terms.count == ledger.count)
        #expect(terms.allSatisfy { ($0["local"] is NSNull) == isMatrix })
        #expect(terms.allSatisfy { $0["upstream"] != nil && $0["sum"] != nil })
      }
    }
  }

  private func words(_ embeddings: [Value]) throws -> Trace {
    let tokens = ["o", "c", "o"]
    let vocabulary = ["i", "o", "c", "a"]
    var network = try Networks.own(
      ["h[t]": "tanh(h[t-1] + x[t])", "Loss": "sum(last(h[t])^2)"],
      series: [
        Series(
          "x",
          tokens.map { token in vocabulary.firstIndex(of: token).map { embeddings[$0] } },
          tokens: tokens)
      ])
    network.equations[1] = Equation(
      "Loss", isTimed: false, try Formula("sum(last(h[t]).*last(h[t]))").expression)
    network.vocabulary = vocabulary
    network.embeddings = embeddings
    return try Networks.trace(network)
  }

  @Test("The gradient of an embedding is the sum over the time steps that used its token")
  func embeddings() throws {
    let trace = try words([.scalar(-2), .scalar(0.5), .scalar(0.1), .scalar(9)])
    let found = trace.embeddingGradients
    #expect(found.map(\.token) == ["o", "c"])
    #expect(found[0].terms.map(\.time) == [1, 3])
    #expect(found[0].value == .scalar(0.5))
    let first = try #require(trace.gradient("x_1")?.number)
    let third = try #require(trace.gradient("x_3")?.number)
    #expect(found[0].gradient == .scalar(first + third))
    #expect(found[0].terms.map(\.sum) == [.scalar(first), .scalar(first + third)])
    let object = try JSONSerialization.jsonObject(with: Data(trace.json.utf8))
    let json = try #require((object as? [String: Any])?["embeddings"] as? [[String: Any]])
    #expect(json.map { $0["token"] as? String } == ["o", "c"])
    #expect(
      (json[0]["terms"] as? [[String: Any]])?.map { $0["node"] as? String } == ["x_1", "x_3"])
    #expect(trace.table().contains("embedding of o"))
  }

  @Test("One-hot tokens have no embeddings to learn")
  func oneHot() throws {
    let rows = (0..<4).map { row in Value.vector((0..<4).map { $0 == row ? 1 : 0 }) }
    let trace = try words(rows)
    #expect(trace.embeddingGradients.isEmpty)
    #expect(!trace.json.contains("embeddings"))
  }
}
