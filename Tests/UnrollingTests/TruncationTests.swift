import Formulas
import Foundation
import Testing

@testable import Unrolling

@Suite struct TruncationTests {
  private func chain(_ steps: Int, _ truncation: Int?) throws -> Trace {
    var network = try Networks.own(
      ["h[t]": "w*h[t-1] + x[t]", "Loss": "sum(h[t])"], parameters: [("w", .scalar(2))],
      inputs: (0..<steps).map { _ in .scalar(1) })
    network.truncation = truncation
    return try Networks.trace(network)
  }

  @Test("Gradients stop between chunks of k time steps, as with h.detach() every k steps")
  func chunks() throws {
    let trace = try chain(4, 2)
    // Chunks are (0, 1, 2) and (3, 4).
    #expect(trace.gradient("h_4") == .scalar(1))
    #expect(trace.gradient("h_3") == .scalar(3))
    #expect(trace.gradient("h_2") == .scalar(1))
    #expect(trace.gradient("h_1") == .scalar(3))
    #expect(trace.gradient("h_0") == .scalar(6))
    let cut = try #require(trace.edge(from: "h_2", to: "h_3"))
    #expect(cut.isCut)
    #expect(trace.contribution(of: cut) == .scalar(0))
    #expect(trace.local(of: cut) == .scalar(2))
    // The weight still gets a gradient from the operand at the cut: 3 · h_2.
    let weight = try #require(trace.graph.node(id: "w"))
    #expect(trace.ledger(of: weight).map(\.contribution) == [0, 1, 9, 7].map(Value.scalar))
  }

  @Test("Without truncation nothing is cut, and one chunk of all steps changes nothing")
  func whole() throws {
    let whole = try chain(4, nil)
    #expect(whole.gradient("h_0") == .scalar(30))
    #expect(try chain(4, 4).gradient("h_0") == .scalar(30))
    #expect(whole.graph.nodes.indices.allSatisfy { whole.edges(into: $0).allSatisfy { !$0.isCut } })
  }

  @Test("JSON and table show what is cut")
  func outputs() throws {
    let trace = try chain(4, 2)
    let object = try JSONSerialization.jsonObject(with: Data(trace.json.utf8))
    let nodes = try #require((object as? [String: Any])?["nodes"] as? [[String: Any]])
    for node in nodes {
      for input in node["inputs"] as? [[String: Any]] ?? [] {
        let isCut = node["id"] as? String == "h_3" && input["from"] as? String == "h_2"
        #expect(input["cut"] as? Bool == (isCut ? true : nil))
      }
    }
    #expect(trace.table().contains("cut before h_3"))
    #expect(GradientCheck(of: trace).agrees)
  }
}
