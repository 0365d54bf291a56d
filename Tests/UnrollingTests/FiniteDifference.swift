import Formulas
import Testing

@testable import Unrolling

/// An oracle that shares no code with the backward pass: it unrolls the network again with one
/// component of a leaf changed.
enum FiniteDifference {
  /// Expects every gradient of a parameter and input to agree to a relative tolerance of 1e-6.
  static func expectAgreement(_ network: Network, _ note: String) throws {
    let trace = try Networks.trace(network)
    for index in network.parameters.indices {
      let name = network.parameters[index].name
      try expect(trace, name, note, network.parameters[index].value) { moved in
        var other = network
        other.parameters[index] = NamedValue(name, moved)
        return other
      }
    }
    for (state, value) in network.initial {
      try expect(trace, state + "_0", note, value) { moved in
        var other = network
        other.initial[state] = moved
        return other
      }
    }
    for (index, series) in network.series.enumerated() where !series.isTarget {
      for time in series.values.indices {
        guard let value = series.values[time] else { continue }
        try expect(trace, "\(series.name)_\(time + 1)", note, value) { moved in
          var other = network
          var values = series.values
          values[time] = moved
          other.series[index] = Series(series.name, values)
          return other
        }
      }
    }
  }

  private static func expect(
    _ trace: Trace, _ id: String, _ note: String, _ value: Value, _ with: (Value) -> Network
  ) throws {
    // A parameter that nothing reads has no node and no gradient.
    guard let gradient = trace.gradient(id) else { return }
    #expect(gradient.shape == value.shape, "\(note): \(id)")
    for (place, analytic) in gradient.components.enumerated() {
      let width = 1e-5 * max(1, abs(value.components[place]))
      let above = try loss(with(value.moved(place, by: width)))
      let below = try loss(with(value.moved(place, by: -width)))
      let numeric = (above - below) / (2 * width)
      // A difference of two losses is only as accurate as the rounding of the losses.
      let noise = 1e-10 * max(abs(above), abs(below), 1)
      let scale = max(abs(analytic), abs(numeric))
      #expect(
        abs(analytic - numeric) <= 1e-6 * scale + noise,
        "\(note): \(id) component \(place): \(analytic), by difference \(numeric)")
    }
  }

  private static func loss(_ network: Network) throws -> Double {
    let graph = try UnrolledGraph(of: network)
    return graph.forward(from: graph.leafValues).values[graph.offsets[graph.outcome]]
  }
}

extension Value {
  /// The value with one component changed.
  func moved(_ place: Int, by width: Double) -> Value {
    switch self {
    case .scalar(let number): return .scalar(number + width)
    case .vector(var components):
      components[place] += width
      return .vector(components)
    case .matrix(var rows):
      let columns = rows[0].count
      rows[place / columns][place % columns] += width
      return .matrix(rows)
    }
  }
}
