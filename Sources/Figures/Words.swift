import Formulas
import Storyboards

/// The definitions and formulas of a figure as labels, sized for their columns.
struct Words {
  let board: Storyboard
  let frame: Frame
  let measure: TextMeasure

  // Words below a graph leave it at least this share of the height.
  private static let greatestShare = 0.42
  private static let largestFormula = 25.0
  // Below a graph formulas of this size are worth their room.
  private static let formulaBelow = 19.0
  private static let least = 14.0

  /// Lines from the top of a column downwards.
  struct Column {
    var labels: [(label: Label, baseline: Double)] = []
    var height = 0.0
    /// Whether a line is wider than the column.
    var isWide = false
  }

  /// How high the words must be that stand underneath, 0 for those beside.
  var height: Double {
    guard frame.arrangement == .below else { return 0 }
    var height = frame.parts.contains(.panel) ? definitions.height : 0
    if frame.parts.contains(.callout) {
      for lines in board.callouts {
        height = max(height, formula(lines, largest: Self.formulaBelow, room: .infinity).height)
      }
    }
    return min(height, Self.greatestShare * frame.height)
  }

  /// What is given; baselines are counted from the first line's.
  var definitions: Column {
    var column = Column()
    var baseline = 0.0
    var previous = 0.0
    for line in board.definitions {
      let label = measure.fitted(line, size: 18, width: frame.panelWidth)
      // A matrix needs more than a line's room above and below.
      baseline += max(0, label.ascent - 14) + previous
      previous = max(0, label.descent - 6)
      column.labels.append((label, baseline))
      column.isWide = column.isWide || label.width > frame.panelWidth
      baseline += 25
    }
    column.height = baseline - 12 + previous
    return column
  }

  /// The lines of a formula, as large as its column and `room` allow; baselines are counted from
  /// the column's top.
  func formula(_ lines: [Notation], room: Double) -> Column {
    formula(lines, largest: Self.largestFormula, room: room)
  }

  private func formula(_ lines: [Notation], largest: Double, room: Double) -> Column {
    let width = frame.calloutWidth
    var size = largest
    var labels = lines.map { measure.label($0, size: size) }
    func height() -> Double {
      labels.reduce(0) { $0 + $1.height } + size * 0.75 * Double(max(0, labels.count - 1))
    }
    let widest = labels.map(\.width).max() ?? 0
    if widest > width || height() > room {
      let share = min(width / widest, room / height())
      size = max(Self.least, (size * share * 4).rounded(.down) / 4)
      // What is still too wide with the least letters is broken, and at last set smaller.
      labels = lines.flatMap { brokenLabels($0, size: size, width: width) }
    }
    var column = Column(height: height())
    var y = 0.0
    for label in labels {
      column.labels.append((label, y + label.ascent))
      y += label.height + size * 0.75
    }
    return column
  }

  /// Returns a formula's label, as several lines where one is too wide for its column.
  private func brokenLabels(_ line: Notation, size: Double, width: Double) -> [Label] {
    let whole = measure.label(line, size: size)
    guard whole.width > width else { return [whole] }
    let parts = line.brokenAtSigns
    guard parts.count > 1 else { return [measure.label(line, size: size * width / whole.width)] }
    var rows: [[Notation]] = []
    for part in parts {
      if let last = rows.last, measure.label(.row(last + [part]), size: size).width <= width {
        rows[rows.count - 1].append(part)
      } else {
        rows.append([part])
      }
    }
    return rows.map { row in
      let label = measure.label(.row(row), size: size)
      let share = width / label.width
      return share < 1 ? measure.label(.row(row), size: size * share) : label
    }
  }
}

extension TextMeasure {
  func label(_ notation: Notation, size: Double, isBold: Bool = false) -> Label {
    notation.label(size: size, isBold: isBold) { width($0, $1, $2) }
  }

  /// Returns the label, smaller where it is too wide, but never below 14 points.
  func fitted(_ notation: Notation, size: Double, width: Double) -> Label {
    let whole = label(notation, size: size)
    guard whole.width > width else { return whole }
    return label(notation, size: max(14, (size * width / whole.width * 4).rounded(.down) / 4))
  }
}

extension Notation {
  /// The parts of a row that may stand on lines of their own: each begins with =, + or −.
  fileprivate var brokenAtSigns: [Notation] {
    guard case .row(let parts) = self else { return [self] }
    var pieces: [[Notation]] = [[]]
    for part in parts {
      if part.beginsWithSign, !(pieces.last?.isEmpty ?? true) { pieces.append([]) }
      pieces[pieces.count - 1].append(part)
    }
    return pieces.count == 1 && parts.count == 1 ? parts[0].brokenAtSigns : pieces.map { .row($0) }
  }

  fileprivate var beginsWithSign: Bool {
    switch self {
    case .sign(let sign): [.equals, .plus, .minus, .receives].contains(sign)
    case .stage(_, let part): part.beginsWithSign
    case .row(let parts): parts.first?.beginsWithSign ?? false
    default: false
    }
  }
}
