import Look

/// The places of a figure's parts on its canvas, in points: a title above, a caption below, the
/// graph on the left or on top, and the words to the right of it or below it.
struct Frame {
  enum Arrangement { case beside, below }

  /// The width, which grows with the graph.
  var width: Double
  let height: Double
  let arrangement: Arrangement
  let parts: Set<Part>
  /// The height of the words below the graph.
  var wordsHeight = 0.0
  /// The height of the strip right below the graph.
  var stripHeight = 0.0
  /// The width of the words beside the graph.
  var wordsWidth = Frame.usualWordsWidth
  /// The number of lines of the longest caption.
  var captionLines = 1

  static let margin = 24.0
  static let usualWordsWidth = 326.0
  static let captionPitch = 20.0
  static let titleBaseline = 42.0
  private static let gap = 26.0
  // Between the definitions and a formula below them.
  private static let leastGap = 12.0

  init(width: Double, height: Double, _ arrangement: Arrangement, _ parts: Set<Part>) {
    self.width = width
    self.height = height
    self.parts = parts
    let hasWords = parts.contains(.panel) || parts.contains(.callout)
    // Without words the graph has the whole canvas in both arrangements.
    self.arrangement = hasWords ? arrangement : .below
  }

  private var hasWords: Bool { parts.contains(.panel) || parts.contains(.callout) }

  /// The baseline of a caption's first line.
  var captionBaseline: Double { height - 18 - Double(captionLines - 1) * Self.captionPitch }
  /// The lower end of everything except the caption.
  var foot: Double { parts.contains(.caption) ? captionBaseline - 14 : height - 8 }

  /// The upper end of the graph's boxes.
  var ceiling: Double { parts.contains(.title) ? Self.titleBaseline + 8 : 8 }
  /// The lower end of the graph's boxes.
  var floor: Double {
    (arrangement == .below && hasWords ? foot - wordsHeight - 14 : foot) - stripHeight
  }
  /// The right end of the graph's boxes.
  var graphRight: Double { arrangement == .beside ? wordsLeft - 6 : width - 4 }
  /// The height of the highest nodes' centres; chips and question marks are above them.
  var graphTop: Double { ceiling + 46 }
  /// The height of the lowest nodes' centres; chips and tokens are below them.
  var graphBottom: Double { floor - 56 }
  var graphWidth: Double {
    (arrangement == .beside ? wordsLeft - Self.gap : width - Self.margin) - Self.margin
  }

  var wordsLeft: Double {
    arrangement == .beside ? width - Self.margin - wordsWidth : Self.margin
  }
  var panelBaseline: Double {
    arrangement == .below
      ? floor + stripHeight + 30 : Self.titleBaseline + (parts.contains(.title) ? 28 : 0)
  }
  var panelWidth: Double {
    guard arrangement == .below else { return wordsWidth }
    let whole = width - 2 * Self.margin
    return parts.contains(.callout) ? min(wordsWidth, (whole - Self.gap) / 2) : whole
  }

  var calloutLeft: Double {
    arrangement == .below && parts.contains(.panel)
      ? wordsLeft + panelWidth + Self.gap : wordsLeft
  }
  var calloutWidth: Double { width - Self.margin - calloutLeft }
  /// The upper end of formulas, given the lower end of the definitions.
  func calloutTop(below panel: Double) -> Double {
    arrangement == .below
      ? floor + stripHeight + 14 : parts.contains(.panel) ? panel + Self.leastGap : ceiling + 10
  }
  var calloutBottom: Double { arrangement == .below ? foot - 6 : foot - 22 }
}
