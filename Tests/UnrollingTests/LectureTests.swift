import Formulas
import Testing

@testable import Unrolling

/// Every number of the lecture, exactly.
@Suite struct LectureTests {
  @Test(
    "Values and gradients are those on the slides",
    arguments: [
      ("x_1", 5.0, 4.0), ("x_2", 1, -1), ("h_0", 0, -20), ("h_1", 5, 4), ("h_2", -24, -1),
      ("y_1", -5, 1), ("y_2", 24, 1), ("Loss_1", -5, 1), ("Loss_2", 24, 1), ("Loss", 19, 1),
      ("W_h", -5, -5), ("W_x", 1, 19), ("W_y", -1, -19),
    ])
  func numbers(id: String, value: Double, gradient: Double) throws {
    let trace = try Networks.trace(Networks.lecture())
    #expect(trace.value(id) == .scalar(value))
    #expect(trace.gradient(id) == .scalar(gradient))
  }

  @Test("The gradient of h_1 is the sum of two paths, -1 · 1 and -5 · -1, in this order")
  func twoPaths() throws {
    let trace = try Networks.trace(Networks.lecture())
    let state = try #require(trace.graph.node(id: "h_1"))
    let paths = trace.contributions()[state]
    #expect(paths.map { trace.graph.nodes[$0.to].id } == ["y_1", "h_2"])
    let later = try #require(trace.edge(from: "h_1", to: "h_2"))
    #expect(trace.local(of: later) == .scalar(-5))
    #expect(trace.upstream(of: later) == .scalar(-1))
    #expect(trace.contribution(of: later) == .scalar(5))
    let output = try #require(trace.edge(from: "h_1", to: "y_1"))
    #expect(trace.local(of: output) == .scalar(-1))
    #expect(trace.contribution(of: output) == .scalar(-1))
  }

  @Test("Derivatives are written with weights, not with numbers")
  func derivatives() throws {
    let trace = try Networks.trace(Networks.lecture())
    let state = try #require(trace.edge(from: "h_1", to: "h_2"))
    #expect(trace.derivative(of: state).notation().plain == "W_h")
    let output = try #require(trace.edge(from: "h_1", to: "y_1"))
    #expect(trace.derivative(of: output).notation().plain == "W_y")
  }

  @Test("Each parameter's gradient is the sum of its terms, one for each time step")
  func terms() throws {
    let trace = try Networks.trace(Networks.lecture())
    let weight = try #require(trace.graph.node(id: "W_h"))
    #expect(trace.terms(of: weight).map(\.time) == [1, 2])
    #expect(trace.terms(of: weight).map(\.contribution) == [.scalar(0), .scalar(-5)])
    let input = try #require(trace.graph.node(id: "W_x"))
    #expect(trace.terms(of: input).map(\.contribution) == [.scalar(20), .scalar(-1)])
  }

  @Test("Ids are name_time, and operands come before their readers")
  func order() throws {
    let graph = try UnrolledGraph(of: Networks.lecture())
    #expect(
      graph.nodes.map(\.id) == [
        "W_h", "W_x", "W_y", "h_0", "x_1", "h_1", "y_1", "Loss_1", "x_2", "h_2", "y_2", "Loss_2",
        "Loss",
      ])
    for node in graph.nodes.indices {
      #expect(graph.operands(of: node).allSatisfy { $0 < node })
    }
    #expect(graph.expression(of: graph.outcome)?.notation().plain == "Loss_1 + Loss_2")
  }

  @Test("The table shows both paths and the terms")
  func table() throws {
    let table = try Networks.trace(Networks.lecture()).table()
    #expect(table.contains("−1 · 1 via y_1  +  −5 · −1 via h_2"))
    #expect(table.contains("h_0"))
    #expect(table.contains("−20"))
  }
}
