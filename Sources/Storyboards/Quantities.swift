import Layout
import Unrolling

/// A network's quantities, numbered, as the layout reads its structure from them: `Loss[t]` and
/// `Loss` are two.
package struct Quantities: Sendable {
  private struct Key: Hashable {
    let name: String
    let isTimed: Bool
  }

  /// The quantities with what they read: equations first, then sequences, inputs and parameters.
  package private(set) var all: [Layout.Graph.Quantity] = []
  /// How they are related.
  package let structure: Layout.Structure
  private var indices: [Key: Int] = [:]

  /// Numbers the quantities of a network.
  ///
  /// - Complexity: O(n), n the number of symbols in its equations.
  package init(of network: Network) {
    var all: [Layout.Graph.Quantity] = []
    var indices: [Key: Int] = [:]
    func add(_ name: String, isTimed: Bool) {
      let key = Key(name: name, isTimed: isTimed)
      guard indices[key] == nil else { return }
      indices[key] = all.count
      all.append(.init(isTimed: isTimed))
    }
    for equation in network.equations { add(equation.name, isTimed: equation.isTimed) }
    for series in network.series { add(series.name, isTimed: true) }
    for value in network.inputs + network.parameters { add(value.name, isTimed: false) }
    for equation in network.equations {
      guard let reader = indices[Key(name: equation.name, isTimed: equation.isTimed)] else {
        continue
      }
      for (symbol, _) in equation.expression.symbols {
        let key = Key(name: symbol.name, isTimed: symbol.time != nil)
        guard let source = indices[key] else { continue }
        let moment: Layout.Graph.Moment =
          switch symbol.time {
          case nil: .timeless
          case .absolute(let time): .fixed(time)
          case .relative(let offset): equation.isTimed ? .offset(offset) : .every
          }
        let reading = Layout.Graph.Reading(source, moment)
        if !all[reader].readings.contains(reading) { all[reader].readings.append(reading) }
      }
    }
    self.all = all
    self.indices = indices
    structure = Layout.Structure(of: all)
  }

  /// Returns the number of a node's quantity.
  package func index(of node: UnrolledGraph.Node) -> Int? {
    indices[Key(name: node.name, isTimed: node.time != nil)]
  }
}
