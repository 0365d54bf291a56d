import Layout
import Look

/// Where the parts of a figure are on its canvas, in points: a title above, a caption below, the
/// graph left or on top, and the words where there is space for them.
struct Frame {
  /// Where the formula and the panel are.
  enum Arrangement: Hashable {
    /// Right of the graph.
    case beside
    /// Below the graph.
    case below
    /// The formula in the largest free rectangle of the drawing.
    case corner
  }

  var width: Double
  var height: Double
  /// How much larger the page is than one of 540 points: everything but the graph grows with it.
  let unit: Double
  private(set) var arrangement: Arrangement
  let parts: Set<Part>
  /// Whether the panel has a step of its own, without the graph.
  let isPanelAlone: Bool
  /// How high the words are that are below the graph.
  var wordsHeight = 0.0
  /// How high the strip is that is right below the graph.
  var stripHeight = 0.0
  /// The least letters of formulas, on a page of 540 points.
  var leastFormula = Wording.leastSizes[1]
  /// How many lines the longest caption has.
  var captionLines = 1
  /// Where the formula is in the drawing.
  var corner: Layout.Box?
  /// How far the graph is below its place, to leave a formula above it more space.
  var lowered = 0.0
  /// How far the graph is right of its place, to leave a formula at its left more space.
  var indented = 0.0
  /// The formulas that have a page of their own, without the graph: those of ledgers and cells that
  /// are too long for the drawing's free rectangle.
  var aloneCallouts: Set<Int> = []

  var margin: Double { 24 * unit }
  var captionPitch: Double { 20 * unit }
  var titleBaseline: Double { 42 * unit }
  private var gap: Double { 22 * unit }
  /// How wide the words beside a graph are on a page of 540 points.
  var wordsWidth = Self.usualWordsWidth
  static let usualWordsWidth = 326.0
  // Between the definitions and a formula below them.
  private static let leastGap = 12.0

  init(
    width: Double, height: Double, unit: Double, _ arrangement: Arrangement, _ parts: Set<Part>,
    isPanelAlone: Bool
  ) {
    self.width = width
    self.height = height
    self.unit = unit
    self.parts = parts
    self.isPanelAlone = isPanelAlone && parts.contains(.panel)
    let hasWords =
      parts.contains(.callout) || parts.contains(.panel) && !isPanelAlone
    // Without words the graph has the whole canvas in all arrangements.
    self.arrangement = hasWords ? arrangement : .below
  }

  /// Whether the panel is beside or below the graph in all steps.
  var hasPanel: Bool { parts.contains(.panel) && !isPanelAlone }
  private var hasWords: Bool { hasPanel || parts.contains(.callout) }

  /// The baseline of a caption's first line.
  var captionBaseline: Double { height - 18 * unit - Double(captionLines - 1) * captionPitch }
  /// The lower end of everything but the caption.
  var foot: Double {
    parts.contains(.caption) ? captionBaseline - 20 * unit : height - 8 * unit
  }

  /// The upper end of the graph.
  var ceiling: Double { parts.contains(.title) ? titleBaseline + 16 * unit : 10 * unit }
  /// The lower end of the graph.
  var floor: Double {
    (arrangement == .below && hasWords ? foot - wordsHeight - 14 * unit : foot) - stripHeight
  }
  /// The right end of the graph.
  var graphRight: Double { arrangement == .beside ? wordsLeft - gap : width - margin / 2 }
  /// Where the graph is.
  var field: Layout.Box {
    let top = ceiling + lowered
    return Layout.Box(
      left: margin / 2 + indented, top: top, right: graphRight, bottom: max(floor, top + 1))
  }

  var wordsLeft: Double {
    arrangement == .beside ? width - margin - wordsWidth * unit : margin
  }
  var panelBaseline: Double {
    if isPanelAlone { return ceiling + 26 * unit }
    return arrangement == .below
      ? floor + stripHeight + 30 * unit : titleBaseline + (parts.contains(.title) ? 28 * unit : 0)
  }
  var panelLeft: Double { isPanelAlone ? margin : wordsLeft }
  var panelWidth: Double {
    let whole = width - 2 * margin
    if isPanelAlone { return whole }
    guard arrangement == .below else { return wordsWidth * unit }
    return parts.contains(.callout) ? min(wordsWidth * unit, (whole - gap) / 2) : whole
  }
  /// The same frame for a formula alone on its page.
  var alone: Frame {
    var frame = self
    frame.corner = Layout.Box(
      left: margin, top: ceiling + 4 * unit, right: width - margin, bottom: foot - 6 * unit)
    frame.arrangement = .corner
    return frame
  }
  /// The same for a table on a page with a plot beside it.
  var besidePlot: Frame {
    var frame = alone
    frame.corner?.right = margin + 0.46 * (width - 2 * margin)
    return frame
  }
  /// Where the plot is, right of a table that has this right end.
  func plot(beside right: Double) -> Layout.Box {
    let left = parts.contains(.callout) ? right + 2 * gap : margin
    return Layout.Box(
      left: left, top: ceiling + 24 * unit, right: width - margin, bottom: foot - 30 * unit)
  }

  var calloutLeft: Double {
    switch arrangement {
    case .corner: corner?.left ?? margin
    case .beside: wordsLeft
    case .below: hasPanel ? wordsLeft + panelWidth + gap : wordsLeft
    }
  }
  var calloutWidth: Double {
    if arrangement == .corner { return corner?.width ?? 0 }
    return width - margin - calloutLeft
  }
  /// The upper end of formulas, given the lower end of the panel.
  func calloutTop(below panel: Double) -> Double {
    switch arrangement {
    case .corner: corner?.top ?? ceiling
    case .below: floor + stripHeight + 14 * unit
    case .beside: hasPanel ? panel + Self.leastGap * unit : ceiling + 10 * unit
    }
  }
  var calloutBottom: Double {
    switch arrangement {
    case .corner: corner?.bottom ?? ceiling
    case .below: foot - 6 * unit
    case .beside: foot - 22 * unit
    }
  }
}
