import Formulas
import Foundation
import Testing

@testable import Unrolling

@Suite struct TraceJSONTests {
  private func parsed(_ trace: Trace) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(trace.json.utf8))
    return try #require(object as? [String: Any])
  }

  @Test("The JSON of the lecture contains what lesson-format.md promises")
  func schema() throws {
    let json = try parsed(Networks.trace(Networks.lecture()))
    #expect(json["format"] as? String == "unroll-trace")
    #expect(json["version"] as? Int == 2)
    let loss = try #require(json["loss"] as? [String: Any])
    #expect(loss["id"] as? String == "Loss")
    #expect(loss["value"] as? Double == 19)
    let nodes = try #require(json["nodes"] as? [[String: Any]])
    let state = try #require(nodes.first { $0["id"] as? String == "h_2" })
    #expect(state["name"] as? String == "h")
    #expect(state["time"] as? Int == 2)
    #expect(state["value"] as? Double == -24)
    #expect(state["gradient"] as? Double == -1)
    let inputs = try #require(state["inputs"] as? [[String: Any]])
    let edge = try #require(inputs.first { $0["from"] as? String == "h_1" })
    #expect(edge["slot"] as? Int == 0)
    #expect(edge["local"] as? Double == -5)
    #expect(edge["upstream"] as? Double == -1)
    #expect(edge["contribution"] as? Double == 5)
    #expect(edge["derivative"] as? String == "W_h")
    let leaf = try #require(nodes.first { $0["id"] as? String == "x_1" })
    #expect((leaf["inputs"] as? [Any])?.isEmpty == true)
    let whole = try #require(nodes.first { $0["id"] as? String == "Loss" })
    #expect(whole["time"] is NSNull)
    let parameters = try #require(json["parameters"] as? [[String: Any]])
    let weight = try #require(parameters.first { $0["id"] as? String == "W_h" })
    #expect(weight["value"] as? Double == -5)
    #expect(weight["gradient"] as? Double == -5)
    let terms = try #require(weight["terms"] as? [[String: Any]])
    #expect(terms.map { $0["time"] as? Int } == [1, 2])
    #expect(terms.map { $0["node"] as? String } == ["h_1", "h_2"])
    #expect(terms.map { $0["contribution"] as? Double } == [0, -5])
  }

  @Test("Numbers have full precision and names are escaped")
  func precision() throws {
    let value = 0.1 + 0.2
    var network = try Networks.own(["q": "a + 1e300"], values: [("a", .scalar(value))])
    network.outcome = "q"
    let trace = try Networks.trace(network)
    // Foundation's parser rounds in the last place, so the text itself is compared.
    #expect(trace.json.contains("\"value\": 0.30000000000000004,"))
    let nodes = try #require(try parsed(trace)["nodes"] as? [[String: Any]])
    #expect(nodes.last?["value"] as? Double == 1e300 + value)
  }

  @Test("The members are in a fixed order, with a line for each node, input and parameter")
  func layout() throws {
    let network = try Networks.own(
      ["h[t]": "w*h[t-1] + x[t]", "Loss": "last(h[t])"], parameters: [("w", .scalar(-0.5))],
      inputs: [.scalar(2)])
    let json = try Networks.trace(network).json
    #expect(
      json == """
        {"format": "unroll-trace", "version": 2, "loss": {"id": "Loss", "value": 2},
         "nodes": [
          {"id": "w", "name": "w", "time": null, "value": -0.5, "gradient": 0, "inputs": []},
          {"id": "h_0", "name": "h", "time": 0, "value": 0, "gradient": -0.5, "inputs": []},
          {"id": "x_1", "name": "x", "time": 1, "value": 2, "gradient": 1, "inputs": []},
          {"id": "h_1", "name": "h", "time": 1, "value": 2, "gradient": 1, "inputs": [\
        {"from": "h_0", "slot": 0, "local": -0.5, "upstream": 1, "contribution": -0.5, "derivative": "w"},
            {"from": "x_1", "slot": 1, "local": 1, "upstream": 1, "contribution": 1, "derivative": "1"},
            {"from": "w", "slot": 2, "local": 0, "upstream": 1, "contribution": 0, "derivative": "h_0"}]},
          {"id": "Loss", "name": "Loss", "time": null, "value": 2, "gradient": 1, "inputs": [\
        {"from": "h_1", "slot": 0, "local": 1, "upstream": 1, "contribution": 1, "derivative": "1"}]}],
         "parameters": [
          {"id": "w", "value": -0.5, "gradient": 0, "terms": [\
        {"time": 1, "node": "h_1", "upstream": 1, "local": 0, "contribution": 0, "sum": 0}]}]}

        """)
  }

  @Test("An operand that is read several times is one input, with the whole derivative")
  func whole() throws {
    func inputs(_ json: String, of id: String) throws -> [[String: Any]] {
      let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
      let nodes = try #require(object?["nodes"] as? [[String: Any]])
      let node = try #require(nodes.first { $0["id"] as? String == id })
      return try #require(node["inputs"] as? [[String: Any]])
    }
    let network = try Networks.own(
      [
        "h[t]": "(1 - z[t])*n[t] + z[t]*h[t-1]", "z[t]": "sigmoid(w*x[t])", "n[t]": "tanh(x[t])",
        "Loss": "h[2]*h[2] + -y*log(p) - (1 - y)*log(1 - p)", "p": "sigmoid(h[2])",
      ], parameters: [("w", .scalar(0.5))], inputs: [.scalar(2), .scalar(-1)],
      values: [("y", .scalar(0.25))])
    let trace = try Networks.trace(network)
    let state = try inputs(trace.json, of: "h_2")
    #expect(state.map { $0["from"] as? String } == ["z_2", "n_2", "h_1"])
    #expect(state.map { $0["slot"] as? Int } == [0, 1, 2])
    #expect(state[0]["derivative"] as? String == "h_1 − n_2")
    let loss = try inputs(trace.json, of: "Loss")
    #expect(
      loss.map { $0["derivative"] as? String }
        == ["2 · h_2", "log(1 − p) − log(p)", "(1 − y)/(1 − p) − y/p"])
    // The readings one by one, as in version 1.
    let readings = try inputs(trace.jsonOfVersion1, of: "h_2")
    #expect(readings.map { $0["from"] as? String } == ["z_2", "n_2", "z_2", "h_1"])
    #expect(trace.jsonOfVersion1.hasPrefix("{\"format\": \"unroll-trace\", \"version\": 1,"))
    for key in ["local", "contribution"] {
      let parts = readings.filter { $0["from"] as? String == "z_2" }.compactMap {
        $0[key] as? Double
      }
      let whole = try #require(state[0][key] as? Double)
      #expect(parts.count == 2 && abs(parts.reduce(0, +) - whole) < 1e-15)
    }
  }

  @Test("Two indices that meet at one time step are one input there, and two elsewhere")
  func meetingIndices() throws {
    let trace = try Networks.trace(
      Networks.own(
        ["h[t]": "a*h[t-1] + b*h[0] + x[t]", "Loss": "sum(h[t])"],
        parameters: [("a", .scalar(2)), ("b", .scalar(3))],
        inputs: [.scalar(1), .scalar(1)], initial: ["h": .scalar(1)]))
    func derivatives(_ id: String) throws -> [String] {
      let node = try #require(trace.graph.node(id: id))
      return trace.edges(into: node).map {
        "\(trace.graph.nodes[$0.from].id): \(trace.derivative(of: $0).notation().plain)"
      }
    }
    #expect(try derivatives("h_1") == ["h_0: a + b", "x_1: 1", "a: h_0", "b: h_0"])
    #expect(try derivatives("h_2") == ["h_1: a", "h_0: b", "x_2: 1", "a: h_1", "b: h_0"])
    #expect(trace.json.contains("\"derivative\": \"a + b\""))
  }

  @Test("Two quantities whose names and time steps give one id have different ids")
  func unique() throws {
    let network = try Networks.own(
      ["h[t]": "h_1*h[t-1] + x[t]", "Loss": "last(h[t])"], parameters: [("h_1", .scalar(0.5))],
      inputs: [.scalar(2), .scalar(1)])
    let trace = try Networks.trace(network)
    #expect(trace.json.contains("{\"id\": \"h_1\", \"name\": \"h_1\", \"time\": null"))
    #expect(trace.json.contains("{\"id\": \"h_1#2\", \"name\": \"h\", \"time\": 1"))
    #expect(trace.json.contains("{\"from\": \"h_1#2\", \"slot\": 0"))
    #expect(Set(trace.graph.uniqueIDs).count == trace.graph.nodes.count)
  }

  @Test("The same network gives the same bytes")
  func reproducible() throws {
    let network = try Networks.lecture()
    #expect(try Networks.trace(network).json == Networks.trace(network).json)
  }

  @Test("The texts of a loss that reads every time step take time that grows with its length only")
  func linearTime() throws {
    func time(_ steps: Int) throws -> Duration {
      let loss = (1...steps).map { "v^T*h[\($0)]" }.joined(separator: " + ")
      let trace = try Networks.trace(
        Networks.own(
          ["h[t]": "tanh(W*h[t-1] + x[t])", "Loss": loss],
          parameters: [("W", .matrix([[0.5, 0.1], [0.2, 0.3]])), ("v", .vector([1, 2]))],
          inputs: Array(repeating: .vector([1, 2]), count: steps)))
      return ContinuousClock().measure {
        #expect(trace.json.contains(" + h_\(steps)^T\""))
        #expect(trace.table().contains(" + h_\(steps)"))
      }
    }
    // Generous for machines with other things to do; a walk over the loss for each of its terms
    // would take 400 times as long.
    #expect(try time(1200) < time(60) * 80 + .milliseconds(200))
  }
}
