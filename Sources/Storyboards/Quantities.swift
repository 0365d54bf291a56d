import Formulas
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
      var known = Set(all[reader].readings)
      for (symbol, isOverTime) in equation.readings {
        let key = Key(name: symbol.name, isTimed: symbol.time != nil)
        guard let source = indices[key] else { continue }
        let moment: Layout.Graph.Moment =
          switch symbol.time {
          case nil: .timeless
          case .absolute(let time): .fixed(time)
          case .relative(let offset): isOverTime ? .every : .offset(offset)
          }
        let reading = Layout.Graph.Reading(source, moment)
        if known.insert(reading).inserted { all[reader].readings.append(reading) }
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

extension Quantities {
  /// For each cell, the cells that it reads, directly or not.
  var cellsReadByCells: [Set<Int>] {
    var readBy: [Set<Int>] = []
    // What is no cell passes on what it reads.
    var behind: [Int: Set<Int>] = [:]
    func cells(of quantity: Int, _ seen: Set<Int>) -> Set<Int> {
      if case .cell(let cell) = structure.roles[quantity] {
        return readBy.indices.contains(cell) ? readBy[cell].union([cell]) : [cell]
      }
      if let known = behind[quantity] { return known }
      guard !seen.contains(quantity) else { return [] }
      let found = all[quantity].readings.reduce(into: Set<Int>()) {
        $0.formUnion(cells(of: $1.quantity, seen.union([quantity])))
      }
      behind[quantity] = found
      return found
    }
    for (index, cell) in structure.cells.enumerated() {
      let read = cell.quantities.flatMap { all[$0].readings.map(\.quantity) }
      let outside = read.filter { structure.roles[$0] != .cell(index) }
      readBy.append(outside.reduce(into: Set<Int>()) { $0.formUnion(cells(of: $1, [])) })
    }
    return readBy
  }

  /// The cells whose equations are those of a cell before, with other names and perhaps in the other
  /// direction of time: the upper layers of a stack, and the reverse direction.
  func cellsLikeEarlier(_ network: Network) -> Set<Int> {
    var seen = Set<[Expression]>()
    var alike = Set<Int>()
    for (index, cell) in structure.cells.enumerated() {
      let members = cell.quantities.sorted()
      guard members.allSatisfy(network.equations.indices.contains) else { continue }
      let names = members.map { network.equations[$0].name }
      let formulas = members.map { member in
        network.equations[member].expression.shaped(names)
      }
      if !seen.insert(formulas).inserted { alike.insert(index) }
    }
    return alike
  }
}

extension Expression {
  /// The formula with a cell's quantities by number, and all else without a name: what the cell reads
  /// may be one input or several.
  fileprivate func shaped(_ names: [String]) -> Expression {
    switch kind {
    case .symbol(let symbol):
      guard let place = names.firstIndex(of: symbol.name), symbol.time != nil else {
        return .symbol(Symbol("·"))
      }
      guard case .relative(let offset) = symbol.time else { return .symbol(Symbol("·\(place)")) }
      return .symbol(Symbol("·\(place)", time: .relative(-abs(offset))))
    case .stack(let parts), .beside(let parts):
      let shaped = parts.map { $0.shaped(names) }
      return shaped.allSatisfy { $0 == .symbol(Symbol("·")) }
        ? .symbol(Symbol("·")) : mapOperands { $0.shaped(names) }
    default: return mapOperands { $0.shaped(names) }
    }
  }
}
