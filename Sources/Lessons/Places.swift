import Formulas
import Unrolling
import Yams

/// Where things stand in a lesson file, for mistakes that show only when the network is unrolled
/// or computed.
struct Places: Sendable {
  private var keys: [String: Diagnostic] = [:]
  private var values: [String: Diagnostic] = [:]
  private var initials: [String: Diagnostic] = [:]
  private var equations: [String: Diagnostic] = [:]
  private var figure: [String: Diagnostic] = [:]

  mutating func add(_ entries: [String: (key: Node, value: Node)], in source: Source) {
    func named(_ section: String) -> [String: Diagnostic] {
      var places: [String: Diagnostic] = [:]
      for (key, value) in entries[section]?.value.mapping.map({ Array($0) }) ?? [] {
        guard let name = key.scalar?.string else { continue }
        places[GreekName.canonical(name)] = Self.diagnostic(at: value, in: source)
      }
      return places
    }
    keys = entries.mapValues { Self.diagnostic(at: $0.key, in: source) }
    values = named("inputs").merging(named("parameters")) { $1 }
    initials = named("initial")
    figure = named("figure")
  }

  mutating func add(equation name: String, at node: Node, in source: Source) {
    equations[name] = equations[name] ?? Self.diagnostic(at: node, in: source)
  }

  /// Returns the place of a quantity's equation or value, or of what brought it in.
  func place(of subject: String, in network: Network) -> Diagnostic? {
    if let place = equations[subject] ?? value(of: subject, in: network) { return place }
    if subject == "Loss" { return keys["loss"] ?? keys["cell"] ?? keys["equations"] }
    return keys["cell"] ?? keys["equations"]
  }

  /// Returns the place of the value that a lesson gives to a name.
  func value(of name: String, in network: Network) -> Diagnostic? {
    if let value = values[name] { return value }
    guard let series = network.series.first(where: { $0.name == name }) else { return nil }
    if series.isTarget { return keys["targets"] }
    return series.tokens == nil ? keys["sequence"] : keys["embeddings"] ?? keys["sequence"]
  }

  /// Returns the place of a setting of the figure, `nil` where the lesson has none.
  func setting(_ key: String) -> Diagnostic? { figure[key] }

  /// Returns the place of a state's value at time 0.
  func initial(of name: String) -> Diagnostic? { initials[name] ?? keys["initial"] }

  private static func diagnostic(at node: Node, in source: Source) -> Diagnostic {
    let (line, column, length) = source.place(of: node)
    return source.diagnostic("", line: line, column: column, length: length)
  }
}
