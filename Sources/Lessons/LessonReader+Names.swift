import Formulas
import Unrolling
import Yams

extension LessonReader {
  func initial(_ equations: [Equation], _ series: [Series]) -> [String: Value] {
    let network = Network(equations: equations, outcome: "")
    let early = network.namesReadEarlier
    let backward = network.backwardNames
    // An input or a target that is read before time 1 begins with a value, too.
    let states =
      equations.filter { $0.isTimed && early.contains($0.name) && !backward.contains($0.name) }
      .map(\.name) + series.map(\.name).filter(early.contains)
    var initial: [String: Value] = [:]
    for (key, node) in pairs("initial") ?? [] {
      guard let name = name(key) else { continue }
      let value = value(node, "the initial \(name)")
      guard !hasBrokenFormulas, !equations.isEmpty else { continue }
      if states.contains(name) {
        initial[name] = value
      } else if backward.contains(name) {
        source.report(.network(.initialOfBackward(name)), at: key)
      } else {
        let meant = Spelling.meant(by: name, among: states)
        source.report(.network(.noState(name, meant: meant, states: states)), at: key)
      }
    }
    return initial
  }

  func final(_ equations: [Equation], _ series: [Series]) -> [String: Value] {
    let network = Network(equations: equations, outcome: "")
    let late = network.namesReadLater
    let times = network.times
    // What is no recurrence, such as an input, may be read after its last time step, too.
    let allowed = (equations.filter(\.isTimed).map(\.name) + series.map(\.name)).filter { name in
      late.contains(name) && (times.direction(of: name) == .backward || !times.isRecurrent(name))
    }
    var final: [String: Value] = [:]
    for (key, node) in pairs("final") ?? [] {
      guard let name = name(key) else { continue }
      let value = value(node, "the final \(name)")
      guard !hasBrokenFormulas, !equations.isEmpty else { continue }
      if allowed.contains(name) {
        final[name] = value
      } else if times.isRecurrent(name), times.direction(of: name) == .forward {
        source.report(.network(.finalOfForward(name)), at: key)
      } else {
        let meant = Spelling.meant(by: name, among: allowed)
        source.report(.network(.noFinal(name, meant: meant, names: allowed)), at: key)
      }
    }
    return final
  }

  /// Reports names that nothing defines, that are defined twice, or that nothing reads.
  func checkNames(_ network: Network) {
    checkDefinedOnce()
    guard network.cell == nil, entries["equations"] != nil else { return checkUnused(network, []) }
    let timed =
      network.equations.filter(\.isTimed).map(\.name) + network.series.map(\.name)
      + (entries["targets"] == nil ? [] : ["target"])
    let untimed =
      network.equations.filter { !$0.isTimed }.map(\.name) + definedNames("parameters")
      + definedNames("inputs")
    var used = Set<String>()
    for (index, node) in formulas where network.equations.indices.contains(index) {
      for (symbol, position) in network.equations[index].expression.symbols {
        used.insert(symbol.name)
        check(symbol, at: position ?? 0, in: node, timed, untimed)
      }
    }
    checkUnused(network, used)
  }

  // Each value before the first time step takes memory, and no lecture needs more.
  private static let furthestBack = 1000

  private func check(
    _ symbol: Symbol, at offset: Int, in node: Node, _ timed: [String], _ untimed: [String]
  ) {
    let name = symbol.name
    if case .relative(let reach) = symbol.time, abs(reach) > Self.furthestBack {
      source.report(
        .network(.tooFar(symbol.text, most: Self.furthestBack, isBack: reach < 0)), in: node,
        offset: offset,
        length: symbol.text.unicodeScalars.count)
      return
    }
    var isKnown = symbol.time == nil ? untimed.contains(name) : timed.contains(name)
    // For a vector without time, v[2] is a component.
    if case .absolute = symbol.time { isKnown = isKnown || untimed.contains(name) }
    guard !isKnown else { return }
    let other = symbol.time == nil ? timed.contains(name) : untimed.contains(name)
    let mistake: NetworkMistake =
      if other {
        symbol.time == nil
          ? .timeMissing(name, isSliced: isSliced(node, after: offset, name)) : .timeless(name)
      } else if name == "target" {
        .undefinedTarget
      } else if symbol.time != nil, untimed.contains(name + "_t") {
        .indexWithoutBrackets(name)
      } else {
        .undefined(
          name,
          meant: Self.atTime(name, timed) ?? Spelling.meant(by: name, among: timed + untimed))
      }
    source.report(
      .network(mistake), in: node, offset: offset, length: name.unicodeScalars.count)
  }

  /// `h[t]` for the name `h_t`, and `h[2]` for `h_2`, where h has time steps.
  private static func atTime(_ name: String, _ timed: [String]) -> String? {
    guard let mark = name.lastIndex(of: "_"), timed.contains(String(name[..<mark])) else {
      return nil
    }
    let index = name[mark...].dropFirst()
    return index == "t" || Int(index) != nil ? "\(name[..<mark])[\(index)]" : nil
  }

  /// Whether a slice such as `[1:3]` follows a name in a formula.
  private func isSliced(_ node: Node, after offset: Int, _ name: String) -> Bool {
    let rest = (node.scalar?.string ?? "").unicodeScalars.dropFirst(
      offset + name.unicodeScalars.count)
    return rest.first == "[" && rest.prefix { $0 != "]" }.contains(":")
  }

  private func definedNames(_ key: String) -> [String] {
    (entries[key]?.value.mapping.map { Array($0) } ?? [])
      .compactMap { $0.key.scalar?.string }.map(GreekName.canonical)
  }

  private func checkDefinedOnce() {
    var places: [Symbol: String] = [:]
    let sections = ["equations", "parameters", "inputs", "sequence"]
    for section in sections {
      guard let mapping = entries[section]?.value.mapping else { continue }
      for (node, _) in mapping {
        guard var symbol = GreekName.symbol(node.scalar?.string ?? "") else { continue }
        if section == "sequence" { symbol = Symbol(symbol.name, time: .relative(0)) }
        if let earlier = places[symbol] {
          // Two equations with the same name are reported where they are read.
          guard earlier != "equations" || section != "equations" else { continue }
          source.report(
            .network(.definedTwice(symbol.name, sections: [earlier, section])), at: node)
        }
        places[symbol] = section
      }
    }
  }

  private func checkUnused(_ network: Network, _ used: Set<String>) {
    guard !hasBrokenFormulas, network.cell != nil || entries["equations"]?.value.mapping != nil
    else { return }
    let own = network.cell == nil
    let all = used.union(network.equations.flatMap { $0.expression.symbols.map(\.symbol.name) })
    for section in own ? ["parameters", "inputs", "sequence"] : ["inputs", "sequence"] {
      for (node, _) in entries[section]?.value.mapping.map({ Array($0) }) ?? [] {
        guard let name = node.scalar?.string, GreekName.symbol(name) != nil,
          !all.contains(GreekName.canonical(name))
        else { continue }
        let meant = Spelling.meant(by: name, among: unresolved(used, network))
        source.report(.network(.unread(name, meant: meant)), at: node)
      }
    }
    if let entry = entries["targets"], !all.contains("target"), areLossesKnown {
      source.report(.network(.unreadTargets(hasEquations: own)), at: entry.key)
    }
    if own, let entry = entries["activation"], !readsActivation {
      source.report(.network(.unreadActivation), at: entry.key)
    }
  }

  /// The undefined names that formulas read, one of which an unused name may be meant for.
  private func unresolved(_ used: Set<String>, _ network: Network) -> [String] {
    let known = Set(
      network.equations.map(\.name) + network.series.map(\.name) + definedNames("parameters")
        + definedNames("inputs"))
    return used.subtracting(known).sorted()
  }

  private var readsActivation: Bool {
    formulas.contains { _, node in
      // Without an activation a formula that calls f cannot be read.
      node.scalar.map { (try? Formula($0.string)) == nil } ?? false
    }
  }
}
