import Formulas
import Graphviz
import Storyboards
import Unrolling

extension Composer {
  // A wider number is shortened to two digits beside a node.
  private static let widestChip = 44.0
  private var leastHeight: Double { layout.isDense ? 20 : 23 }

  /// A number beside its node.
  struct Chip {
    let node: Int
    let item: Item
    let look: Scene.Look
    let text: Label
    let width: Double
    let height: Double
    let color: String
    /// The second lesson's number, if two lessons are compared.
    var other: (item: Item, text: Label)?
  }

  /// The chips of one quantity, values or gradients.
  private struct Row: Hashable {
    let name: String
    let isTimed: Bool
    let look: Scene.Look
  }

  /// Places every value and gradient beside its node: in the same place for all nodes of a quantity
  /// if that works for all of them, or else in the best place for each.
  mutating func composeChips(of nodes: [Int]) {
    var rows: [Row: [Chip]] = [:]
    var order: [Row] = []
    for node in nodes where layout.parameters.contains(node) { composeParameterChips(of: node) }
    for node in nodes where !layout.parameters.contains(node) {
      let this = graph.nodes[node]
      for chip in [value(node), gradient(node)].compactMap({ $0 }) {
        let row = Row(name: this.name, isTimed: this.time != nil, look: chip.look)
        if rows[row] == nil { order.append(row) }
        rows[row, default: []].append(chip)
      }
    }
    for row in order {
      guard let chips = rows[row] else { continue }
      let samples = chips.filter { isSample($0.node) }
      let columns = samples.map { layout.centers[$0.node]?.x ?? 0 }
      let (first, last) = (columns.min() ?? 0, columns.max() ?? 0)
      func isWithin(_ chip: Chip) -> Bool {
        let x = layout.centers[chip.node]?.x ?? 0
        // Values are placed first, and leave the left side to gradients if possible.
        return x > first + 1 && (chip.look == .valueChip || x < last - 1)
      }
      let inner = samples.filter(isWithin)
      let places = places(of: chips[0]).indices
      // In tight rows all chips have the same place, on edges if necessary: any other place would
      // belong to a neighbour.
      let isTight = layout.tightNodes.contains(chips[0].node)
      let neat = isTight ? neatPlaces.first { hindrance(at: $0, for: samples) != nil } : nil
      if isTight && neat == nil { isNeat = false }
      let common = neat ?? commonPlace(among: places, of: samples, inner: inner)
      let isForAll = common.map { hindrance(at: $0, for: samples) != nil } ?? false
      var others: [Chip] = []
      for chip in chips {
        let box = common.map { boxes(of: chip)[$0] }
        if let known = known[chip.item] {
          put(chip, known)
        } else if let box, isForAll || isWithin(chip) || hindrance(at: box, for: chip) != nil {
          place(chip, box)
        } else {
          others.append(chip)
        }
      }
      for chip in others { placeAlone(chip) }
    }
  }

  // At a greater distance readers have to search for the chip.
  private static let farthest = 16.0
  // The height of a chip with three rows or more.
  private static let tallHeight = 50.0

  /// Places a chip; a tall one far above or below its node would be taken for another node's.
  mutating func place(_ chip: Chip, _ box: Scene.Box) {
    let center = layout.centers[chip.node] ?? Point(0, 0)
    if chip.height > Self.tallHeight, abs(box.center.y - center.y) > chip.height / 2 {
      isNeat = false
    }
    put(chip, box)
  }

  private mutating func composeParameterChips(of node: Int) {
    guard let center = layout.centers[node] else { return }
    for chip in layout.parameters.chips[node] ?? [] {
      let isValue = chip.item == .value(node)
      put(
        Chip(
          node: node, item: chip.item, look: isValue ? .valueChip : .gradientChip, text: chip.text,
          width: chip.width, height: chip.height,
          color: isValue ? theme.forwardText : theme.backwardText, other: chip.other),
        .around(
          Point(center.x + chip.offset.x, center.y + chip.offset.y), chip.width, chip.height))
    }
  }

  private mutating func put(_ chip: Chip, _ box: Scene.Box) {
    marks[chip.item] = box
    if box.distance(to: self.box(of: chip.node)) > Self.farthest { farCount += 1 }
    if isSample(chip.node) { obstacles.insert(box, tag: chip.item) }
    if let blank = blank(of: chip.item) {
      shape(
        .roundedRectangle, chip.look, center: box.center, width: box.width, height: box.height,
        owner: .item(blank))
    }
    shape(
      .roundedRectangle, chip.look, center: box.center, width: box.width, height: box.height,
      owner: .item(chip.item))
    put(chip.text, center: box.center, owner: .item(chip.item), color: chip.color)
    guard let other = chip.other else { return }
    shape(
      .roundedRectangle, chip.look, center: box.center, width: box.width, height: box.height,
      owner: .item(other.item))
    put(other.text, center: box.center, owner: .item(other.item), color: chip.color)
  }

  /// The empty chip that a student fills in, if the deck has one.
  private func blank(of item: Item) -> Item? {
    let blank: Item? =
      switch item {
      case .value(let node): .valueBlank(node)
      case .gradient(let node): .gradientBlank(node)
      default: nil
      }
    return blank.flatMap { board.spans[$0] == nil ? nil : $0 }
  }

  /// The widths of the widest value chip, gradient chip and name; texts that are not measured yet
  /// count as 0.
  func widestTexts() -> (value: Double, gradient: Double, name: Double) {
    var widest = (value: 0.0, gradient: 0.0, name: 0.0)
    for node in layout.centers.keys.sorted() where !layout.parameters.contains(node) {
      widest.value = max(widest.value, value(node)?.width ?? 0)
      widest.gradient = max(widest.gradient, gradient(node)?.width ?? 0)
      widest.name = max(widest.name, nodeLabel(node).width)
    }
    return widest
  }

  private func value(_ node: Int) -> Chip? {
    guard board.spans[.value(node)] != nil else { return nil }
    return chip(
      node, { $0.value(of: node) }, .value(node), .otherValue(node), .valueChip,
      color: theme.forwardText)
  }

  private func gradient(_ node: Int) -> Chip? {
    guard board.spans[.gradient(node)] != nil else { return nil }
    return chip(
      node, { $0.gradient(of: node) }, .gradient(node), .otherGradient(node), .gradientChip,
      color: theme.backwardText)
  }

  private func chip(
    _ node: Int, _ number: (Trace) -> Value, _ item: Item, _ other: Item, _ look: Scene.Look,
    color: String
  ) -> Chip {
    let value = number(board.trace)
    // A vector has many numbers: two digits are enough beside a node, the callout shows all.
    let style = value.number == nil ? NumberStyle(digits: min(2, board.style.digits)) : board.style
    let size = layout.isDense || value.number == nil ? 14.0 : 16
    func text(_ value: Value) -> Label {
      let whole = label(style.notation(value), size: size)
      guard layout.isDense, whole.width > Self.widestChip else { return whole }
      return label(NumberStyle(digits: min(2, style.digits)).notation(value), size: size)
    }
    let first = text(value)
    let second = board.other.map { text(number($0)) }
    let height =
      value.number == nil ? max(first.height, second?.height ?? 0) + 8 : leastHeight
    // A blank leaves space for handwriting, and its width does not reveal the number.
    let least = blank(of: item) == nil ? leastHeight : 48
    let padding = layout.isDense ? 6.0 : value.number == nil ? 8 : 12
    let width = max(least, max(first.width, second?.width ?? 0) + padding)
    return Chip(
      node: node, item: item, look: look, text: first, width: width, height: height, color: color,
      other: second.map { (other, $0) })
  }
}
