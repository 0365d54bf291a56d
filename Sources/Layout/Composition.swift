/// All parts of a drawing over time, put together.
struct Composition {
  let grid: Grid
  let nets: Nets
  let measures: Layout.Measures
  private(set) var chips: [Chips] = []
  private(set) var across: Across
  private(set) var upright: Upright
  private(set) var tracks: Tracks
  /// The boxes' rows, by cell.
  private(set) var boxed: [(cell: Int, rows: ClosedRange<Int>)] = []
  /// The size without stretch.
  private(set) var naturalSize: Layout.Size
  /// The parameters at the left.
  let constants: ConstantBlock
  /// The nets that are drawn as two slanted edges instead of a bus.
  private(set) var slanted: Set<Int> = []
  private let order: Nets.Order

  init(of graph: Layout.Graph, _ measures: Layout.Measures, in field: Layout.Size) {
    grid = Grid(of: graph)
    order = Nets.Order(of: grid)
    nets = Nets(of: grid, order)
    self.measures = measures
    let widths = measures.nodes.map(\.size.width)
    nets.spreadPorts(order, widths: widths, gap: measures.gaps.entry)
    chips = Composition.chips(grid, nets, measures)
    across = Across(grid, nets, chips, measures, order, stretch: 0)
    boxed = Set(across.boxes.map(\.cell)).sorted().compactMap { [across] cell in
      across.rows(ofBox: cell).map { (cell, $0) }
    }
    tracks = Composition.tracks(nets, across, measures)
    let levels = tracks
    nets.spreadPorts(order, widths: widths, gap: measures.gaps.entry) { levels.levelOf[$0] }
    across = Across(grid, nets, chips, measures, order, stretch: 0)
    tracks = Composition.tracks(nets, across, measures)
    constants = ConstantBlock(grid, nets, chips, measures)
    upright = Upright(
      grid, nets, chips, measures, tracks, boxed: boxed, order: constants.order,
      wish: constants.wish,
      stretch: 0)
    naturalSize = Layout.Size(
      across.extent.right - across.extent.left, upright.extent.top - upright.extent.bottom)
    fill(field)
    slanted = findSlanted()
  }

  /// Distributes the field's spare space over the gaps.
  private mutating func fill(_ field: Layout.Size) {
    func upright(_ stretch: Double) -> Upright {
      Upright(
        grid, nets, chips, measures, tracks, boxed: boxed, order: constants.order,
        wish: constants.wish, stretch: stretch)
    }
    let wide = Composition.stretch(
      natural: naturalSize.width, field: field.width, most: measures.gaps.slackAcross
    ) { stretch in
      let across = Across(grid, nets, chips, measures, order, stretch: stretch)
      return across.extent.right - across.extent.left
    }
    if wide > 0 {
      across = Across(grid, nets, chips, measures, order, stretch: wide)
      // Aggregates have moved relative to their operands.
      tracks = Composition.tracks(nets, across, measures)
      self.upright = upright(0)
    }
    let high = Composition.stretch(
      natural: naturalSize.height, field: field.height, most: measures.gaps.slackUpright
    ) { stretch in
      let extent = upright(stretch).extent
      return extent.top - extent.bottom
    }
    if high > 0 { self.upright = upright(high) }
  }

  private static func tracks(
    _ nets: Nets, _ across: Across, _ measures: Layout.Measures
  ) -> Tracks {
    func assigned() -> Tracks {
      Tracks(nets, across, channels: nets.grid.rowCount + 1, gap: measures.gaps.track)
    }
    var tracks = assigned()
    let widths = measures.nodes.map(\.size.width)
    // Each round moves some entries slightly; whatever clashes after that has no space to move.
    for _ in 0..<3 {
      guard nets.moveApart(tracks.clashes(), widths: widths) else { break }
      tracks = assigned()
    }
    return tracks
  }

  /// Returns the stretch at which a drawing fills its field; its size is convex in the stretch.
  static func stretch(
    natural: Double, field: Double, most: Double, size: (Double) -> Double
  ) -> Double {
    guard field > natural + 1, natural > 0 else { return 0 }
    var (stretch, step) = (most, most)
    for _ in 0..<6 {
      let reached = size(stretch)
      if reached <= field + 0.5 {
        if stretch == most || field - reached < 2 { return stretch }
        stretch = min(most, stretch + step / 2)
      } else {
        // The chord of a convex function lies above it.
        let chord = stretch * (field - natural) / max(1, reached - natural)
        stretch = max(0, min(chord, stretch))
      }
      step /= 2
    }
    while stretch > 0.01, size(stretch) > field + 0.5 { stretch *= 0.9 }
    return stretch > 0.01 ? stretch : 0
  }

  // MARK: Chips

  private static func chips(
    _ grid: Grid, _ nets: Nets, _ measures: Layout.Measures
  ) -> [Chips] {
    let gaps = measures.gaps
    var lines = measures.nodes.map { _ in 0.0...0.0 }
    for port in nets.ports where port.side == .top {
      let old = lines[port.node]
      lines[port.node] =
        min(old.lowerBound, port.offset)...max(old.upperBound, port.offset)
    }
    let places = (0..<grid.rowCount).map { row -> ChipPlace in
      let chips = grid.inRow[row].map { node in
        let sizes = measures.nodes[node]
        return (sizes.value ?? Layout.Size(0, 0), sizes.gradient ?? Layout.Size(0, 0))
      }
      let widest = chips.map { $0.0.width + $0.1.width }.max() ?? 0
      let highest = chips.map { max($0.0.height, $0.1.height) }.max() ?? 0
      let isWide = widest > gaps.widestPair && highest <= gaps.highestPair
      if grid.rows.hasGates[row] || isWide { return .aboveStacked }
      return nets.isSideways[row] ? .aboveApart : .beside
    }
    let readers = Set(grid.graph.edges.map(\.reader))
    let outside = outsidePlaces(grid, nets, measures)
    return grid.graph.nodes.indices.map { node in
      if grid.isConstant(node) { return Chips(aboveAndBelow: measures.nodes[node], gaps: gaps) }
      return Chips(
        of: measures.nodes[node], outside[node] ?? places[grid.low(node)], lines: lines[node],
        isReader: readers.contains(node), gaps: gaps)
    }
  }

  /// The places of chips in rows with boxes where nothing but the states at their ends has chips.
  private static func outsidePlaces(
    _ grid: Grid, _ nets: Nets, _ measures: Layout.Measures
  ) -> [Int: ChipPlace] {
    let gaps = measures.gaps
    func place(_ node: Int, isLeft: Bool) -> ChipPlace {
      let sizes = [measures.nodes[node].value, measures.nodes[node].gradient].compactMap { $0 }
      let isLevel =
        gaps.areRowsLow && sizes.map(\.width).reduce(0, +) <= gaps.widestPair
      return .outside(isLeft: isLeft, isLevel: isLevel)
    }
    var places: [Int: ChipPlace] = [:]
    for row in 0..<grid.rowCount where !grid.rows.hasGates[row] {
      let nodes = grid.inRow[row]
      if gaps.areRowsLow, nets.leavesToTheRightOnly(inRow: row) {
        for node in nodes { places[node] = place(node, isLeft: true) }
        continue
      }
      guard nodes.contains(where: { grid.graph.nodes[$0].kind == .foldedCell }) else { continue }
      let withChips = nodes.filter {
        measures.nodes[$0].value != nil || measures.nodes[$0].gradient != nil
      }
      guard
        withChips.allSatisfy({ node in
          grid.column(node).map { grid.columns.all[$0].kind == .initial } ?? false
        })
      else { continue }
      for node in withChips {
        let readers = grid.graph.edges.filter { $0.source == node }.compactMap {
          grid.column($0.reader)
        }
        let isLeft = readers.allSatisfy { $0 > grid.column(node) ?? 0 }
        places[node] = place(node, isLeft: isLeft)
      }
    }
    return places
  }
}

extension Composition {
  /// The size of a node's outline: a folded cell is as high as the rows that it replaces.
  func outline(of node: Int) -> Layout.Size {
    let size = measures.nodes[node].size
    guard let range = grid.rowsOf[node], range.count > 1 else { return size }
    let height = upright.rows[range.upperBound] - upright.rows[range.lowerBound]
    return Layout.Size(size.width, max(size.height, height + Upright.leastFolded))
  }

  /// The height at which a line leaves a node sideways.
  func sidewaysHeight(of node: Int) -> Double {
    grid.rowsOf[node].map { upright.rows[$0.upperBound] } ?? upright.nodes[node]
  }
}
