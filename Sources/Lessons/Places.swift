import Formulas
import Unrolling
import Yams

/// Where things stand in a lesson file, for mistakes that show only when the network is computed.
struct Places: Sendable {
  private var keys: [String: Diagnostic] = [:]
  private var parameters: [String: Diagnostic] = [:]
  private var equations: [String: Diagnostic] = [:]

  mutating func add(keys: [String: Node], in source: Source) {
    for (name, node) in keys { self.keys[name] = Self.diagnostic(at: node, in: source) }
  }

  mutating func add(parameters: Node.Mapping?, in source: Source) {
    for key in parameters.map({ $0.map(\.key) }) ?? [] {
      guard let name = key.scalar?.string else { continue }
      self.parameters[GreekName.canonical(name)] = Self.diagnostic(at: key, in: source)
    }
  }

  mutating func add(equation name: String, at node: Node, in source: Source) {
    equations[name] = equations[name] ?? Self.diagnostic(at: node, in: source)
  }

  /// Returns the place of a quantity's equation or value, or of what brought it in.
  func place(of subject: String, in network: Network) -> Diagnostic? {
    if let place = equations[subject] ?? parameters[subject] { return place }
    if let series = network.series.first(where: { $0.name == subject }) {
      return keys[series.isTarget ? "targets" : "sequence"]
    }
    if subject == "Loss" { return keys["loss"] ?? keys["cell"] ?? keys["equations"] }
    return keys["cell"] ?? keys["equations"]
  }

  private static func diagnostic(at node: Node, in source: Source) -> Diagnostic {
    let (line, column, length) = source.place(of: node)
    return source.diagnostic("", line: line, column: column, length: length)
  }
}
