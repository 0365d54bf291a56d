/// Where the chips of a row are.
enum ChipPlace: Hashable {
  /// The gradient left of the node, the value right of it.
  case beside
  /// The gradient left and the value right of the line above the node.
  case aboveApart
  /// The gradient above the value, right of the line above the node.
  case aboveStacked
  /// Both on the side where nothing leaves the node, the gradient above the value or beside it: of the
  /// states that folded cells start from, so that a row of boxes is hardly higher than the boxes.
  case outside(isLeft: Bool, isLevel: Bool)
}

/// The chips and the token of one node, relative to its middle; y grows upwards here.
struct Chips {
  typealias Box = Layout.Box

  private(set) var value: Box?
  private(set) var gradient: Box?
  private(set) var label: Box?
  private let size: Layout.Size
  /// Whether all chips are above the outline.
  private let isAbove: Bool

  /// - Parameters:
  ///   - lines: the range of the vertical lines above the node, from left to right.
  ///   - isReader: whether lines may arrive from below, where a label would be on them.
  init(
    of node: Layout.Measures.Node, _ place: ChipPlace, lines: ClosedRange<Double>,
    isReader: Bool, gaps: Layout.Gaps
  ) {
    size = node.size
    isAbove =
      place == .aboveStacked && (node.label == nil || isReader)
      && (node.value != nil || node.gradient != nil)
    switch place {
    case .beside:
      let reach = node.size.width / 2 + gaps.chip
      gradient = node.gradient.map {
        Chips.box(left: -reach - $0.width, bottom: -$0.height / 2, $0)
      }
      value = node.value.map { Chips.box(left: reach, bottom: -$0.height / 2, $0) }
    case .aboveApart:
      let left = lines.lowerBound - gaps.chip
      let right = lines.upperBound + gaps.chip
      let floors = (Chips.floor(over: node, -left, gaps), Chips.floor(over: node, right, gaps))
      let common = max(floors.0, floors.1)
      let isLevel = abs(floors.0 - floors.1) < 2
      gradient = node.gradient.map {
        Chips.box(left: left - $0.width, bottom: isLevel ? common : floors.0, $0)
      }
      value = node.value.map { Chips.box(left: right, bottom: isLevel ? common : floors.1, $0) }
    case .outside(let isLeft, let isLevel):
      (value, gradient) = Chips.outside(node, isLeft: isLeft, isLevel: isLevel, gaps)
    case .aboveStacked:
      let left = lines.upperBound + gaps.chip
      var bottom = Chips.floor(over: node, left, gaps)
      value = node.value.map { Chips.box(left: left, bottom: bottom, $0) }
      if let value { bottom = value.bottom + gaps.betweenChips }
      gradient = node.gradient.map { Chips.box(left: left, bottom: bottom, $0) }
    }
    if isReader {
      label = node.label.map { size in
        let right = lines.lowerBound - gaps.chip
        let floor = Chips.floor(over: node, -right, gaps)
        // The gradient may be on that side, too.
        let chips = [gradient, value].compactMap { $0 }.filter { $0.left < right }
        let bottom = chips.map { $0.bottom + 3 }.reduce(floor, max)
        return Chips.box(left: right - size.width, bottom: bottom, size)
      }
      return
    }
    label = node.label.map { size in
      // Chips beside the node may reach lower than it does.
      let chips = [gradient, value].compactMap { $0 }.filter {
        $0.left < size.width / 2 + 3 && $0.right > -size.width / 2 - 3
      }
      let top = chips.map(\.top).reduce(-node.size.height / 2, min) - 3
      return Chips.box(left: -size.width / 2, bottom: top - size.height, size)
    }
  }

  /// The chips of a circuit or of a constant: the value above the node, the gradient below it.
  init(aboveAndBelow node: Layout.Measures.Node, gaps: Layout.Gaps) {
    size = node.size
    isAbove = false
    let reach = node.size.height / 2 + gaps.chip
    value = node.value.map { Chips.box(left: -$0.width / 2, bottom: reach, $0) }
    gradient = node.gradient.map {
      Chips.box(left: -$0.width / 2, bottom: -reach - $0.height, $0)
    }
    label = node.label.map { size in
      let top = (gradient?.top ?? -node.size.height / 2) - 3
      return Chips.box(left: -size.width / 2, bottom: top - size.height, size)
    }
  }

  /// The extent of the node and its chips to the left.
  var left: Double { -all.map(\.left).reduce(-size.width / 2, min) }
  /// How far left of the middle the chips begin, without the outline where they are above it.
  var chipsLeft: Double { isAbove ? -all.map(\.left).reduce(.infinity, min) : left }
  /// How far chips above the outline reach to the right beside it, where a line moves them off its
  /// top; 0 for others.
  var lowRight: Double {
    guard isAbove else { return 0 }
    return [value, gradient].compactMap { $0 }.filter { $0.top < size.height / 2 }
      .map(\.right).max() ?? 0
  }
  /// How far they reach to the right.
  var right: Double { all.map(\.right).reduce(size.width / 2, max) }
  /// The extent above the middle.
  var above: Double { all.map(\.bottom).reduce(size.height / 2, max) }
  /// The extent below it.
  var below: Double { -all.map(\.top).reduce(-size.height / 2, min) }

  private var all: [Box] { [value, gradient, label].compactMap { $0 } }

  /// Returns the places of a value and a gradient on one side of a node.
  private static func outside(
    _ node: Layout.Measures.Node, isLeft: Bool, isLevel: Bool, _ gaps: Layout.Gaps
  ) -> (value: Box?, gradient: Box?) {
    let reach = node.size.width / 2 + gaps.chip
    func box(_ size: Layout.Size, _ distance: Double, _ bottom: Double) -> Box {
      Chips.box(left: isLeft ? -distance - size.width : distance, bottom: bottom, size)
    }
    guard let value = node.value, let gradient = node.gradient else {
      return (
        node.value.map { box($0, reach, -$0.height / 2) },
        node.gradient.map { box($0, reach, -$0.height / 2) }
      )
    }
    if isLevel {
      // What is shown first is beside the node, so that no chip ever stands alone.
      let (near, far) = node.isAsked ? (gradient, value) : (value, gradient)
      let boxes = (
        box(near, reach, -near.height / 2),
        box(far, reach + near.width + gaps.betweenChips, -far.height / 2)
      )
      return node.isAsked ? (boxes.1, boxes.0) : (boxes.0, boxes.1)
    }
    let half = gaps.betweenChips / 2
    return (box(value, reach, -half - value.height), box(gradient, reach, half))
  }

  /// In a box whose y grows upwards, `top` is the lower edge.
  private static func box(left: Double, bottom: Double, _ size: Layout.Size) -> Box {
    Box(left: left, top: bottom, right: left + size.width, bottom: bottom + size.height)
  }

  /// The height above the middle at which a chip clears the outline, if it starts at this
  /// horizontal distance from the middle.
  private static func floor(
    over node: Layout.Measures.Node, _ distance: Double, _ gaps: Layout.Gaps
  ) -> Double {
    node.outline.reach(at: distance, node.size) + gaps.chip
  }
}

extension Layout.Measures.Outline {
  /// Returns how high the outline is above its middle at a horizontal distance from it.
  func reach(at distance: Double, _ size: Layout.Size) -> Double {
    let (width, height) = (size.width / 2, size.height / 2)
    guard self == .ellipse else { return height }
    let part = min(1, abs(distance) / max(width, 0.001))
    return height * (1 - part * part).squareRoot()
  }
}
