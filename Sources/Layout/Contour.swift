/// How far the content of one row extends to one side, by kind.
struct Contour {
  /// The extent of chips and boxes.
  var chips: Double
  /// The extent of nodes' outlines.
  var outline: Double
  /// The extent of vertical lines.
  var line: Double

  /// An empty contour, seen from the right.
  static let nothingLeft = Contour(chips: -.infinity, outline: -.infinity, line: -.infinity)
  /// An empty contour, seen from the left.
  static let nothingRight = Contour(chips: .infinity, outline: .infinity, line: .infinity)

  /// Returns how far content with this left contour must be moved to be right of other content.
  func shift(rightOf other: Contour, isSideways: Bool, _ gaps: Layout.Gaps) -> Double {
    let outlines = isSideways ? gaps.arrow : gaps.block
    return max(
      other.chips - chips + gaps.block, other.outline - outline + outlines,
      // Chips above an outline are further from the next one than they are beside it.
      other.chips - outline + gaps.aboveOutline, other.outline - chips + gaps.aboveOutline,
      other.line - line + gaps.track, other.chips - line + gaps.line,
      other.line - chips + gaps.line, other.outline - line + gaps.line,
      other.line - outline + gaps.line)
  }

  /// Extends the contour to the right to include another one.
  mutating func formMax(_ other: Contour, movedBy x: Double) {
    chips = max(chips, other.chips + x)
    outline = max(outline, other.outline + x)
    line = max(line, other.line + x)
  }

  /// Extends the contour to the left to include another one.
  mutating func formMin(_ other: Contour, movedBy x: Double) {
    chips = min(chips, other.chips + x)
    outline = min(outline, other.outline + x)
    line = min(line, other.line + x)
  }

  var least: Double { min(chips, outline, line) }
  var most: Double { max(chips, outline, line) }
}
