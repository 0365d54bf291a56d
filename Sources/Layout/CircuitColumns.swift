/// The columns of a circuit, from left to right, and the order in each from top to bottom.
struct CircuitColumns {
  /// A node, or a point that an edge across several columns passes.
  enum Place: Hashable {
    case node(Int)
    /// The edges of a source share their passage.
    case passage(source: Int, column: Int)
  }

  /// The places of each column, from top to bottom.
  private(set) var columns: [[Place]] = []
  /// The column of each node.
  private(set) var columnOf: [Int]
  /// The places that each place is connected to in the previous column and in the next one.
  private(set) var before: [Place: [Place]] = [:]
  private(set) var after: [Place: [Place]] = [:]

  private static let sweeps = 12

  init(of graph: Layout.Graph) {
    columnOf = CircuitColumns.columns(of: graph)
    columns = Array(repeating: [], count: 1 + (columnOf.max() ?? 0))
    for node in graph.nodes.indices { columns[columnOf[node]].append(.node(node)) }
    for edge in graph.edges {
      var place = Place.node(edge.source)
      for column in columnOf[edge.source]
        + 1..<max(columnOf[edge.reader], columnOf[edge.source] + 1)
      {
        let next = Place.passage(source: edge.source, column: column)
        if before[next] == nil { columns[column].append(next) }
        join(place, next)
        place = next
      }
      join(place, .node(edge.reader))
    }
    reduceCrossings()
  }

  /// A leaf is in the column before its first reader, every other node after all its operands.
  private static func columns(of graph: Layout.Graph) -> [Int] {
    var sources = [[Int]](repeating: [], count: graph.nodes.count)
    for edge in graph.edges { sources[edge.reader].append(edge.source) }
    var column = [Int](repeating: 0, count: graph.nodes.count)
    for component in Components(of: sources).inOrder {
      for node in component {
        column[node] = (sources[node].map { column[$0] + 1 }.max() ?? 0)
      }
    }
    var firstReader: [Int: Int] = [:]
    for edge in graph.edges {
      firstReader[edge.source] = min(firstReader[edge.source] ?? .max, column[edge.reader])
    }
    for node in graph.nodes.indices where sources[node].isEmpty {
      if let reader = firstReader[node] { column[node] = max(0, reader - 1) }
    }
    return column
  }

  private mutating func join(_ first: Place, _ second: Place) {
    if after[first]?.contains(second) == true { return }
    after[first, default: []].append(second)
    before[second, default: []].append(first)
  }

  /// Sweeps right and left, each time ordering places by the middle of what they are connected to.
  private mutating func reduceCrossings() {
    var best = (crossings: crossings, columns: columns)
    for sweep in 0..<Self.sweeps where best.crossings > 0 {
      let isForward = sweep % 2 == 1
      let order =
        isForward ? Array(columns.indices.dropFirst()) : columns.indices.dropLast().reversed()
      for column in order {
        let other = columns[isForward ? column - 1 : column + 1]
        let rank = Dictionary(uniqueKeysWithValues: other.enumerated().map { ($1, Double($0)) })
        let keyed = columns[column].enumerated().map { index, place -> (Double, Int, Place) in
          let ranks = (isForward ? before : after)[place, default: []].compactMap { rank[$0] }
          let middle =
            ranks.isEmpty
            ? Double(index) * Double(max(1, other.count)) / Double(columns[column].count)
            : ranks.reduce(0, +) / Double(ranks.count)
          return (middle, index, place)
        }
        columns[column] = keyed.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
      }
      let now = crossings
      if now < best.crossings { best = (now, columns) }
    }
    columns = best.columns
  }

  /// The number of crossings between neighboring columns.
  private var crossings: Int {
    var total = 0
    for column in columns.indices.dropLast() {
      let rank = Dictionary(
        uniqueKeysWithValues: columns[column + 1].enumerated().map { ($1, $0) })
      // How many edges have ended at each rank so far, as a Fenwick tree.
      var tree = [Int](repeating: 0, count: columns[column + 1].count + 1)
      var ended = 0
      for place in columns[column] {
        let ends = after[place, default: []].compactMap { rank[$0] }
        for end in ends {
          var (index, upTo) = (end + 1, 0)
          while index > 0 {
            upTo += tree[index]
            index -= index & -index
          }
          total += ended - upTo
        }
        for end in ends {
          var index = end + 1
          while index < tree.count {
            tree[index] += 1
            index += index & -index
          }
          ended += 1
        }
      }
    }
    return total
  }
}
