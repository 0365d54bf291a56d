import Formulas
import Graphviz
import Layout
import Storyboards
import Unrolling

/// The graph: cells, lines, nodes and what is written beside them, where the layout has put them.
extension Composer {
  mutating func composeGraph() {
    composeCells()
    composeLines()
    for (index, piece) in drawn.pieces.enumerated() {
      switch piece {
      case .dots(let gap):
        put(texts.nodes[index].name, center: center(of: index), owner: .item(.gap(gap)))
      case .node(let node): compose(node, at: index)
      case .fold(let box): compose(box: box, at: index)
      }
    }
    composeContributions()
  }

  private mutating func compose(box: Int, at index: Int) {
    let outline = layout.outlines[index]
    shape(
      .roundedRectangle, .fold, center: center(of: index), width: outline.width,
      height: outline.height, owner: .item(.fold(box)))
    put(texts.nodes[index].name, center: center(of: index), owner: .item(.fold(box)))
  }

  private func center(of index: Int) -> Point { Point(layout.outlines[index].center) }

  private mutating func compose(_ node: Int, at index: Int) {
    let text = texts.nodes[index]
    let role = graph.nodes[node].role
    let isLeaf = role == .input || role == .parameter || role == .target
    let outline = layout.outlines[index]
    shape(
      text.isBoxed ? .roundedRectangle : .ellipse, isLeaf ? .input : .node,
      center: center(of: index), width: outline.width, height: outline.height,
      owner: .item(.node(node)))
    put(text.name, center: center(of: index), owner: .item(.node(node)))
    let block = layout.blocks[index]
    if let token = text.token, let box = block.label {
      put(token, center: Point(box.center), owner: .item(.token(node)), color: theme.muted)
    }
    if let question = text.question, let box = block.gradient {
      let size = text.gradient?.size ?? .init(box.width, box.height)
      shape(
        .roundedRectangle, .question, center: Point(box.center), width: size.width,
        height: size.height, owner: .item(.question(node)))
      // The sign has no descender, so its middle is above the line's.
      let middle = Point(box.center.x, box.center.y + question.descent / 2)
      put(question, center: middle, owner: .item(.question(node)), color: theme.backwardText)
    }
    if let chip = text.value, let box = block.value {
      put(chip, box, .valueChip, color: theme.forwardText)
    }
    if let chip = text.gradient, let box = block.gradient {
      put(chip, box, .gradientChip, color: theme.backwardText)
    }
  }

  private mutating func put(
    _ chip: GraphTexts.Chip, _ box: Layout.Box, _ look: Scene.Look, color: String
  ) {
    // The space is that of the largest thing that ever takes the place.
    let center = Point(box.center)
    // Corners tell a value from a gradient where colours do not.
    let kind = look == .valueChip ? Drawing.ShapeKind.rectangle : .roundedRectangle
    func outline(_ item: Item) {
      shape(
        kind, look, center: center, width: chip.size.width, height: chip.size.height,
        owner: .item(item))
    }
    if let blank = chip.blank { outline(blank) }
    guard board.spans[chip.item] != nil else { return }
    outline(chip.item)
    put(chip.text, center: center, owner: .item(chip.item), color: color)
    guard let other = chip.other else { return }
    outline(other.item)
    put(other.text, center: center, owner: .item(other.item), color: color)
  }

  // MARK: Cells

  private mutating func composeCells() {
    var items: [[Int]: [Item]] = [:]
    for case (.node(let node), let this) in zip(drawn.pieces, drawn.graph.nodes) {
      if case .cell(let cell) = drawn.structure.roles[this.quantity], let time = this.time {
        items[[cell, time], default: []].append(.node(node))
      }
    }
    for cell in layout.boxes {
      let shown = items[[cell.cell, cell.time]] ?? []
      let owner = scenery(.cell(time: cell.time, number: cell.cell + 1), with: shown)
      let box = cell.box
      shape(
        .roundedRectangle, .cell, center: Point(box.center), width: box.width, height: box.height,
        owner: owner)
      guard let label = cell.label else { continue }
      let text = texts.time(of: cell.time)
      put(
        text, x: label.left, baseline: label.bottom - 0.15 * texts.scale.time,
        owner: scenery(.time(ofCell: cell.time, number: cell.cell + 1), with: shown),
        color: theme.muted)
    }
  }

  /// Adds something that shows with any of several items.
  mutating func scenery(_ kind: Scene.Scenery.Kind, with items: [Item]) -> Scene.Owner {
    scene.scenery.append(.init(kind: kind, items: items))
    return .scenery(scene.scenery.count - 1)
  }
}

extension Point {
  init(_ point: Layout.Point) { self.init(point.x, point.y) }
}
