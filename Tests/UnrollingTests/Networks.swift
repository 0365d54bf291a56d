import Formulas
import Testing

@testable import Unrolling

/// Networks built by hand, as the lesson reader would build them.
enum Networks {
  /// The lecture's network, from lecture.md.
  static func lecture() throws -> Network {
    try cell(
      "elman", activation: .identity,
      parameters: [("W_h", .scalar(-5)), ("W_x", .scalar(1)), ("W_y", .scalar(-1))],
      inputs: [.scalar(5), .scalar(1)], loss: ["Loss[t]": "y[t]", "Loss": "sum(Loss[t])"])
  }

  static func cell(
    _ name: String, activation: Function, parameters: [(String, Value)], inputs: [Value],
    initial: [String: Value] = [:], targets: [Value?]? = nil, loss: KeyValuePairs<String, String>
  ) throws -> Network {
    let cell = try #require(Cell.named(name))
    var network = Network(
      equations: try cell.equations(activation: activation) { bias in
        parameters.contains { $0.0 == bias }
      },
      parameters: parameters.map { NamedValue($0.0, $0.1) },
      series: [Series("x", inputs)], initial: initial, stepCount: inputs.count, outcome: "Loss",
      cell: cell, activation: activation)
    if let targets { network.series.append(Series("target", targets, isTarget: true)) }
    network.equations += try equations(loss)
    return network
  }

  /// Equations, each from a text: `["h[t]": "W*h[t-1]"]`.
  static func equations(_ lines: KeyValuePairs<String, String>) throws -> [Equation] {
    try lines.map { left, right in
      let side = try Formula(left).expression
      guard case .symbol(let symbol) = side.kind else {
        throw FormulaError(.nameOutOfPlace(left), at: 0)
      }
      return Equation(symbol.name, isTimed: symbol.time != nil, try Formula(right).expression)
    }
  }

  static func own(
    _ lines: KeyValuePairs<String, String>, parameters: [(String, Value)] = [],
    inputs: [Value] = [], series: [Series]? = nil, targets: [Value?]? = nil,
    values: [(String, Value)] = [], initial: [String: Value] = [:], outcome: String = "Loss"
  ) throws -> Network {
    var all = series ?? (inputs.isEmpty ? [] : [Series("x", inputs)])
    let steps = all.first?.values.count ?? 0
    if let targets { all.append(Series("target", targets, isTarget: true)) }
    return Network(
      equations: try equations(lines), parameters: parameters.map { NamedValue($0.0, $0.1) },
      series: all, inputs: values.map { NamedValue($0.0, $0.1) }, initial: initial,
      stepCount: steps, outcome: outcome)
  }

  static func trace(_ network: Network) throws -> Trace {
    try Trace(of: UnrolledGraph(of: network))
  }
}

extension Trace {
  func value(_ id: String) -> Value? { graph.node(id: id).map(value(of:)) }
  func gradient(_ id: String) -> Value? { graph.node(id: id).map(gradient(of:)) }
  func edge(from: String, to: String) -> Edge? {
    guard let reader = graph.node(id: to), let operand = graph.node(id: from) else { return nil }
    return edges(into: reader).first { $0.from == operand }
  }
}
