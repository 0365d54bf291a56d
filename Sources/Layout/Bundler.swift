/// Sources that feed the same readers.
struct Bundle {
  enum Kind {
    /// From below, upwards.
    case up
    /// At least one source is in the readers' row or above it.
    case down
    /// From a node to one in the row below, within a cell and time step.
    case drop
    /// From parameters.
    case constant
  }

  var sources: [Int]
  var readers: [Int]
  var kind: Kind
}

/// Sorts the edges into straight ones and bundles.
struct Bundler {
  enum Straight {
    /// To the right neighbor (1) or to the left one (−1).
    case level(row: Int, direction: Int)
    case up
    case down
  }

  /// The straight edges, in the order of the graph.
  private(set) var straight: [(edge: Int, way: Straight)] = []
  private(set) var bundles: [Bundle] = []
  /// The bundle of each edge that is not straight.
  private(set) var bundleOf: [Int?]

  private let grid: Grid

  private struct Key: Hashable {
    let nodes: [Int]
    let kind: Bundle.Kind
    let row: Int
  }

  /// The edges of one source to one row and column.
  private struct Part {
    let source: Int
    let kind: Bundle.Kind
    let edges: [Int]
  }

  init(_ grid: Grid) {
    self.grid = grid
    bundleOf = grid.graph.edges.map { _ in nil }
  }

  mutating func bundle() {
    var edgesOf = [[Int]](repeating: [], count: grid.graph.nodes.count)
    for (edge, joined) in grid.graph.edges.enumerated() where !grid.isConstant(joined.reader) {
      edgesOf[joined.source].append(edge)
    }
    let isJoint = joinedSources(edgesOf)
    var parts: [Part] = []
    for (source, edges) in edgesOf.enumerated() where !edges.isEmpty {
      for group in groups(of: edges, isConstant: grid.isConstant(source)) {
        if group.count == 1, let way = straightWay(of: group[0]), !isJoint(source, group[0]) {
          straight.append((group[0], way))
          continue
        }
        for (kind, edges) in byKind(group) {
          parts.append(Part(source: source, kind: kind, edges: edges))
        }
      }
    }
    addAll(parts)
    straight.sort { $0.edge < $1.edge }
    merge()
  }

  /// Returns a predicate: whether an edge goes up to a row in which its source and others all feed
  /// the same readers in several columns. Such edges form one bus, so none of them is straight.
  private func joinedSources(_ edgesOf: [[Int]]) -> (Int, Int) -> Bool {
    struct Place: Hashable { let source: Int, row: Int }
    var readers: [Place: [Int]] = [:]
    for (source, edges) in edgesOf.enumerated() {
      for edge in edges where kind(of: edge) == .up {
        let reader = grid.graph.edges[edge].reader
        readers[Place(source: source, row: grid.low(reader)), default: []].append(reader)
      }
    }
    readers = readers.filter { $0.value.count > 1 }.mapValues { $0.sorted() }
    var counts: [[Int]: Int] = [:]
    for list in readers.values { counts[list, default: 0] += 1 }
    return { source, edge in
      let row = grid.low(grid.graph.edges[edge].reader)
      return readers[Place(source: source, row: row)].map { counts[$0, default: 0] > 1 } ?? false
    }
  }

  /// The edges to the readers of each row and column; for a constant, of each row.
  private func groups(of edges: [Int], isConstant: Bool) -> [[Int]] {
    func place(_ edge: Int) -> [Int] {
      let reader = grid.graph.edges[edge].reader
      return [
        grid.low(reader), isConstant ? 0 : grid.column(reader) ?? -1 - reader, passed(edge),
      ]
    }
    var groups: [[Int]] = []
    let sorted = edges.sorted {
      (place($0) + readerKey($0)).lexicographicallyPrecedes(place($1) + readerKey($1))
    }
    for edge in sorted {
      if let last = groups.last?.last, place(last) == place(edge) {
        groups[groups.count - 1].append(edge)
      } else {
        groups.append([edge])
      }
    }
    return groups
  }

  /// Which of its states a folded cell passes on; each has a line of its own.
  private func passed(_ edge: Int) -> Int {
    let joined = grid.graph.edges[edge]
    return grid.graph.nodes[joined.source].kind == .foldedCell ? joined.quantity ?? -1 : -1
  }

  private func readerKey(_ edge: Int) -> [Int] {
    let reader = grid.graph.edges[edge].reader
    return [grid.column(reader) ?? -1, grid.slot(reader), reader]
  }

  private func byKind(_ edges: [Int]) -> [(Bundle.Kind, [Int])] {
    var kinds: [(Bundle.Kind, [Int])] = []
    for edge in edges {
      let kind = kind(of: edge)
      if let index = kinds.firstIndex(where: { $0.0 == kind }) {
        kinds[index].1.append(edge)
      } else {
        kinds.append((kind, [edge]))
      }
    }
    return kinds
  }

  private func kind(of edge: Int) -> Bundle.Kind {
    let (source, reader) = (grid.graph.edges[edge].source, grid.graph.edges[edge].reader)
    if grid.isConstant(source) { return .constant }
    if grid.high(source) < grid.low(reader) { return .up }
    let isInCell =
      grid.column(source) == grid.column(reader) && grid.cell(of: source) != nil
      && grid.cell(of: source) == grid.cell(of: reader)
    return isInCell && grid.low(source) == grid.high(reader) + 1 ? .drop : .down
  }

  private func straightWay(of edge: Int) -> Straight? {
    let joined = grid.graph.edges[edge]
    let (source, reader) = (joined.source, joined.reader)
    let carried = joined.quantity ?? grid.graph.nodes[source].quantity
    if let row = grid.rows.rowOf[carried],
      let direction = grid.neighborhood(source, reader, inRow: row)
    {
      return .level(row: row, direction: direction)
    }
    if grid.isClear(between: source, and: reader) { return .up }
    if kind(of: edge) == .drop, grid.isClear(between: reader, and: source) { return .down }
    return nil
  }

  /// Bundles sources with the same readers.
  ///
  /// A source below its readers is included only if it feeds nothing else further up: the states of
  /// an encoder keep one bus for everything that attends to them. With a carried state it is always
  /// included: [h, x].
  private mutating func addAll(_ parts: [Part]) {
    func readers(_ part: Part) -> [Int] { part.edges.map { grid.graph.edges[$0].reader } }
    let isWithState = Set(parts.filter { $0.kind == .down }.map(readers))
    let signatures = signatures(parts.filter { $0.kind == .up }, readers)
    var found: [Key: Int] = [:]
    for part in parts {
      let readers = readers(part)
      let isAlone = part.kind == .up && !isWithState.contains(readers)
      // Sources above and below their readers' row share its bus.
      let key = Key(
        nodes: readers, kind: part.kind == .up ? .down : part.kind,
        row: isAlone ? signatures(part) : 0)
      let index = found[key] ?? bundles.count
      if index == bundles.count {
        found[key] = index
        bundles.append(Bundle(sources: [], readers: readers, kind: part.kind))
      }
      // A folded cell that passes on two states to the same readers is one source; its parts follow
      // each other.
      if bundles[index].sources.last != part.source {
        bundles[index].sources.append(part.source)
      }
      if part.kind == .down { bundles[index].kind = .down }
      for edge in part.edges { bundleOf[edge] = index }
    }
  }

  /// Returns a value that is equal for sources that feed the same nodes further up.
  ///
  /// It is also equal for three or more sources of an aggregate that have nothing else in common: a
  /// total gets one arrowhead instead of one for each time step.
  private func signatures(_ parts: [Part], _ readers: (Part) -> [Int]) -> (Part) -> Int {
    var all: [Int: [Int]] = [:]
    for part in parts { all[part.source, default: []] += readers(part) }
    var counts: [[Int]: Int] = [:]
    for list in all.values { counts[list, default: 0] += 1 }
    var alone: [[Int]: Int] = [:]
    for part in parts where counts[all[part.source, default: []]] == 1 {
      guard readers(part).allSatisfy({ grid.column($0) == nil }) else { continue }
      alone[readers(part), default: 0] += 1
    }
    var numbers: [[Int]: Int] = [:]
    for part in parts {
      let list = all[part.source, default: []]
      numbers[list] = numbers[list] ?? numbers.count + 1
    }
    let pooled = Set(alone.filter { $0.value > 2 }.keys)
    return { part in
      let list = all[part.source, default: []]
      if counts[list] == 1, pooled.contains(part.edges.map { self.grid.graph.edges[$0].reader }) {
        return -1
      }
      return numbers[list, default: 0]
    }
  }

  /// Merges bundles that have the same sources.
  private mutating func merge() {
    var found: [Key: Int] = [:]
    var merged: [Bundle] = []
    let places = bundles.map { bundle -> Int in
      let row = bundle.kind == .up ? -1 : bundle.readers.map { grid.low($0) }.min() ?? 0
      let key = Key(nodes: bundle.sources, kind: bundle.kind, row: row)
      if bundle.kind != .drop, let known = found[key] {
        let readers = Set(merged[known].readers)
        merged[known].readers += bundle.readers.filter { !readers.contains($0) }
        return known
      }
      found[key] = merged.count
      merged.append(bundle)
      return merged.count - 1
    }
    bundles = merged
    bundleOf = bundleOf.map { $0.map { places[$0] } }
  }
}
