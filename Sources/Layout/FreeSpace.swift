extension Layout {
  /// Returns the largest rectangles of a field that contain nothing of the drawing, largest first.
  ///
  /// They do not overlap. Use them for a callout or a panel:
  ///
  ///     layout.freeRectangles(in: field, count: 1).first  // upper left in the drawing of an LSTM
  ///
  /// - Parameters:
  ///   - field: the area to search.
  ///   - count: the maximum number of rectangles.
  ///   - margin: the distance to everything drawn.
  ///   - least: the smallest useful size.
  /// - Complexity: O(n), n the number of nodes and edges, with a fixed grid of 120 × 68 cells.
  public func freeRectangles(
    in field: Box, count: Int, margin: Double = 8, least: Size = Size(40, 20)
  ) -> [Box] {
    guard field.width > 0, field.height > 0 else { return [] }
    var grid = Occupancy(over: field)
    for box in outlines { grid.fill(box.outset(by: margin)) }
    for block in blocks {
      for box in [block.value, block.gradient, block.label] {
        if let box { grid.fill(box.outset(by: margin)) }
      }
    }
    for cell in boxes {
      grid.fill(cell.box.outset(by: margin))
      if let label = cell.label { grid.fill(label.outset(by: margin)) }
    }
    for route in routes {
      for (from, to) in zip(route.corners, route.corners.dropFirst()) {
        grid.fill(from: from, to: to, margin: margin)
      }
    }
    var found: [Box] = []
    while found.count < count, let box = grid.largest(least: least) {
      found.append(box)
      grid.fill(box.outset(by: -0.01))
    }
    return found
  }
}

/// Which cells of a field are occupied.
private struct Occupancy {
  private static let columns = 120
  private static let rows = 68

  private let field: Layout.Box
  private var isTaken = [Bool](repeating: false, count: columns * rows)
  private var cell: Layout.Size {
    Layout.Size(field.width / Double(Self.columns), field.height / Double(Self.rows))
  }

  init(over field: Layout.Box) { self.field = field }

  mutating func fill(_ box: Layout.Box) {
    guard box.overlaps(field) else { return }
    let left = Int(max(0, (box.left - field.left) / cell.width))
    let right = Int(min(Double(Self.columns - 1), (box.right - field.left) / cell.width))
    let top = Int(max(0, (box.top - field.top) / cell.height))
    let bottom = Int(min(Double(Self.rows - 1), (box.bottom - field.top) / cell.height))
    guard left <= right, top <= bottom else { return }
    for row in top...bottom {
      for column in left...right { isTaken[row * Self.columns + column] = true }
    }
  }

  /// Marks the cells along a line, in parts that are short enough for slanted lines.
  mutating func fill(from start: Layout.Point, to end: Layout.Point, margin: Double) {
    let line = Layout.Stroke(start, end, isOwn: false)
    let isSlanted = !line.isLevel && !line.isUpright
    let parts = isSlanted ? min(200, Int(line.length / cell.height) + 1) : 1
    for part in 0..<parts {
      let from = line.point(at: Double(part) / Double(parts))
      let to = line.point(at: Double(part + 1) / Double(parts))
      fill(Layout.Stroke(from, to, isOwn: false).box.outset(by: margin))
    }
  }

  /// Returns the largest free rectangle, computed from the heights of free columns above each row.
  func largest(least: Layout.Size) -> Layout.Box? {
    var heights = [Int](repeating: 0, count: Self.columns + 1)
    var best: (area: Int, left: Int, right: Int, top: Int, bottom: Int)?
    for row in 0..<Self.rows {
      var open: [Int] = []
      for column in 0...Self.columns {
        let isFree = column < Self.columns && !isTaken[row * Self.columns + column]
        heights[column] = isFree ? heights[column] + 1 : 0
        while let last = open.last, heights[last] >= heights[column] {
          open.removeLast()
          let left = open.last.map { $0 + 1 } ?? 0
          let area = heights[last] * (column - left)
          let isLarge =
            Double(column - left) * cell.width >= least.width
            && Double(heights[last]) * cell.height >= least.height
          if isLarge, area > best?.area ?? 0 {
            best = (area, left, column, row + 1 - heights[last], row + 1)
          }
        }
        open.append(column)
      }
    }
    return best.map { best in
      Layout.Box(
        left: field.left + Double(best.left) * cell.width,
        top: field.top + Double(best.top) * cell.height,
        right: field.left + Double(best.right) * cell.width,
        bottom: field.top + Double(best.bottom) * cell.height)
    }
  }
}
