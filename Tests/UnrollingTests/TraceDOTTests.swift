import Formulas
import Testing

@testable import Unrolling

@Suite struct TraceDOTTests {
  @Test("Every node is a node of its own, even if two have the same id")
  func sameID() throws {
    let network = try Networks.own(
      ["h[t]": "h_1*h[t-1] + x[t]", "Loss": "sum(h[t])"], parameters: [("h_1", .scalar(2))],
      inputs: [.scalar(1), .scalar(3)])
    let trace = try Networks.trace(network)
    let lines = trace.dot().split(separator: "\n").map { $0.drop { $0 == " " } }
    let nodes = lines.filter { $0.contains("\\nvalue ") }.map { $0.prefix { $0 != "[" } }
    #expect(nodes.count == trace.graph.nodes.count && Set(nodes).count == nodes.count)
    #expect(lines.contains { $0.hasPrefix("h_1 -> \"h_1#2\" ") })
    #expect(!lines.contains { $0.hasPrefix("h_1 -> h_1 ") })
    // Every end of an edge is a node with a label.
    for line in lines {
      guard let arrow = line.firstRange(of: " -> ") else { continue }
      let head = line[arrow.upperBound...].prefix { $0 != "[" }
      #expect(nodes.contains(line[..<arrow.lowerBound] + " ") && nodes.contains(head), "\(line)")
    }
  }
}
