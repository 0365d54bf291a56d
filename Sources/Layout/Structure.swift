extension Layout {
  /// How a network's quantities are related, derived from which quantities read which.
  ///
  ///     Layout.Structure(of: lstm.quantities).cells  // one: i, f, g, o and h as gates, c as belt
  public struct Structure: Sendable {
    /// A recurrence: quantities that read one another over time.
    public struct Cell: Hashable, Sendable {
      /// Carried states that read themselves, in the order of their rows from bottom to top.
      public var belts: [Int]
      /// All other quantities, in the order of their slots from left to right.
      public var gates: [Int]
      /// All quantities of the cell.
      public var quantities: [Int] { gates + belts }
    }

    /// The role of a quantity.
    public enum Role: Hashable, Sendable {
      /// A leaf with time.
      case input
      /// A leaf without time.
      case constant
      /// Without time, depending only on constants.
      case derivedConstant
      /// Part of the cell with this index.
      case cell(Int)
      /// With time, and not part of a cell.
      case output
      /// Without time, reading quantities with time.
      case aggregate
    }

    /// The recurrences, ordered so that each comes after the ones that it reads.
    public let cells: [Cell]
    /// The role of each quantity.
    public let roles: [Role]
    /// Which quantities are read at another time step.
    public let isCarried: [Bool]
    /// The stage of each quantity: the columns of stage 1 come after those of stage 0, and a
    /// decoder's columns after its encoder's.
    public let stages: [Int]

    /// Analyzes quantities.
    ///
    /// - Complexity: O(n), n the number of readings; no recursion.
    public init(of quantities: [Graph.Quantity]) {
      let timed = quantities.indices.map { reader in
        quantities[reader].isTimed
          ? quantities[reader].readings.filter { quantities[$0.quantity].isTimed } : []
      }
      var isCarried = [Bool](repeating: false, count: quantities.count)
      var readsItself = isCarried
      for (reader, readings) in timed.enumerated() {
        for case (let source, .offset(let offset)) in readings.map({ ($0.quantity, $0.moment) })
        where offset != 0 && !quantities[source].readings.isEmpty {
          isCarried[source] = true
          if source == reader { readsItself[source] = true }
        }
      }
      let components = Components(of: timed.map { $0.map(\.quantity) })
      var roles = Structure.rolesWithoutCells(quantities)
      var cells: [Cell] = []
      for members in components.inOrder
      where members.count > 1 || members.contains(where: { readsItself[$0] }) {
        let cell = Structure.cell(
          of: members.sorted(), timed, isBelt: { isCarried[$0] && readsItself[$0] })
        for member in members { roles[member] = .cell(cells.count) }
        cells.append(cell)
      }
      self.cells = cells
      self.roles = roles
      self.isCarried = isCarried
      stages = Structure.stages(of: quantities)
    }

    private static func rolesWithoutCells(_ quantities: [Graph.Quantity]) -> [Role] {
      var readsTime = quantities.map(\.isTimed)
      // Each round settles quantities whose operands are all settled, in any order of equations.
      var hasChanged = true
      while hasChanged {
        hasChanged = false
        for (index, quantity) in quantities.enumerated()
        where !readsTime[index] && quantity.readings.contains(where: { readsTime[$0.quantity] }) {
          readsTime[index] = true
          hasChanged = true
        }
      }
      return quantities.indices.map { index in
        switch (quantities[index].isTimed, quantities[index].readings.isEmpty) {
        case (true, true): .input
        case (true, false): .output
        case (false, true): .constant
        case (false, false): readsTime[index] ? .aggregate : .derivedConstant
        }
      }
    }

    private static func cell(
      of members: [Int], _ timed: [[Graph.Reading]], isBelt: (Int) -> Bool
    ) -> Cell {
      let isMember = Set(members)
      let readings = Dictionary(
        uniqueKeysWithValues: members.map { member in
          let sameTime = timed[member].filter { $0.moment == .offset(0) }
          return (member, sameTime.map(\.quantity).filter(isMember.contains))
        })
      var depth: [Int: Int] = [:]
      for _ in members {
        for member in members {
          depth[member] = min(
            members.count,
            1 + (readings[member, default: []].map { depth[$0, default: 0] }.max() ?? -1))
        }
      }
      let gates = members.filter { !isBelt($0) }
      let readInRow = Set(gates.flatMap { readings[$0, default: []] })
      func key(_ member: Int) -> (Int, Int, Int) {
        (depth[member, default: 0], readInRow.contains(member) ? 1 : 0, member)
      }
      return Cell(
        belts: members.filter(isBelt).sorted { key($0) < key($1) },
        gates: gates.sorted { key($0) < key($1) })
    }

    /// Quantities that read each other at relative times are in the same stage; one that reads
    /// another at a fixed time, or at all times, is in a later stage.
    private static func stages(of quantities: [Graph.Quantity]) -> [Int] {
      var groups = UnionFind(count: quantities.count)
      for (reader, quantity) in quantities.enumerated() where quantity.isTimed {
        for case (let source, .offset) in quantity.readings.map({ ($0.quantity, $0.moment) })
        where quantities[source].isTimed {
          groups.join(reader, source)
        }
      }
      let group = quantities.indices.map { groups.root(of: $0) }
      var sources = [[Int]](repeating: [], count: quantities.count)
      for (reader, quantity) in quantities.enumerated() {
        sources[group[reader]] += quantity.readings.map { group[$0.quantity] }
      }
      let components = Components(of: sources).inOrder
      var component = [Int](repeating: 0, count: quantities.count)
      for (index, members) in components.enumerated() {
        for member in members { component[member] = index }
      }
      // The last stage that a component needs; `nil` for one that does not depend on time.
      var last = [Int?](repeating: nil, count: components.count)
      for (index, members) in components.enumerated() {
        let isTimed = members.contains { quantities[$0].isTimed }
        let before = members.flatMap { sources[$0] }.map { component[$0] }
          .filter { $0 != index }.compactMap { last[$0] }.max()
        last[index] = isTimed ? before.map { $0 + 1 } ?? 0 : before
      }
      return group.map { last[component[$0]] ?? 0 }
    }
  }
}
