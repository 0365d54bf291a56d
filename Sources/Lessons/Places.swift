import Formulas
import Unrolling
import Yams

/// The places of values and equations in a lesson file, for mistakes that appear only when the
/// network is unrolled or computed.
struct Places: Sendable {
  private var keys: [String: Place] = [:]
  private var values: [String: Place] = [:]
  private var initials: [String: Place] = [:]
  private var finals: [String: Place] = [:]
  private var equations: [String: Place] = [:]
  private var figure: [String: Place] = [:]

  mutating func add(_ entries: [String: (key: Node, value: Node)], in source: Source) {
    func named(_ section: String) -> [String: Place] {
      var places: [String: Place] = [:]
      for (key, value) in entries[section]?.value.mapping.map({ Array($0) }) ?? [] {
        guard let name = key.scalar?.string else { continue }
        places[GreekName.canonical(name)] = source.place(at: value)
      }
      return places
    }
    keys = entries.mapValues { source.place(at: $0.key) }
    values = named("inputs").merging(named("parameters")) { $1 }
    initials = named("initial")
    finals = named("final")
    figure = named("figure")
  }

  mutating func add(equation name: String, at node: Node, in source: Source) {
    equations[name] = equations[name] ?? source.place(at: node)
  }

  /// Adds the place of a stacked parameter for each of its parts.
  mutating func add(parts: [String], at node: Node, in source: Source) {
    for part in parts { values[part] = source.place(at: node) }
  }

  /// Returns the place of a quantity's equation or value, or of the key that introduced it.
  func place(of subject: String, in network: Network) -> Place? {
    if let place = equations[subject] ?? value(of: subject, in: network) { return place }
    if subject == "Loss" { return keys["loss"] ?? keys["cell"] ?? keys["equations"] }
    return keys["cell"] ?? keys["equations"]
  }

  /// Returns the place of the value that a lesson gives to a name.
  func value(of name: String, in network: Network) -> Place? {
    if let value = values[name] { return value }
    guard let series = network.series.first(where: { $0.name == name }) else { return nil }
    if series.isTarget { return keys["targets"] }
    return series.tokens == nil ? keys["sequence"] : keys["embeddings"] ?? keys["sequence"]
  }

  /// Returns the place of a setting of the figure, `nil` if the lesson does not have it.
  func setting(_ key: String) -> Place? { figure[key] }

  /// Returns the place of a state's value at time 0.
  func initial(of name: String) -> Place? {
    initials[name] ?? finals[name] ?? keys["initial"] ?? keys["final"]
  }
}
