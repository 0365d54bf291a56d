import Formulas
import Layout
import Unrolling

/// What a quantity is to the others: a class of its node in figures.
public enum NodeRole: String, CaseIterable, Sendable {
  /// What comes in: a sequence, its targets, or an input of a circuit.
  case input
  /// Part of a recurrence, and read by another time step.
  case state
  /// Part of a recurrence, and read within its time step only.
  case gate
  /// Computed outside every recurrence.
  case output
  /// What is differentiated, and the quantity of its name at each time step.
  case loss
  /// A shared weight or bias.
  case parameter
  /// Computed from parameters and inputs without time, in a network with time.
  case constant
  /// One of all time steps together, and not the loss.
  case aggregate
}

extension NodeRole {
  /// Returns the role of each node of a graph, in the order of its nodes.
  ///
  /// What the lesson sets (parameters, inputs) and what it differentiates have their roles by that;
  /// the structure, what reads what and when, decides all others.
  ///
  /// - Complexity: O(n), n the number of nodes.
  static func roles(in graph: UnrolledGraph) -> [NodeRole] {
    let quantities = Quantities(of: graph.network)
    let structure = Layout.Structure(of: quantities.all)
    let outcome = graph.nodes[graph.outcome].name
    return graph.nodes.map { node in
      switch node.role {
      case .parameter: return .parameter
      case .input, .target: return .input
      case .initial: return .state
      case .computed where node.name == outcome: return .loss
      case .computed:
        guard let quantity = quantities.index(of: node.name, isTimed: node.time != nil) else {
          return .output
        }
        switch structure.roles[quantity] {
        case .input: return .input
        case .cell: return structure.isCarried[quantity] ? .state : .gate
        case .output: return .output
        case .aggregate: return .aggregate
        // A circuit has no time to be constant in.
        case .constant, .derivedConstant: return graph.network.stepCount == 0 ? .output : .constant
        }
      }
    }
  }
}

/// A network's quantities as the structure is read from them.
private struct Quantities {
  private struct Key: Hashable {
    let name: String
    let isTimed: Bool
  }

  private(set) var all: [Layout.Graph.Quantity] = []
  private var indices: [Key: Int] = [:]

  init(of network: Network) {
    for parameter in network.parameters + network.inputs { add(parameter.name, isTimed: false) }
    for series in network.series { add(series.name, isTimed: true) }
    for equation in network.equations { add(equation.name, isTimed: equation.isTimed) }
    for equation in network.equations {
      guard let reader = index(of: equation.name, isTimed: equation.isTimed) else { continue }
      all[reader].readings = equation.expression.symbols.compactMap {
        reading(of: $0.symbol, inTimed: equation.isTimed)
      }
    }
  }

  func index(of name: String, isTimed: Bool) -> Int? { indices[Key(name: name, isTimed: isTimed)] }

  private mutating func add(_ name: String, isTimed: Bool) {
    guard indices[Key(name: name, isTimed: isTimed)] == nil else { return }
    indices[Key(name: name, isTimed: isTimed)] = all.count
    all.append(Layout.Graph.Quantity(isTimed: isTimed))
  }

  private func reading(of symbol: Symbol, inTimed isTimed: Bool) -> Layout.Graph.Reading? {
    guard let time = symbol.time else {
      return index(of: symbol.name, isTimed: false).map { .init($0, .timeless) }
    }
    return index(of: symbol.name, isTimed: true).map { source in
      switch time {
      case .relative(let offset): .init(source, isTimed ? .offset(offset) : .every)
      case .absolute(let step): .init(source, .fixed(step))
      }
    }
  }
}
