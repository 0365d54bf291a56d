import Look
import Unrolling
import Yams

/// Reports keys that change nothing in this lesson, so that nobody waits for what they promise.
extension LessonReader {
  /// Reads `truncate`: the largest number of time steps over which gradients flow back.
  func truncation(_ network: Network) -> Int? {
    guard let entry = entries["truncate"], let steps = word("truncate").flatMap(PlainNumber.whole)
    else { return nil }
    guard !network.equations.isEmpty, !hasBrokenFormulas else { return steps }
    if !network.equations.contains(where: \.isTimed) {
      source.report(.network(.noTimeStepsToTruncate), at: entry.key)
    } else if !network.readsOtherTimes {
      source.report(.effect(.nothingToTruncate), at: entry.key)
    }
    return steps
  }

  /// The values of `columns`, `flow` and `fold` that say what a circuit is like anyway.
  private static let harmless = ["auto", "hidden", "none", "all"]

  /// Reports settings of the figure that change nothing.
  func checkEffects(of figure: LookSettings, _ graph: UnrolledGraph) {
    let network = graph.network
    let isTimed = network.stepCount > 0 && network.equations.contains(where: \.isTimed)
    for (key, value) in pairs("figure") ?? [] {
      let name = ShapeCheck.name(key)
      switch name {
      case "columns", "flow", "fold":
        // `auto` is what there is without the key.
        if name == "fold", figure.fold == .all, network.stateNames.isEmpty {
          source.report(.network(.nothingToFold), at: value)
        } else if !isTimed, !Self.harmless.contains(value.scalar?.string ?? "") {
          source.report(.effect(.timeless(name)), at: key)
        } else if isTimed, name == "flow", figure.flow == .shown, !network.readsOtherTimes {
          source.report(.effect(.noFlow), at: key)
        }
      case "parameters":
        if figure.parameters == .shown, network.parameters.isEmpty {
          source.report(.effect(.noParameters), at: value)
        }
      default: break
      }
    }
  }
}

extension Network {
  /// Whether a formula reads a quantity at another time step than its own.
  fileprivate var readsOtherTimes: Bool {
    equations.contains { equation in
      equation.expression.symbols.contains { symbol, _ in
        guard equation.isTimed else { return false }
        return switch symbol.time {
        case nil, .relative(0): false
        case .relative, .absolute: true
        }
      }
    }
  }
}
