/// How the edges run: straight, or together on the lines of nets.
///
/// A net connects each of its sources to each of its readers, and nothing else; its main segment is
/// the bus. Channel *k* is under row *k*.
final class Nets {
  enum Side: Hashable { case top, bottom }
  enum PassageSide: Hashable { case left, right }

  /// Where a line leaves or enters a node vertically.
  struct Port {
    let node: Int
    let side: Side
    /// Whether it must be in the middle for a straight line.
    var isCentered = false
    var isEntry: Bool
    var segments: [Int] = []
    /// The distance to the right of the node's middle.
    var offset = 0.0
  }

  /// A vertical line beside a column's slots.
  struct Passage {
    /// The column, or the number of columns for a passage beside all of them.
    let column: Int
    let side: PassageSide
    let net: Int
    /// The channels that it connects.
    var channels: ClosedRange<Int>
    /// The node in whose row it starts, for a line that leaves its node sideways.
    var sideways: Int?
    var segments: [Int] = []
  }

  /// The vertical line from a constant to the channels of its readers.
  struct Trunk {
    let node: Int
    var segments: [Int] = []
  }

  /// A horizontal line in a channel.
  struct Segment {
    let channel: Int
    let net: Int
    var ports: [Int] = []
    var passages: [Int] = []
    var trunks: [Int] = []
  }

  /// How a source or reader is connected to its net's bus.
  enum End {
    case port(Int)
    case via(port: Int, segment: Int, passage: Int)
    case sideways(passage: Int)
    case trunk(Int)
  }

  struct Net {
    let sources: [Int]
    let readers: [Int]
    var bus = 0
    var sourceEnds: [End] = []
    var readerEnds: [End] = []
  }

  /// How one edge runs.
  enum Way {
    /// Horizontally, between neighbors of a row.
    case level(row: Int)
    /// Vertically, between two nodes of one slot.
    case upright(from: Int, to: Int)
    /// On a net's lines.
    case net(Int, source: Int, reader: Int)
    /// From constant to constant.
    case constant
  }

  private(set) var ways: [Way]
  private(set) var nets: [Net] = []
  var ports: [Port] = []
  private(set) var segments: [Segment] = []
  private(set) var passages: [Passage] = []
  private(set) var trunks: [Trunk] = []
  /// The rows that vertical edges pass through in each column, with their slots.
  private(set) var passedThrough: [Int: [(row: Int, slot: Int)]] = [:]
  /// Whether lines run sideways in a row.
  private(set) var isSideways: [Bool]

  let grid: Grid
  private var sharedExits: [ExitKey: Int] = [:]
  private var trunkOf: [Int: Int] = [:]
  private var bottomPorts: [Int: [Int]] = [:]
  private var leavesRight: Set<Int> = []
  private var centralReaders: Set<Int> = []
  private let order: Order

  private struct ExitKey: Hashable { let node: Int, side: Side }

  init(of grid: Grid, _ order: Order) {
    self.grid = grid
    self.order = order
    ways = grid.graph.edges.map { _ in .constant }
    isSideways = [Bool](repeating: false, count: grid.rowCount)
    var bundler = Bundler(grid)
    bundler.bundle()
    for (edge, straight) in bundler.straight { add(straight, edge) }
    for (index, bundle) in bundler.bundles.enumerated() { nets.append(net(bundle, index)) }
    assignWays(bundler.bundleOf)
  }

  // MARK: Straight edges

  private func add(_ straight: Bundler.Straight, _ edge: Int) {
    let (source, reader) = (grid.graph.edges[edge].source, grid.graph.edges[edge].reader)
    switch straight {
    case .level(let row, let direction):
      ways[edge] = .level(row: row)
      isSideways[row] = true
      if direction > 0 { leavesRight.insert(grid.graph.nodes[source].quantity) }
      if direction < 0 { leavesRight.insert(grid.graph.nodes[reader].quantity) }
    case .up:
      let exit = sharedExit(of: source, .top)
      ports[exit].isCentered = true
      let entry = newPort(reader, .bottom, isEntry: true)
      ports[entry].isCentered = true
      ways[edge] = .upright(from: exit, to: entry)
      guard let column = grid.column(source) else { return }
      for row in grid.high(source) + 1..<grid.low(reader) {
        passedThrough[column, default: []].append((row, grid.slot(source)))
      }
    case .down:
      let exit = sharedExit(of: source, .bottom)
      ports[exit].isCentered = true
      let entry = newPort(reader, .top, isEntry: true)
      ports[entry].isCentered = true
      ways[edge] = .upright(from: exit, to: entry)
    }
  }

  /// Whether lines run sideways in a row, but none along it: each leaves a node at its right.
  func leavesToTheRightOnly(inRow row: Int) -> Bool {
    isSideways[row]
      && !ways.contains { if case .level(let other) = $0 { other == row } else { false } }
  }

  /// The ports at the bottom of a node.
  func portsBelow(_ node: Int) -> [Int] { bottomPorts[node, default: []] }

  private func newPort(_ node: Int, _ side: Side, isEntry: Bool) -> Int {
    if side == .bottom { bottomPorts[node, default: []].append(ports.count) }
    ports.append(Port(node: node, side: side, isEntry: isEntry))
    return ports.count - 1
  }

  private func sharedExit(of node: Int, _ side: Side) -> Int {
    let key = ExitKey(node: node, side: side)
    if let port = sharedExits[key] { return port }
    let port = newPort(node, side, isEntry: false)
    sharedExits[key] = port
    return port
  }

  // MARK: Nets

  /// A line that several sources share must not touch what only one of them feeds.
  private func exit(of node: Int, _ side: Side, _ bundle: Bundle) -> Int {
    bundle.sources.count == 1
      ? sharedExit(of: node, side) : newPort(node, side, isEntry: false)
  }

  private func newSegment(_ channel: Int, _ net: Int) -> Int {
    segments.append(Segment(channel: channel, net: net))
    return segments.count - 1
  }

  private func connect(port: Int, _ segment: Int) {
    guard !ports[port].segments.contains(segment) else { return }
    ports[port].segments.append(segment)
    segments[segment].ports.append(port)
  }

  private func connect(passage: Int, _ segment: Int) {
    guard !passages[passage].segments.contains(segment) else { return }
    passages[passage].segments.append(segment)
    segments[segment].passages.append(passage)
  }

  private struct PassageKey: Hashable { let column: Int, side: PassageSide }

  private func net(_ bundle: Bundle, _ index: Int) -> Net {
    var net = Net(sources: bundle.sources, readers: bundle.readers)
    let lowest = bundle.readers.map { grid.low($0) }.min() ?? 0
    let highest = bundle.sources.map { grid.high($0) }.max() ?? 0
    var channel =
      switch bundle.kind {
      case .up: highest + 1
      case .down, .constant: lowest
      case .drop: lowest + 1
      }
    let isSideways = bundle.kind == .up && leavesSideways(bundle)
    let isBelowNothing =
      bundle.kind == .up && bundle.sources.count == 1 && lowest > highest
      && grid.isEmpty(highest + 1..<lowest, above: bundle.sources[0])
    if isSideways || isBelowNothing { channel = lowest }
    // Readers that are all further up, in several columns, are reached by one passage.
    let isGathered =
      bundle.kind == .up && lowest > highest + 1 && !isSideways
      && Set(bundle.readers.map { grid.column($0) ?? -1 - $0 }).count > 1
    let columns = bundle.sources.map { grid.column($0) ?? grid.columns.all.count }
    let gathering = isGathered ? columns.max() : nil
    if isGathered { channel = lowest }
    net.bus = newSegment(channel, index)
    var passageOf: [PassageKey: Int] = [:]
    var branches: [PassageKey: [(channel: Int, segment: Int)]] = [:]

    func passage(_ key: PassageKey, to other: Int) -> Int {
      let range = min(channel, other)...max(channel, other)
      if let known = passageOf[key] {
        let old = passages[known].channels
        passages[known].channels =
          min(old.lowerBound, range.lowerBound)...max(old.upperBound, range.upperBound)
        return known
      }
      passages.append(
        Passage(column: key.column, side: key.side, net: index, channels: range))
      passageOf[key] = passages.count - 1
      connect(passage: passages.count - 1, net.bus)
      return passages.count - 1
    }

    /// The part of a line beyond a passage, shared by all that use the passage in this channel.
    func branch(_ key: PassageKey, _ channel: Int) -> (segment: Int, passage: Int) {
      let passage = passage(key, to: channel)
      if let known = branches[key]?.first(where: { $0.channel == channel }) {
        return (known.segment, passage)
      }
      let segment = newSegment(channel, index)
      connect(passage: passage, segment)
      branches[key, default: []].append((channel, segment))
      return (segment, passage)
    }

    for source in bundle.sources {
      net.sourceEnds.append(
        sourceEnd(source, bundle, net.bus, channel, isSideways, gathering) {
          branch($0, $1)
        } passage: {
          passage($0, to: $1)
        })
    }
    for reader in bundle.readers {
      let port = newPort(reader, bundle.kind == .drop ? .top : .bottom, isEntry: true)
      if bundle.kind == .drop || grid.low(reader) == channel {
        center(port, bundle, net.sourceEnds[0])
        connect(port: port, net.bus)
        net.readerEnds.append(.port(port))
      } else {
        let (segment, passage) = branch(passageKey(to: reader, bundle), grid.low(reader))
        connect(port: port, segment)
        net.readerEnds.append(.via(port: port, segment: segment, passage: passage))
      }
    }
    return net
  }

  /// The only source of a net and a reader directly above or below it are connected by a vertical
  /// line.
  private func center(_ entry: Int, _ bundle: Bundle, _ end: End) {
    let isAggregate = grid.column(ports[entry].node) == nil
    if isAggregate, bundle.sources.count > 1, bundle.kind != .constant,
      centralReaders.insert(ports[entry].node).inserted
    {
      ports[entry].isCentered = true
    }
    guard bundle.sources.count == 1, case .port(let exit) = end else { return }
    let (source, reader) = (bundle.sources[0], ports[entry].node)
    // An aggregate is directly above the middle one of its operands.
    let isCentral =
      grid.column(reader) == nil && order.node(source) == order.node(reader)
      && centralReaders.insert(reader).inserted
    guard
      isCentral || grid.isClear(between: source, and: reader)
        || grid.isClear(between: reader, and: source)
    else { return }
    ports[entry].isCentered = true
    ports[exit].isCentered = true
  }

  private func sourceEnd(
    _ source: Int, _ bundle: Bundle, _ bus: Int, _ channel: Int, _ isSideways: Bool,
    _ gathering: Int?, branch: (PassageKey, Int) -> (segment: Int, passage: Int),
    passage: (PassageKey, Int) -> Int
  ) -> End {
    if bundle.kind == .constant {
      let trunk = trunkOf[source] ?? trunks.count
      if trunk == trunks.count { trunks.append(Trunk(node: source)) }
      trunkOf[source] = trunk
      trunks[trunk].segments.append(bus)
      segments[bus].trunks.append(trunk)
      return .trunk(trunk)
    }
    let own = grid.column(source) ?? grid.columns.all.count
    if isSideways {
      let line = passage(PassageKey(column: own, side: .right), grid.high(source))
      passages[line].sideways = source
      for row in grid.rowsOf[source].map({ Array($0) }) ?? [] { self.isSideways[row] = true }
      return .sideways(passage: line)
    }
    let (low, high) = (grid.low(source), grid.high(source))
    if high < channel {
      let port = exit(of: source, .top, bundle)
      let above = high + 1..<channel
      if above.isEmpty || gathering == nil && grid.isEmpty(above, above: source) {
        connect(port: port, bus)
        if !above.isEmpty { ports[port].isCentered = true }
        for row in above { passedThrough[own, default: []].append((row, grid.slot(source))) }
        return .port(port)
      }
      let (segment, line) = branch(
        PassageKey(column: gathering ?? own, side: .right), high + 1)
      connect(port: port, segment)
      return .via(port: port, segment: segment, passage: line)
    }
    let port = exit(of: source, .bottom, bundle)
    if low == channel {
      connect(port: port, bus)
      return .port(port)
    }
    let column = bundle.readers.first.flatMap { grid.column($0) } ?? own
    let (segment, line) = branch(PassageKey(column: column, side: .left), low)
    connect(port: port, segment)
    return .via(port: port, segment: segment, passage: line)
  }

  /// A reader further up is reached at the right of the column if all share it, otherwise at its
  /// left.
  private func passageKey(to reader: Int, _ bundle: Bundle) -> PassageKey {
    let beyond = grid.columns.all.count
    let columns = bundle.sources.map { grid.column($0) ?? beyond }
    guard let column = grid.column(reader) else {
      let last = columns.max() ?? beyond
      return PassageKey(column: last, side: .right)
    }
    let isShared = columns.allSatisfy { $0 == column }
    return PassageKey(column: column, side: isShared ? .right : .left)
  }

  /// Whether the only source leaves its row sideways, into the passage beside it.
  private func leavesSideways(_ bundle: Bundle) -> Bool {
    guard bundle.sources.count == 1, let source = bundle.sources.first,
      let column = grid.column(source), grid.isLastInRow(source),
      grid.graph.nodes[source].kind != .dots,
      !leavesRight.contains(grid.graph.nodes[source].quantity),
      Set(bundle.readers.map { grid.low($0) }).count == 1,
      let reader = bundle.readers.first, grid.low(reader) > grid.high(source) + 1
    else { return false }
    return bundle.readers.allSatisfy {
      let key = passageKey(to: $0, bundle)
      return key.column == column && key.side == .right
    }
  }

  private func assignWays(_ bundleOf: [Int?]) {
    var places: [[Int: Int]] = []
    for net in nets {
      var place: [Int: Int] = [:]
      for (index, node) in net.sources.enumerated() { place[node] = index }
      for (index, node) in net.readers.enumerated() { place[~node] = index }
      places.append(place)
    }
    for (edge, bundle) in bundleOf.enumerated() {
      guard let bundle else { continue }
      let joined = grid.graph.edges[edge]
      ways[edge] = .net(
        bundle, source: places[bundle][joined.source] ?? 0,
        reader: places[bundle][~joined.reader] ?? 0)
    }
  }
}
