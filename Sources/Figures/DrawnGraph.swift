import Formulas
import Layout
import Storyboards
import Unrolling

/// The part of a graph that a deck draws, as the layout takes it: nodes, dots in place of time
/// steps that are left out, and the lines between them.
struct DrawnGraph {
  /// What a node of the layout stands for.
  enum Piece: Hashable {
    /// A node of the unrolled graph.
    case node(Int)
    /// The dots in the row of a quantity, by the number of the gap.
    case dots(gap: Int)
  }

  /// An edge of the layout, and what is drawn along it.
  struct Line {
    /// The forward edge.
    let edge: Item
    /// Whether no gradient flows back: truncated.
    let isCut: Bool
    /// The readings of the operand by the reader, the first one first; empty at dots.
    let slots: [Item.Slot]
    /// What the line joins.
    let link: Scene.Link
    /// The number of the gap, for a line to or from dots.
    let gap: Int?
  }

  /// What each node of the layout is.
  let pieces: [Piece]
  /// What each edge of the layout is.
  let lines: [Line]
  /// The layout's graph.
  let graph: Layout.Graph
  /// What the quantities are to one another.
  let structure: Layout.Structure

  /// Reads what a storyboard draws.
  ///
  /// - Complexity: O(n log n), n the number of nodes and edges of the unrolled graph.
  init(of board: Storyboard) {
    let unrolled = board.trace.graph
    let names = Quantities(of: unrolled)
    structure = Layout.Structure(of: names.quantities)
    var nodes: [Layout.Graph.Node] = []
    var pieces: [Piece] = []
    var placeOfNode: [Int: Int] = [:]
    let drawn = board.spans.keys.compactMap { item -> Int? in
      if case .node(let node) = item { node } else { nil }
    }.sorted()
    for node in drawn {
      guard let quantity = names.quantity(of: node) else { continue }
      placeOfNode[node] = nodes.count
      pieces.append(.node(node))
      let isComputed = if case .computed = unrolled.nodes[node].role { true } else { false }
      nodes.append(
        .init(
          quantity: quantity, time: unrolled.nodes[node].time,
          kind: isComputed ? .computed : .leaf, isOutcome: node == unrolled.outcome))
    }
    var lines: [Line] = []
    var edges: [Layout.Graph.Edge] = []
    func join(_ tail: Int, _ head: Int, _ line: Line) {
      lines.append(line)
      edges.append(.init(from: tail, to: head))
    }
    let slots = board.spans.keys.compactMap { item -> Item.Slot? in
      if case .edge(let slot) = item { slot } else { nil }
    }.sorted()
    var first = 0
    while first < slots.count {
      // Several readings of one operand are one line.
      let reader = slots[first].to
      let end = slots[first...].firstIndex { $0.to != reader } ?? slots.count
      var order: [Int] = []
      var readings: [Int: [Item.Slot]] = [:]
      for slot in slots[first..<end] {
        if readings[slot.from] == nil { order.append(slot.from) }
        readings[slot.from, default: []].append(slot)
      }
      let cuts = board.trace.edges(into: reader)
      for operand in order {
        guard let tail = placeOfNode[operand], let head = placeOfNode[reader],
          let slots = readings[operand]
        else { continue }
        join(
          tail, head,
          Line(
            edge: .edge(slots[0]), isCut: slots.allSatisfy { cuts[$0.slot].isCut }, slots: slots,
            link: .init(tail: .node(operand), head: .node(reader)), gap: nil))
      }
      first = end
    }
    for (gap, range) in board.columns.gaps.enumerated() {
      let bridges = Bridges(
        over: range, names, structure, unrolled, isDrawn: { placeOfNode[$0] != nil })
      var placeOfDots: [Int: Int] = [:]
      for quantity in bridges.rows {
        placeOfDots[quantity] = nodes.count
        pieces.append(.dots(gap: gap))
        nodes.append(.init(quantity: quantity, time: range.lowerBound, kind: .dots))
      }
      var counts: [Scene.Link: Int] = [:]
      for bridge in bridges.all {
        guard let node = placeOfNode[bridge.node], let dots = placeOfDots[bridge.quantity] else {
          continue
        }
        var link =
          bridge.isFromDots
          ? Scene.Link(tail: .gap(gap), head: .node(bridge.node))
          : .init(tail: .node(bridge.node), head: .gap(gap))
        counts[link, default: 0] += 1
        link.number = counts[link, default: 1]
        join(
          bridge.isFromDots ? dots : node, bridge.isFromDots ? node : dots,
          Line(edge: .gap(gap), isCut: false, slots: [], link: link, gap: gap))
      }
    }
    self.pieces = pieces
    self.lines = lines
    graph = Layout.Graph(quantities: names.quantities, nodes: nodes, edges: edges)
  }
}

/// The quantities of a network, numbered: `Loss[t]` and `Loss` are two.
private struct Quantities {
  private struct Name: Hashable {
    let name: String
    let isTimed: Bool
  }

  private(set) var quantities: [Layout.Graph.Quantity] = []
  private var indices: [Name: Int] = [:]
  private let graph: UnrolledGraph

  init(of graph: UnrolledGraph) {
    self.graph = graph
    let network = graph.network
    for equation in network.equations { index(equation.name, isTimed: equation.isTimed) }
    for series in network.series { index(series.name, isTimed: true) }
    for parameter in network.parameters { index(parameter.name, isTimed: false) }
    for node in graph.nodes { index(node.name, isTimed: node.time != nil) }
    for equation in network.equations {
      guard let reader = indices[Name(name: equation.name, isTimed: equation.isTimed)] else {
        continue
      }
      for (symbol, _) in equation.expression.symbols {
        let isTimed = symbol.time != nil
        guard let source = indices[Name(name: symbol.name, isTimed: isTimed)] else { continue }
        let moment: Layout.Graph.Moment =
          switch symbol.time {
          case nil: .timeless
          case .absolute(let time): .fixed(time)
          case .relative(let offset): equation.isTimed ? .offset(offset) : .every
          }
        let reading = Layout.Graph.Reading(source, moment)
        if !quantities[reader].readings.contains(reading) {
          quantities[reader].readings.append(reading)
        }
      }
    }
  }

  func quantity(of node: Int) -> Int? {
    indices[Name(name: graph.nodes[node].name, isTimed: graph.nodes[node].time != nil)]
  }

  private mutating func index(_ name: String, isTimed: Bool) {
    let key = Name(name: name, isTimed: isTimed)
    guard indices[key] == nil else { return }
    indices[key] = quantities.count
    quantities.append(.init(isTimed: isTimed))
  }
}

/// What leads into a gap in time and out of it.
private struct Bridges {
  struct Bridge: Hashable {
    /// The drawn node.
    let node: Int
    /// The quantity whose dots the line begins or ends at.
    let quantity: Int
    let isFromDots: Bool
  }

  /// The quantities that have dots.
  private(set) var rows: [Int] = []
  private(set) var all: [Bridge] = []

  init(
    over range: ClosedRange<Int>, _ names: Quantities, _ structure: Layout.Structure,
    _ graph: UnrolledGraph, isDrawn: (Int) -> Bool
  ) {
    let drawnQuantities = Set(graph.nodes.indices.filter(isDrawn).compactMap(names.quantity))
    func isHidden(_ node: Int) -> Bool { graph.nodes[node].time.map(range.contains) ?? false }
    // A gate is within its time step; what others read and what stands in a row of its own goes on.
    func hasDots(_ quantity: Int) -> Bool {
      guard drawnQuantities.contains(quantity) else { return false }
      if case .cell = structure.roles[quantity] { return structure.isCarried[quantity] }
      return true
    }
    var seen: Set<Bridge> = []
    var found: Set<Int> = []
    for reader in graph.nodes.indices {
      guard let reading = names.quantity(of: reader) else { continue }
      let isReaderHidden = isHidden(reader)
      if isReaderHidden, hasDots(reading) { found.insert(reading) }
      for operand in graph.operands(of: reader) {
        guard let source = names.quantity(of: operand) else { continue }
        let isOperandHidden = isHidden(operand)
        if isOperandHidden, hasDots(source) { found.insert(source) }
        guard isReaderHidden != isOperandHidden else { continue }
        let bridge =
          isOperandHidden
          ? Bridge(node: reader, quantity: source, isFromDots: true)
          : Bridge(
            node: operand, quantity: hasDots(reading) ? reading : source, isFromDots: false)
        guard isDrawn(bridge.node), hasDots(bridge.quantity),
          // Parameters are drawn at the left; lines to all dots would say nothing.
          graph.nodes[bridge.node].time != nil || bridge.isFromDots
        else { continue }
        if seen.insert(bridge).inserted { all.append(bridge) }
      }
    }
    rows = found.sorted()
  }
}
