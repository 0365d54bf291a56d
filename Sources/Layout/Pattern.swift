/// What all columns of one kind share: the positions of slots and passages relative to the column's
/// origin.
struct Pattern {
  private(set) var slots: [Double] = []
  /// The first track of the passage at the left of the slots, and of the one at the right.
  private(set) var passages = (left: 0.0, right: 0.0)
  /// How far the column extends in each row.
  private(set) var left: [Contour]
  private(set) var right: [Contour]
  /// The boxes around cells.
  private(set) var boxes: [(cell: Int, left: Double, right: Double)] = []

  /// The content of one slot of one row.
  struct Item {
    var row: Int
    var slot: Int
    var left: Double
    var right: Double
    /// Half of the outline's width; 0 for a line that passes through.
    var half: Double
    var isLine: Bool
  }

  /// The tracks of a passage, and the rows that it crosses.
  struct Corridor {
    var tracks = 0
    var rows: ClosedRange<Int>?

    mutating func add(_ tracks: Int, _ rows: ClosedRange<Int>?) {
      self.tracks = max(self.tracks, tracks)
      guard let rows else { return }
      self.rows =
        self.rows.map {
          min($0.lowerBound, rows.lowerBound)...max($0.upperBound, rows.upperBound)
        } ?? rows
    }
  }

  static let leastSlot = 40.0

  /// - Parameter stretch: the extra distance between slots.
  init(
    _ items: [Item], rows: Int, left leftCorridor: Corridor, right rightCorridor: Corridor,
    cells: [(cell: Int, rows: ClosedRange<Int>)], isSideways: [Bool], gaps: Layout.Gaps,
    stretch: Double
  ) {
    left = [Contour](repeating: .nothingRight, count: rows)
    right = [Contour](repeating: .nothingLeft, count: rows)
    addLines(from: 0, leftCorridor, gaps)
    let leftEnd = Double(max(0, leftCorridor.tracks - 1)) * gaps.track
    let hasLeft = leftCorridor.tracks > 0
    for slot in 0...(items.map(\.slot).max() ?? 0) {
      let here = items.filter { $0.slot == slot }
      var x = slots.last.map { $0 + Self.leastSlot + stretch } ?? 0
      if slots.isEmpty, hasLeft {
        // The bus of the passage turns into the first slot.
        x = leftEnd + max(gaps.entry + gaps.line, (here.map(\.half).max() ?? 0))
      }
      for item in here {
        let contour = Pattern.contour(of: item, sign: -1)
        let least = contour.shift(
          rightOf: right[item.row], isSideways: isSideways[item.row], gaps)
        x = max(x, least + (slots.isEmpty ? 0 : stretch))
      }
      slots.append(x)
      for item in here {
        left[item.row].formMin(Pattern.contour(of: item, sign: -1), movedBy: x)
        right[item.row].formMax(Pattern.contour(of: item, sign: 1), movedBy: x)
      }
    }
    var start = (slots.last ?? 0) + gaps.entry + gaps.line
    for row in rightCorridor.rows.map({ Array($0) }) ?? [] {
      let line = Contour(chips: .infinity, outline: .infinity, line: 0)
      start = max(start, line.shift(rightOf: right[row], isSideways: false, gaps))
      start = max(start, right[row].outline + gaps.block)
    }
    passages = (0, start)
    addLines(from: start, rightCorridor, gaps)
    for (cell, rows) in cells { addBox(cell, rows, gaps) }
  }

  private static func contour(of item: Item, sign: Double) -> Contour {
    let none = -sign * Double.infinity
    if item.isLine { return Contour(chips: none, outline: none, line: 0) }
    return Contour(
      chips: sign < 0 ? -item.left : item.right, outline: sign * item.half, line: none)
  }

  private mutating func addLines(from x: Double, _ corridor: Corridor, _ gaps: Layout.Gaps) {
    guard corridor.tracks > 0, let rows = corridor.rows else { return }
    for row in rows {
      left[row].line = min(left[row].line, x)
      right[row].line = max(right[row].line, x + Double(corridor.tracks - 1) * gaps.track)
    }
  }

  private mutating func addBox(_ cell: Int, _ rows: ClosedRange<Int>, _ gaps: Layout.Gaps) {
    let least = rows.map { left[$0].least }.min() ?? 0
    let most = rows.map { right[$0].most }.max() ?? 0
    guard least.isFinite, most.isFinite else { return }
    let (leftEdge, rightEdge) = (least - gaps.inset, most + gaps.inset)
    boxes.append((cell, leftEdge, rightEdge))
    for row in rows {
      left[row].chips = leftEdge
      right[row].chips = rightEdge
    }
  }
}
