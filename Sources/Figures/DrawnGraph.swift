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
    /// A folded time step, by the number of its box.
    case fold(Int)
  }

  /// An edge of the layout, and what is drawn along it.
  struct Line {
    /// The forward edge, or what the line appears with.
    let edge: Item
    /// Whether no gradient flows back: truncated.
    let isCut: Bool
    /// The readings of the operand by the reader, the first one first; empty at dots.
    let slots: [Item.Slot]
    /// What the line joins.
    let link: Scene.Link
    /// The way back along a line that stands for several edges, and when it is shown.
    var flow: Item?
    /// The states of a line from one time step to the next.
    var total: Item.Slot?
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
    let names = board.quantities
    structure = names.structure
    var nodes: [Layout.Graph.Node] = []
    var pieces: [Piece] = []
    var placeOfNode: [Int: Int] = [:]
    let drawn = board.spans.keys.compactMap { item -> Int? in
      if case .node(let node) = item { node } else { nil }
    }.sorted()
    for node in drawn {
      guard let quantity = names.index(of: unrolled.nodes[node]) else { continue }
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
    func join(_ tail: Int, _ head: Int, carrying quantity: Int? = nil, _ line: Line) {
      lines.append(line)
      edges.append(.init(from: tail, to: head, carrying: quantity))
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
            link: .init(tail: .node(operand), head: .node(reader))))
      }
      first = end
    }
    let folds = board.folds
    let firstBox = nodes.count
    for (box, fold) in folds.boxes.enumerated() {
      pieces.append(.fold(box))
      nodes.append(.init(quantity: fold.quantity, time: fold.time, kind: .foldedCell))
    }
    for (gap, range) in board.columns.gaps.enumerated() {
      let bridges = Bridges(
        over: range, names, folds, unrolled, isDrawn: { placeOfNode[$0] != nil })
      var placeOfDots: [Int: Int] = [:]
      for quantity in bridges.rows {
        placeOfDots[quantity] = nodes.count
        pieces.append(.dots(gap: gap))
        nodes.append(.init(quantity: quantity, time: range.lowerBound, kind: .dots))
      }
      var counts: [Scene.Link: Int] = [:]
      for bridge in bridges.all {
        let (item, end): (Item, Int?) =
          switch bridge.end {
          case .node(let node): (.node(node), placeOfNode[node])
          case .fold(let box): (.fold(box), firstBox + box)
          case .dots: (.gap(gap), nil)
          }
        guard let node = end, let dots = placeOfDots[bridge.quantity] else { continue }
        var link =
          bridge.isFromDots
          ? Scene.Link(tail: .gap(gap), head: item) : .init(tail: item, head: .gap(gap))
        counts[link, default: 0] += 1
        link.number = counts[link, default: 1]
        join(
          bridge.isFromDots ? dots : node, bridge.isFromDots ? node : dots,
          carrying: bridge.quantity,
          Line(
            edge: .gap(gap), isCut: false, slots: [], link: link,
            // Nothing flows back from a line without a time step.
            flow: nodes[node].time == nil ? nil : .gapFlow(gap)))
      }
    }
    for passage in Passages(
      through: folds, names, unrolled, isDrawn: { placeOfNode[$0] != nil }
    ).all {
      let operandBox = folds.box(of: passage.operand)
      guard let tail = operandBox.map({ firstBox + $0 }) ?? placeOfNode[passage.operand],
        let head = passage.box.map({ firstBox + $0 }) ?? placeOfNode[passage.reader]
      else { continue }
      let box = passage.box ?? operandBox ?? 0
      let total =
        passage.isCut
        ? nil
        : passage.box.flatMap {
          folds.boxes[$0].states.first { $0.before == passage.operand }
        }
      join(
        tail, head, carrying: names.index(of: unrolled.nodes[passage.operand]),
        Line(
          edge: .fold(box), isCut: passage.isCut, slots: [],
          link: .init(
            tail: operandBox.map { .fold($0) } ?? .node(passage.operand),
            head: passage.box.map { .fold($0) } ?? .node(passage.reader),
            carried: passage.operand),
          // To an input that nobody asks about, the gradient is not followed.
          flow: passage.hasGradient && unrolled.nodes[passage.reader].time != nil
            && (unrolled.nodes[passage.operand].role != .input
              || board.asked.contains(passage.operand))
            ? .foldFlow(box) : nil,
          total: total.map { .init(from: passage.operand, to: $0.node, slot: 0) }))
    }
    self.pieces = pieces
    self.lines = lines
    graph = Layout.Graph(quantities: names.all, nodes: nodes, edges: edges)
  }
}

/// What leads into a gap in time and out of it.
private struct Bridges {
  struct Bridge: Hashable {
    /// The drawn node, or the box that it is in.
    let end: DrawnGraph.Piece
    /// The quantity whose dots the line begins or ends at.
    let quantity: Int
    let isFromDots: Bool
  }

  /// The quantities that have dots.
  private(set) var rows: [Int] = []
  private(set) var all: [Bridge] = []

  init(
    over range: ClosedRange<Int>, _ names: Quantities, _ folds: Folds, _ graph: UnrolledGraph,
    isDrawn: (Int) -> Bool
  ) {
    let structure = names.structure
    let shown =
      graph.nodes.indices.filter(isDrawn) + folds.boxes.flatMap { $0.states.map(\.node) }
    let drawnQuantities = Set(shown.compactMap { names.index(of: graph.nodes[$0]) })
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
      guard let reading = names.index(of: graph.nodes[reader]) else { continue }
      let isReaderHidden = isHidden(reader)
      if isReaderHidden, hasDots(reading) { found.insert(reading) }
      for operand in graph.operands(of: reader) {
        guard let source = names.index(of: graph.nodes[operand]) else { continue }
        let isOperandHidden = isHidden(operand)
        if isOperandHidden, hasDots(source) { found.insert(source) }
        guard isReaderHidden != isOperandHidden else { continue }
        let node = isOperandHidden ? reader : operand
        let box = folds.box(of: node)
        let bridge = Bridge(
          end: box.map { .fold($0) } ?? .node(node),
          quantity: isOperandHidden || !hasDots(reading) ? source : reading,
          isFromDots: isOperandHidden)
        guard box != nil || isDrawn(node), hasDots(bridge.quantity),
          // Parameters are drawn at the left; lines to all dots would say nothing.
          graph.nodes[node].time != nil || bridge.isFromDots
        else { continue }
        if seen.insert(bridge).inserted { all.append(bridge) }
      }
    }
    rows = found.sorted()
  }
}

/// What leads into folded time steps and out of them: one line for each quantity that is read, from
/// its node or box to the node or box of its readers.
private struct Passages {
  struct Passage {
    /// What is read.
    let operand: Int
    /// One of the readers, which is drawn if they are in no box.
    let reader: Int
    /// The readers' box.
    let box: Int?
    /// Whether truncation cuts all that the line stands for.
    var isCut: Bool
    /// Whether a gradient flows back along any part of it.
    var hasGradient: Bool
  }

  private(set) var all: [Passage] = []

  init(
    through folds: Folds, _ names: Quantities, _ graph: UnrolledGraph, isDrawn: (Int) -> Bool
  ) {
    guard !folds.boxes.isEmpty else { return }
    var isNeeded = graph.nodes.map { _ in false }
    isNeeded[graph.outcome] = true
    for node in graph.nodes.indices.reversed() where isNeeded[node] {
      for operand in graph.operands(of: node) { isNeeded[operand] = true }
    }
    func isInCell(_ node: Int) -> Bool {
      names.index(of: graph.nodes[node]).map {
        if case .cell = names.structure.roles[$0] { true } else { false }
      } ?? false
    }
    struct Ends: Hashable {
      let operand, box, reader: Int
    }
    var places: [Ends: Int] = [:]
    for reader in graph.nodes.indices {
      let box = folds.box(of: reader)
      guard box != nil || isDrawn(reader),
        // An output without a target is not seen in a box, and a line to it would lead nowhere.
        box == nil || isNeeded[reader] || isInCell(reader)
      else { continue }
      for (operand, isCut) in zip(graph.operands(of: reader), graph.cuts(of: reader)) {
        let source = folds.box(of: operand)
        guard source != nil || box != nil && isDrawn(operand), source != box,
          // Parameters are drawn at the left; lines to all boxes would say nothing.
          graph.nodes[operand].time != nil
        else { continue }
        let ends = Ends(operand: operand, box: box ?? -1, reader: box == nil ? reader : -1)
        let hasGradient = isNeeded[reader] && !isCut
        if let place = places[ends] {
          all[place].isCut = all[place].isCut && isCut
          all[place].hasGradient = all[place].hasGradient || hasGradient
        } else {
          places[ends] = all.count
          all.append(
            Passage(
              operand: operand, reader: reader, box: box, isCut: isCut, hasGradient: hasGradient))
        }
      }
    }
  }
}
