/// How far the things of one row reach to one side, by what they are.
struct Contour {
  /// The reach of chips and boxes.
  var chips: Double
  /// The reach of nodes' outlines.
  var outline: Double
  /// The reach of upright lines.
  var line: Double

  /// Nothing, seen from the right.
  static let nothingLeft = Contour(chips: -.infinity, outline: -.infinity, line: -.infinity)
  /// Nothing, seen from the left.
  static let nothingRight = Contour(chips: .infinity, outline: .infinity, line: .infinity)

  /// Returns how far things with this reach to the left must be moved, to be right of others.
  func shift(rightOf other: Contour, isSideways: Bool, _ gaps: Layout.Gaps) -> Double {
    let outlines = isSideways ? gaps.arrow : gaps.block
    return max(
      other.chips - chips + gaps.block, other.outline - outline + outlines,
      // Chips above an outline are further from the next one than they are beside it.
      other.chips - outline + gaps.aboveOutline, other.outline - chips + gaps.aboveOutline,
      other.line - line + gaps.track, other.chips - line + gaps.line,
      other.line - chips + gaps.line)
  }

  /// Takes in what reaches further right.
  mutating func formMax(_ other: Contour, movedBy x: Double) {
    chips = max(chips, other.chips + x)
    outline = max(outline, other.outline + x)
    line = max(line, other.line + x)
  }

  /// Takes in what reaches further left.
  mutating func formMin(_ other: Contour, movedBy x: Double) {
    chips = min(chips, other.chips + x)
    outline = min(outline, other.outline + x)
    line = min(line, other.line + x)
  }

  var least: Double { min(chips, outline, line) }
  var most: Double { max(chips, outline, line) }
}
