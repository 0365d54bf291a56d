import Formulas
import TestSupport
import Testing

@testable import Unrolling

@Suite struct NetworkTimesTests {
  private func both(_ steps: Int, final: [String: Value] = [:]) throws -> Network {
    var network = try Networks.own(
      [
        "h[t]": "tanh(w*h[t-1] + x[t])", "b[t]": "tanh(v*b[t+1] - x[t])",
        "y[t]": "h[t]*b[t]", "Loss": "sum(y[t])",
      ],
      parameters: [("w", .scalar(0.5)), ("v", .scalar(-0.8))],
      inputs: (0..<steps).map { .scalar(0.3 * Double($0) - 0.5) })
    network.final = final
    return network
  }

  private func error(_ network: Network) -> UnrollingError? {
    do throws(UnrollingError) {
      _ = try UnrolledGraph(of: network)
      return nil
    } catch {
      return error
    }
  }

  @Test("A recurrence that reads later time steps starts after the last one, at zero or as given")
  func final() throws {
    let trace = try Networks.trace(both(3))
    #expect(trace.value("b_4") == .scalar(0))
    #expect(trace.graph.nodes.first { $0.id == "b_4" }?.role == .initial)
    let given = try Networks.trace(both(3, final: ["b": .scalar(0.7)]))
    #expect(given.value("b_4") == .scalar(0.7))
    #expect(given.value("b_1") != trace.value("b_1"))
    try FiniteDifference.expectAgreement(both(5, final: ["b": .scalar(-0.4)]), "both directions")
  }

  @Test("The forward direction is computed first, then the other from the last time step")
  func order() throws {
    let names = ["h", "b", "y"]
    let ids = try UnrolledGraph(of: both(3)).nodes.filter {
      if case .computed = $0.role { names.contains($0.name) } else { false }
    }.map(\.id)
    #expect(ids == ["h_1", "h_2", "h_3", "b_3", "b_2", "b_1", "y_1", "y_2", "y_3"])
    let times = try both(3).times
    #expect(names.map(times.direction) == [.forward, .backward, .forward])
    #expect(names.map(times.isRecurrent) == [true, true, false])
  }

  @Test("A recurrence may read the other direction, in layers, as far as each is known")
  func layers() throws {
    let network = try Networks.own(
      [
        "h[t]": "tanh(w*h[t-1] + x[t])", "b[t]": "tanh(v*b[t+1] + h[t])",
        "k[t]": "sigmoid(w*k[t-1] + b[t] + h[t-1])", "c[t]": "b[t]*c[t+1] + k[t] - b[t+1]",
        "Loss": "sum(c[t]) + k[2]",
      ],
      parameters: [("w", .scalar(0.5)), ("v", .scalar(-0.8))],
      inputs: [.scalar(1), .scalar(-1), .scalar(0.5), .scalar(2)])
    try FiniteDifference.expectAgreement(network, "four layers")
    let ids = try UnrolledGraph(of: network).nodes.map(\.id)
    let first = { (id: String) in ids.firstIndex(of: id) ?? -1 }
    #expect(first("h_4") < first("b_4") && first("b_1") < first("k_1"))
    #expect(first("k_4") < first("c_4") && first("c_4") < first("c_1"))
  }

  @Test("Each recurrence has as many time steps as its own inputs or targets")
  func lengths() throws {
    var network = try Networks.own(
      [
        "h[t]": "tanh(w*h[t-1] + x[t])", "s[t]": "tanh(v*s[t-1] + last(h[t]))",
        "a[t]": "stack(h[t])*s[t]", "Loss[t]": "(sum(a[t]) - target[t])^2",
        "m": "max(h[t])", "Loss": "sum(Loss[t]) + m",
      ],
      parameters: [("w", .scalar(0.5)), ("v", .scalar(-0.8))],
      inputs: [.scalar(1), .scalar(-1), .scalar(0.5), .scalar(2), .scalar(0.1)],
      targets: [.scalar(1), .scalar(0)])
    network.stepCount = 5
    let times = network.times
    #expect(["h", "s", "a", "Loss"].map(times.length) == [5, 2, 2, 2])
    #expect(!times.usesGivenLength)
    try FiniteDifference.expectAgreement(network, "an encoder and a decoder")
    #expect(try Networks.trace(network).value("a_1")?.shape == [5])
  }

  @Test("A recurrence without inputs has the length that the lesson gives")
  func length() throws {
    var network = try Networks.own(
      ["h[t]": "w*h[t-1] + 1", "Loss": "sum(h[t])"], parameters: [("w", .scalar(2))], inputs: [])
    network.series = []
    network.length = 4
    #expect(try Networks.trace(network).value("h_4") == .scalar(15))
    network.length = 1
    #expect(try Networks.trace(network).value("Loss") == .scalar(1))
  }

  @Test(
    "Lengths that do not fit, two directions in one recurrence and reads past the ends are errors")
  func errors() throws {
    var network = try both(3)
    network.series.append(Series("u", [.scalar(1), .scalar(2)]))
    network.equations += try Networks.equations(["z[t]": "u[t]*h[t]"])
    #expect(
      error(network)?.description
        == "z has 2 time steps, as many as u, but reads h, which has 3 time steps, as many as x")
    let cycle = try Networks.own(
      ["b[t]": "w*b[t+1] + b[t-1]", "Loss": "sum(b[t])"], parameters: [("w", .scalar(2))],
      inputs: [.scalar(1)])
    #expect(
      error(cycle)?.description
        == "b reads b at an earlier time step, but b reads b at a later one")
    for (formula, message) in [
      ("b[0]", "z reads b at time step 0, where it has no value"),
      ("h[4]", "z reads h at time step 4, past the end of the sequence at time step 3"),
    ] {
      var network = try both(3)
      network.equations += try Networks.equations(["z": formula])
      #expect(error(network)?.description == message)
    }
  }

  @Test("Truncation cuts a backward recurrence every k time steps from its own beginning")
  func truncation() throws {
    var network = try Networks.own(
      ["b[t]": "w*b[t+1] + x[t]", "Loss": "sum(b[t])"], parameters: [("w", .scalar(2))],
      inputs: (0..<4).map { _ in .scalar(1) })
    network.truncation = 2
    let trace = try Networks.trace(network)
    // Chunks are (5, 4, 3) and (2, 1): as of the forward recurrence, mirrored.
    #expect((1...5).map { trace.gradient("b_\($0)") } == [1, 3, 1, 3, 6].map { .scalar($0) })
    #expect(try #require(trace.edge(from: "b_3", to: "b_2")).isCut)
    #expect(GradientCheck(of: trace).agrees)
  }

  @Test("Ten thousand time steps backwards do not overflow the stack")
  func long() throws {
    let steps = 10_000
    let network = try Networks.own(
      ["b[t]": "w*b[t+1] + x[t]", "Loss": "mean(b[t])"], parameters: [("w", .scalar(1))],
      inputs: Array(repeating: .scalar(1), count: steps))
    let trace = try Networks.trace(network)
    #expect(trace.value("b_1") == .scalar(Double(steps)))
    #expect(trace.gradient("b_10001").map { abs(($0.number ?? 0) - 1) < 1e-9 } == true)
  }
}
