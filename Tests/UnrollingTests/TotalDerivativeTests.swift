import Formulas
import Testing

@testable import Unrolling

@Suite struct TotalDerivativeTests {
  @Test("Along one edge, the total derivative is the local gradient")
  func chain() throws {
    let trace = try Networks.trace(Networks.lecture())
    let edge = try #require(trace.edge(from: "h_1", to: "h_2"))
    #expect(trace.totalDerivative(of: edge.to, by: edge.from) == .scalar(-5))
    #expect(trace.totalDerivative(of: edge.from, by: edge.to) == nil)
  }

  @Test("All paths within the time step are added, and none through another one")
  func paths() throws {
    let network = try Networks.own(
      [
        "a[t]": "w*h[t-1]", "b[t]": "a[t]*h[t-1]", "h[t]": "b[t] + a[t] + x[t]",
        "Loss": "last(h[t])",
      ], parameters: [("w", .scalar(3))], inputs: [.scalar(2), .scalar(1)],
      initial: ["h": .scalar(0.5)])
    let trace = try Networks.trace(network)
    let (h0, h1, h2) = (
      try #require(trace.graph.node(id: "h_0")), try #require(trace.graph.node(id: "h_1")),
      try #require(trace.graph.node(id: "h_2"))
    )
    // h_1 = 3·h_0² + 3·h_0 + 2, so the derivative is 6·h_0 + 3.
    #expect(trace.totalDerivative(of: h1, by: h0) == .scalar(6))
    // From h_2 to h_0 every path goes through another time step.
    #expect(trace.totalDerivative(of: h2, by: h0) == .scalar(0))
  }

  @Test("A total derivative that is too large for a number is not given")
  func tooLarge() throws {
    let network = try Networks.own(
      ["a[t]": "w*h[t-1]", "h[t]": "w*a[t] + x[t]", "Loss": "0*last(h[t])"],
      parameters: [("w", .scalar(1e200))], inputs: [.scalar(1)])
    let trace = try Networks.trace(network)
    let (h0, a1, h1) = (
      try #require(trace.graph.node(id: "h_0")), try #require(trace.graph.node(id: "a_1")),
      try #require(trace.graph.node(id: "h_1"))
    )
    #expect(trace.totalDerivative(of: a1, by: h0) == .scalar(1e200))
    #expect(trace.totalDerivative(of: h1, by: h0) == nil)
  }

  @Test(
    "Transposed total derivatives carry the gradient of all states back by one time step",
    arguments: ["elman", "gru", "lstm"])
  func carriesBack(_ name: String) throws {
    let cell = try #require(Cell.named(name))
    var random = SplitMix64(seed: 7)
    func value(_ rows: Int, _ columns: Int?) -> Value {
      func row(_ count: Int) -> [Double] {
        (0..<count).map { _ in Double(random.next() % 1000) / 1000 - 0.5 }
      }
      guard let columns else { return .vector(row(rows)) }
      return .matrix((0..<rows).map { _ in row(columns) })
    }
    let parameters = cell.requiredParameters().map { name in
      (name, value(name == "W_y" ? 1 : 2, 2))
    }
    let trace = try Networks.trace(
      Networks.cell(
        name, activation: .tanh, parameters: parameters,
        inputs: (0..<3).map { _ in value(2, nil) },
        loss: ["Loss": "sum(y[3])"]))
    let graph = trace.graph
    let states = name == "lstm" ? ["c", "h"] : ["h"]
    let arriving = trace.contributions()
    for time in 1...2 {
      for before in states {
        let earlier = try #require(graph.node(id: "\(before)_\(time - 1)"))
        var carried = [Double](repeating: 0, count: 2)
        for state in states {
          let node = try #require(graph.node(id: "\(state)_\(time)"))
          let later = arriving[node].filter { graph.nodes[$0.to].time != time }
            .map { trace.contribution(of: $0).components }
          let total = try #require(trace.totalDerivative(of: node, by: earlier))
          guard case .matrix(let rows) = total else {
            Issue.record("a Jacobian is a matrix")
            return
          }
          for (row, derivatives) in rows.enumerated() {
            let upstream = later.reduce(0) { $0 + $1[row] }
            for column in carried.indices { carried[column] += derivatives[column] * upstream }
          }
        }
        let gradient = arriving[earlier].filter { graph.nodes[$0.to].time == time }
          .map { trace.contribution(of: $0).components }
          .reduce([0, 0]) { [$0[0] + $1[0], $0[1] + $1[1]] }
        #expect(zip(carried, gradient).allSatisfy { abs($0 - $1) < 1e-12 }, "\(before) at \(time)")
        #expect(gradient.contains { abs($0) > 1e-4 })
      }
    }
  }
}
