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
    let structure = quantities.structure
    let outcome = graph.nodes[graph.outcome].name
    return graph.nodes.map { node in
      switch node.role {
      case .parameter: return .parameter
      case .input, .target: return .input
      case .initial: return .state
      case .computed where node.name == outcome: return .loss
      case .computed:
        guard let quantity = quantities.index(of: node) else { return .output }
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
