import Formulas

/// The panel of definitions.
extension Wording {
  /// The definitions; baselines are relative to the first line's. On a step of their own they are as
  /// large as the page allows, and in two columns rather than too small for a back row.
  var definitions: Column {
    guard frame.isPanelAlone else { return definitions(size: 18, least: Self.leastSizes[1]) }
    let sizes = [24] + Self.sizes.dropFirst()
    let readable = sizes.filter { $0 >= Self.leastSizes[1] }
    let smaller = sizes.filter { $0 < Self.leastSizes[1] }
    var column = Column()
    for (sizes, isDouble) in [(readable, false), (readable, true), (smaller, true)] {
      for size in sizes {
        column = definitions(size: size, least: size, isDouble: isDouble)
        if !column.isSmall, frame.panelBaseline + column.height <= frame.foot { return column }
      }
    }
    return column
  }

  private func definitions(size: Double, least: Double, isDouble: Bool = false) -> Column {
    var column = Column()
    var baseline = 0.0
    var previous = 0.0
    let pitch = size * (frame.isPanelAlone ? 1.5 : 1.4) * frame.unit
    let (size, least) = (size * frame.unit, least * frame.unit)
    let gap = Self.columnGap * size
    let width = isDouble ? (frame.panelWidth - gap) / 2 : frame.panelWidth
    /// The place of each line's first label.
    var starts: [Int] = []
    for line in board.definitions {
      let fitted = measure.fitted(line, size: size, least: least, width: width)
      let lines = lines(line, fitted, size: least, width: width)
      starts.append(column.labels.count)
      for label in lines.labels {
        // A matrix needs more than a line's space above and below.
        baseline += max(0, label.ascent - 0.78 * size) + previous
        previous = max(0, label.descent - 0.33 * size)
        column.labels.append((label, 0, baseline))
        baseline += pitch
      }
      column.breaking = max(column.breaking, lines.breaking)
    }
    /// The height down to below a label.
    func height(_ label: Label, _ baseline: Double) -> Double {
      baseline + pitch - 0.67 * size + max(0, label.descent - 0.33 * size)
    }
    // The second column begins with the first line in the lower half.
    let middle = (column.labels.last?.baseline ?? 0) / 2
    if isDouble, let start = starts.first(where: { column.labels[$0].baseline > middle }) {
      // A matrix at its top starts lower, as it does in the first column.
      let first = column.labels[start]
      let shift = first.baseline - max(0, first.label.ascent - 0.78 * size)
      for index in start..<column.labels.count {
        column.labels[index].x = width + gap
        column.labels[index].baseline -= shift
      }
    }
    column.height = column.labels.map { height($0.label, $0.baseline) }.max() ?? -0.67 * size
    return column
  }
}
