import Formulas
import Layout
import Storyboards
import Unrolling

/// The labels of a drawn graph at one scale of letters, and the sizes that the layout goes by.
struct GraphTexts {
  /// A number beside its node.
  struct Chip {
    let item: Item
    let text: Label
    let size: Layout.Size
    /// The second lesson's number, where two are compared.
    let other: (item: Item, text: Label)?
    /// The empty chip that a student fills in, where the deck has one.
    let blank: Item?
  }

  /// What is written in and beside a node.
  struct Node {
    var name: Label
    var isBoxed = false
    var value: Chip?
    var gradient: Chip?
    var question: Label?
    var token: Label?
  }

  /// The number beside a line.
  struct Contribution {
    let item: Item
    let text: Label
  }

  let scale: TypeScale
  private(set) var nodes: [Node] = []
  /// The contribution beside each line's flow, by the place of its first reading.
  private(set) var contributions: [Contribution?] = []
  /// Whether contributions are written with their factors.
  let areWhole: Bool
  /// Whether wide chips are one above the other where they are not high.
  private let isNarrow: Bool
  /// Whether rows are as low as they can be.
  let isLow: Bool
  private let board: Storyboard
  private let drawn: DrawnGraph
  private let measure: TextMeasure
  /// Whether nodes are operations: some have a generated name, which holds a point.
  private let drawsOperations: Bool

  init(
    of drawn: DrawnGraph, _ board: Storyboard, _ measure: TextMeasure, scale: TypeScale,
    areWhole: Bool, isNarrow: Bool, isLow: Bool
  ) {
    self.scale = scale
    self.areWhole = areWhole
    self.isNarrow = isNarrow
    self.isLow = isLow
    self.board = board
    self.drawn = drawn
    self.measure = measure
    drawsOperations = board.trace.graph.network.isExpandedToOperations
    nodes = drawn.pieces.map(node)
    contributions = drawn.lines.map(contribution)
  }

  /// Returns the sizes for the layout.
  ///
  /// - Parameters:
  ///   - growth: how much larger than the least the outlines of nodes are.
  ///   - arrow: the length of the shortest arrow; `nil` for the least.
  func measures(growth: Double = 1, arrow: Double? = nil) -> Layout.Measures {
    let sizes = zip(drawn.pieces, nodes).map { piece, node -> Layout.Measures.Node in
      if case .dots = piece {
        return .init(.box, .init(node.name.width + 8, scale.dots * 0.6))
      }
      var gradient = node.gradient?.size
      if let question = node.question {
        let own = Layout.Size(question.width + scale.chipPadding, scale.chipHeight)
        gradient = .init(
          max(own.width, gradient?.width ?? 0), max(own.height, gradient?.height ?? 0))
      }
      return .init(
        node.isBoxed ? .box : .ellipse, outline(of: node, growth: growth), value: node.value?.size,
        gradient: gradient, label: node.token.map { .init($0.width, $0.height) },
        isAsked: node.question != nil)
    }
    let times = drawn.graph.nodes.compactMap(\.time)
    let widest = [times.min(), times.max()].compactMap { $0 }.map { time(of: $0) }
    var gaps = isLow ? Layout.Gaps.low : Layout.Gaps()
    gaps.arrow = arrow ?? scale.arrow
    if isNarrow { (gaps.widestPair, gaps.highestPair) = (90, 45) }
    return Layout.Measures(
      nodes: sizes,
      contributions: contributions.map { $0.map { .init($0.text.width, $0.text.height) } },
      timeLabel: widest.map(\.width).max().map { .init($0, scale.time) }, gaps: gaps)
  }

  private func outline(of node: Node, growth: Double) -> Layout.Size {
    if node.isBoxed {
      return .init(
        node.name.width + scale.boxPadding * growth,
        max(2 * scale.halfBox * growth, node.name.height + 8))
    }
    // A long index makes the circle larger, not the letters smaller.
    let radius = max(scale.radius * growth, node.name.width / 2 + 5)
    return .init(2 * radius, 2 * radius)
  }

  /// The label of a cell's time step.
  func time(of time: Int) -> Label {
    measure.label(
      .row([.variable("t"), .sign(.equals), .numeral("\(time)")]), size: scale.time)
  }

  // MARK: Nodes

  private var graph: UnrolledGraph { board.trace.graph }

  private func node(_ piece: DrawnGraph.Piece) -> Node {
    let node: Int
    switch piece {
    case .node(let drawn): node = drawn
    case .dots:
      return Node(name: measure.label(.sign(.centeredEllipsis), size: scale.dots), isBoxed: true)
    case .fold(let box):
      let states = board.folds.boxes[box].states.map {
        Notation.symbol(graph.nodes[$0.node].symbol)
      }
      return Node(name: measure.label(.list(states, by: .comma), size: scale.node), isBoxed: true)
    }
    let this = graph.nodes[node]
    let operation = drawsOperations ? graph.operation(of: node) : nil
    let name = Notation.symbol(this.symbol)
    var texts = Node(
      name: measure.label(
        operation ?? name, size: scale.node, isBold: node == graph.outcome),
      isBoxed: operation == nil && isBoxed(node))
    texts.value = chip(
      node, .value(node), .otherValue(node), blank: .valueBlank(node)
    ) { $0.value(of: node) }
    texts.gradient = chip(
      node, .gradient(node), .otherGradient(node), blank: .gradientBlank(node)
    ) {
      $0.gradient(of: node)
    }
    if board.spans[.question(node)] != nil {
      texts.question = measure.label(.strong("?"), size: scale.chip * 1.3)
    }
    texts.token = operation == nil ? token(of: node) : ownName(of: node)
    return texts
  }

  /// A loss has a box, and so has every quantity whose name is a word.
  private func isBoxed(_ node: Int) -> Bool {
    guard graph.nodes[node].role != .parameter else { return false }
    return graph.nodes[node].name.split(separator: "_").first.map { $0.count > 1 } ?? false
  }

  private func token(of node: Int) -> Label? {
    let tokens = graph.network.series.first { $0.name == graph.nodes[node].name }?.tokens
    guard let tokens, let time = graph.nodes[node].time, tokens.indices.contains(time - 1) else {
      return nil
    }
    return measure.label(.word("‘\(tokens[time - 1].shortenedToken)’"), size: scale.chip)
  }

  /// A quantity's own name beside the sign of its operation: formulas refer to it.
  private func ownName(of node: Int) -> Label {
    measure.label(.symbol(graph.nodes[node].symbol), size: scale.chip)
  }

  private func chip(
    _ node: Int, _ item: Item, _ other: Item, blank: Item, _ number: (SourcedTrace) -> SourcedValue
  ) -> Chip? {
    guard board.spans[item] != nil || board.spans[blank] != nil else { return nil }
    func text(_ trace: SourcedTrace) -> Label {
      let value = number(trace)
      return measure.label(
        board.style.notation(value), size: scale.chip,
        leastNumber: leastWidth(ofChanged: value.value))
    }
    // A deck that shows a step of gradient descent has no gradients after it.
    let second = board.spans[other] == nil ? nil : board.other
    let texts = [text(board.sourced)] + [second.map(text)].compactMap { $0 }
    let isNumber = number(board.sourced).value.number != nil
    let hasBlank = board.spans[blank] != nil
    let height = isNumber ? scale.chipHeight : 8 + (texts.map(\.height).max() ?? 0)
    // A blank is wide enough to write in, and its width does not reveal the number.
    let least = hasBlank ? TypeScale.blankWidth : scale.chipHeight
    let width = max(least, scale.chipPadding + (texts.map(\.width).max() ?? 0))
    return Chip(
      // Graphviz reads heights from DOT in whole points.
      item: item, text: texts[0], size: .init(width.rounded(.up), height.rounded(.up)),
      other: texts.count > 1 ? (other, texts[1]) : nil, blank: hasBlank ? blank : nil)
  }

  /// The width that most numbers need when they are computed again: all digits in a number, one
  /// decimal in a vector, of which there are many. 0 in a deck that stays as it is.
  private func leastWidth(ofChanged value: Value) -> Double {
    // What a deck shows does not depend on it.
    guard board.sourced.isLive, !measure.isNominal else { return 0 }
    switch value {
    case .scalar:
      let widest = "−0." + String(repeating: "0", count: board.style.digits)
      return measure.label(.numeral(widest), size: scale.chip).width
    case .vector: return measure.label(.numeral("−0.0"), size: scale.chip).width
    case .matrix: return 0
    }
  }

  // MARK: Lines

  /// What is written beside the way of a gradient: local · upstream = contribution, or the
  /// contribution alone.
  private func contribution(of line: DrawnGraph.Line) -> Contribution? {
    if let total = line.total { return totalDerivative(total) }
    guard let slot = line.slots.first, line.slots.count == 1,
      board.spans[.contribution(slot)] != nil
    else { return nil }
    let (style, trace) = (board.style, board.sourced)
    let edge = trace.trace.edge(into: slot.to, slot: slot.slot)
    let contribution = style.notation(trace.contribution(of: edge))
    guard areWhole else {
      return Contribution(
        item: .contribution(slot),
        text: measure.label(
          contribution, size: scale.chip, isBold: true,
          leastNumber: leastWidth(ofChanged: trace.trace.contribution(of: edge))))
    }
    let product = style.product(along: edge, in: trace)
    let text = measure.label(
      .row([product.local, .sign(.times), product.upstream, product.sign, contribution]),
      size: scale.chip)
    return Contribution(item: .contribution(slot), text: text)
  }

  private func totalDerivative(_ states: Item.Slot) -> Contribution? {
    guard board.spans[.totalDerivative(states)] != nil,
      let total = board.sourced.totalDerivative(of: states.to, by: states.from)
    else { return nil }
    return Contribution(
      item: .totalDerivative(states),
      text: measure.label(board.style.notation(total), size: scale.chip))
  }
}
