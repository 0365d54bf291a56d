import Formulas
import Unrolling
import Yams

/// Penalties on parameters.
extension LessonReader {
  /// Returns the network with the penalties of `regularisation` added to its loss.
  func regularised(_ network: Network) -> Network {
    guard let entry = entries["regularisation"], let pairs = pairs("regularisation") else {
      return network
    }
    var factors: [String: Double] = [:]
    var names: [String]?
    for (key, node) in pairs {
      let name = ShapeCheck.name(key)
      switch name {
      case "l1", "l2": factors[name] = factor(node, name)
      case "parameters": names = penalised(node, network)
      default: break
      }
    }
    guard !network.equations.isEmpty else { return network }
    if factors.isEmpty,
      pairs.allSatisfy({ LessonKeys.regularisation[ShapeCheck.name($0.key)] != nil })
    {
      source.report(.loss(.noPenalty), at: entry.key)
    }
    // A missing loss of a sequence has been reported.
    if network.outcome != "Loss" {
      source.report(.loss(.nothingToAddTo), at: entry.key)
      return network
    }
    if network.parameters.isEmpty { source.report(.loss(.noParameters), at: entry.key) }
    return network.regularised(
      l1: factors["l1"] ?? 0, l2: factors["l2"] ?? 0,
      names ?? parts(of: network.learnables.map(\.name), network, at: entry.key))
  }

  private func factor(_ node: Node, _ name: String) -> Double? {
    guard let number = number(node, name) else { return 0 }
    if number < 0 {
      source.report(.loss(.negative(name, text: node.scalar?.string ?? "")), at: node)
    }
    return number
  }

  /// Reads the names of parameters, and returns those of the network that they consist of.
  private func penalised(_ node: Node, _ network: Network) -> [String] {
    let all = network.learnables.map(\.name)
    var names: [String] = []
    for item in node.sequence.map({ Array($0) }) ?? [node] {
      guard let text = item.scalar?.string else { continue }
      let name = all.contains(text) ? text : GreekName.canonical(text)
      let own = parts(of: [name], network, at: item)
      if let whole = network.stacked.first(where: { $0.parts.contains(name) }) {
        source.report(.loss(.part(name, of: whole.name)), at: item)
      } else if !all.contains(name) {
        let meant = Spelling.meant(by: name, among: all)
        source.report(.loss(.noParameter(name, meant: meant, all: all)), at: item)
      } else if own.contains(where: names.contains) {
        source.report(.loss(.twice(name)), at: item)
      } else {
        names += own
      }
    }
    return names
  }

  /// The parameters of the network that some of the lesson's consist of: the parts of those in
  /// PyTorch's form.
  private func parts(of names: [String], _ network: Network, at node: Node?) -> [String] {
    names.flatMap { name -> [String] in
      guard let whole = network.stacked.first(where: { $0.name == name }) else { return [name] }
      let shared = network.stacked.filter { other in
        other.name != name && other.parts.contains(where: whole.parts.contains)
      }
      guard shared.isEmpty else {
        let others = network.learnables.map(\.name).filter {
          StackedParameter.Place($0)?.isWeight ?? true
        }
        // Of two biases, the first one says it.
        if names.count == 1
          || names.firstIndex(of: name) ?? 0 < names.firstIndex(of: shared[0].name) ?? 0
        {
          source.report(.loss(.addedBias(name, others: others)), at: node)
        }
        return []
      }
      return whole.parts
    }
  }
}
