import Formulas
import Layout
import Look
import Storyboards

/// Finds out how large a storyboard is drawn, and where its words are.
///
/// Letters have their usual size if the graph fits on the canvas with them. A graph that needs more
/// gets it in a fixed order: first the panel has a step of its own, then the formula goes into the
/// largest free rectangle of the drawing, or below it, then letters are as small as a back row can
/// read. A graph that needs still more is drawn smaller, on the same canvas.
struct Placing {
  private let board: Storyboard
  private let theme: Theme
  private let canvas: Canvas
  private let parts: Set<Part>
  private let measure: TextMeasure
  /// The formula that did not fit last, which is tried first: it is likely to need the most space.
  private final class Longest { var callout = 0 }
  private let longest = Longest()

  /// Where everything but the graph goes.
  private struct Plan: Hashable {
    let arrangement: Frame.Arrangement
    let isPanelAlone: Bool
    var wordsWidth = Frame.usualWordsWidth
  }

  /// How the graph is written.
  private struct Writing: Hashable {
    let density: Double
    /// Whether contributions have their factors.
    var isWhole = false
    /// Whether wide chips are one above the other where they are not high.
    var isNarrow = false
    /// Whether rows are as low as they can be.
    var isLow = false
  }

  /// How much larger than the least the outlines of nodes and the arrows are.
  private static let growths: [(outline: Double, arrow: Double)] = [
    (1.3, 50), (1.2, 44), (1.1, 40), (1, 36), (1, 30), (1, 24),
  ]
  // Sizes that formulas of several lines need: the largest rectangle is often too low for them.
  private static let corners = [
    Layout.Size(300, 150), Layout.Size(240, 200), Layout.Size(200, 260), Layout.Size(40, 20),
  ]
  // A graph that is a little too wide leaves formulas less space beside it.
  private static let narrowWords = [280.0, 236]
  // FreeType has no letters of fifty thousand points, which a page of ten thousand time steps needs.
  private static let largestUnit = 700.0
  // A graph that is drawn smaller than it has to be leaves more space for the formulas.
  private static let shrinkings = [1, 1.08, 1.16, 1.25, 1.35, 1.5]
  // A graph that needs so much more than the page cannot be read, and is tried in one size only.
  private static let hopeless = 3.0
  // A graph of more nodes is not measured in several ways.
  private static let manyNodes = 1500

  init(
    _ board: Storyboard, _ theme: Theme, _ canvas: Canvas, _ parts: Set<Part>,
    _ measure: TextMeasure
  ) {
    self.board = board
    self.theme = theme
    self.canvas = canvas
    self.parts = board.title == nil ? parts.subtracting([.title]) : parts
    self.measure = measure
  }

  /// Returns the scene, with letters as large as its canvas allows.
  ///
  /// - Throws: `GraphvizError` when texts cannot be measured.
  func scene() throws -> Scene {
    let choice = try choice()
    let scene = try composed(choice)
    return canvas.isCropped ? scene.cropped(to: board.steps) : scene
  }

  /// Whether the graph fits on the canvas with letters that a back row can read, and its formulas
  /// with letters of their usual sizes.
  ///
  /// - Parameter isLow: whether its rows may be low.
  func fits(isLow: Bool) throws -> Bool {
    try usual(candidates(isLow: isLow), least: Wording.leastSizes[0]) != nil
  }

  /// Whether the graph fits on the canvas with letters that a back row can read, and its formulas
  /// with smaller ones.
  func isReadable(isLow: Bool) throws -> Bool {
    let candidates = try candidates(isLow: isLow)
    return try Wording.leastSizes.contains { try usual(candidates, least: $0) != nil }
  }

  /// How much larger than the canvas the graph is with letters that a back row can read; 1 if it
  /// fits.
  func size() throws -> Double { try candidates().map(\.unit).min() ?? 1 }

  // MARK: Choosing

  private struct Choice {
    let drawn: DrawnGraph
    let texts: GraphTexts
    let natural: Layout.Size
    let plan: Plan
    /// How much larger than usual the page is: letters are smaller by as much.
    let unit: Double
    let frame: Frame
  }

  private func plans(isLarge: Bool) -> [Plan] {
    let hasPanel = parts.contains(.panel)
    let hasCallout = parts.contains(.callout)
    let isUpright = canvas.width < canvas.height
    guard hasPanel || hasCallout else {
      return [Plan(arrangement: .below, isPanelAlone: false)]
    }
    let arrangements: [Frame.Arrangement] = isUpright ? [.below, .beside] : [.beside, .below]
    var plans = [Plan(arrangement: arrangements[0], isPanelAlone: false)]
    if canvas.isCropped || isLarge { return plans }
    if hasPanel { plans.append(Plan(arrangement: arrangements[0], isPanelAlone: true)) }
    if hasCallout {
      plans.append(Plan(arrangement: .corner, isPanelAlone: true))
      plans.append(Plan(arrangement: arrangements[1], isPanelAlone: true))
      plans += Self.narrowWords.map {
        Plan(arrangement: .beside, isPanelAlone: true, wordsWidth: $0)
      }
    }
    return plans
  }

  private func choice() throws -> Choice {
    let candidates = try candidates()
    if canvas.isCropped { return candidates[0] }
    // Letters of the graph, then those of the formula, then rows, then letters of everything get
    // smaller.
    for isLow in [false, true] {
      let candidates = candidates.filter { $0.texts.isLow == isLow }
      for least in Wording.leastSizes {
        if let choice = try usual(candidates, least: least) { return choice }
      }
    }
    return try smaller(candidates)
  }

  private func candidates(isLow: Bool = true) throws -> [Choice] {
    let drawn = DrawnGraph(of: board)
    let isLarge = drawn.graph.nodes.count > Self.manyNodes
    let plans = plans(isLarge: isLarge)
    let writings =
      isLarge
      ? [Writing(density: 0)]
      : [
        Writing(density: 0, isWhole: true), Writing(density: 0), Writing(density: 0.5),
        Writing(density: 1), Writing(density: 1, isNarrow: true),
      ]
        + (isLow ? [false, true] : []).map {
          Writing(density: 1, isNarrow: $0, isLow: true)
        }
    var candidates: [Choice] = []
    for writing in writings {
      let texts = try learned {
        GraphTexts(
          of: drawn, board, measure, scale: TypeScale(density: writing.density),
          areWhole: writing.isWhole, isNarrow: writing.isNarrow, isLow: writing.isLow)
      }
      let natural = Layout.naturalSize(of: drawn.graph, measures: texts.measures())
      // Factors beside the line are worth no other plan: the formula has them.
      for plan in writing.isWhole ? Array(plans.prefix(1)) : plans {
        let frame = try frame(plan, unit: 1)
        let unit =
          canvas.isCropped
          ? 1 : max(1, natural.width / frame.field.width, natural.height / frame.field.height)
        candidates.append(
          Choice(
            drawn: drawn, texts: texts, natural: natural, plan: plan, unit: unit, frame: frame))
      }
    }
    return candidates
  }

  /// Returns the first choice that is drawn no smaller than usual, with formulas in letters of at
  /// least this size.
  private func usual(_ candidates: [Choice], least: Double) throws -> Choice? {
    for candidate in candidates where candidate.unit == 1 {
      if let choice = try withWords(candidate, least: least) { return choice }
    }
    return nil
  }

  /// Returns what has the largest letters where not all can be as large as a back row needs.
  private func smaller(_ candidates: [Choice]) throws -> Choice {
    var best: (choice: Choice, letters: Double)?
    let possible = candidates.filter {
      $0.unit <= Self.hopeless || $0.plan.arrangement != .corner
    }
    let sizes = possible.flatMap { candidate in
      (candidate.unit > Self.hopeless ? [1] : Self.shrinkings).map { shrinking in
        let unit = candidate.unit * shrinking
        return (candidate: candidate, unit: unit, letters: candidate.texts.scale.chip / unit)
      }
    }
    let sorted = sizes.enumerated().sorted {
      (-$0.element.letters, $0.offset) < (-$1.element.letters, $1.offset)
    }.map(\.element)
    for (candidate, unit, letters) in sorted where letters > best?.letters ?? 0 {
      let scaled = Choice(
        drawn: candidate.drawn, texts: candidate.texts, natural: candidate.natural,
        plan: candidate.plan, unit: unit, frame: try frame(candidate.plan, unit: unit))
      for size in Wording.sizes.dropFirst() where min(size, letters) > best?.letters ?? 0 {
        if let choice = try withWords(scaled, least: size) {
          best = (choice, min(size, letters))
          break
        }
      }
    }
    if let best { return best.choice }
    return candidates.first { $0.plan.arrangement != .corner && $0.plan.isPanelAlone }
      ?? candidates[0]
  }

  /// Returns a choice with space for its words, in letters that are no smaller than given.
  private func withWords(_ choice: Choice, least: Double) throws -> Choice? {
    var place = choice.frame
    place.leastFormula = min(least, Wording.leastSizes[1])
    let frame =
      choice.plan.arrangement == .corner
      ? try corner(choice, place, letters: least) : try withSpaceForWords(place, least: least)
    return frame.map { frame in
      Choice(
        drawn: choice.drawn, texts: choice.texts, natural: choice.natural, plan: choice.plan,
        unit: choice.unit, frame: frame)
    }
  }

  private func frame(_ plan: Plan, unit: Double) throws -> Frame {
    // A page that is higher than wide is read at arm's length, so its width counts.
    let height = TypeScale.height * unit * max(1, canvas.height / canvas.width)
    var frame = Frame(
      width: canvas.width / canvas.height * height, height: height,
      unit: min(unit, Self.largestUnit), plan.arrangement,
      parts, isPanelAlone: plan.isPanelAlone)
    frame.aloneCallouts = Set([board.lossesCallout].compactMap { $0 })
    frame.wordsWidth = plan.wordsWidth
    frame.stripHeight = board.flows.isEmpty ? 0 : Composer.stripHeight * unit
    if parts.contains(.caption) {
      frame.captionLines = try learned {
        let words = Wording(board: board, frame: frame, measure: measure)
        return board.steps.map { words.caption(of: $0).count }.max() ?? 1
      }
    }
    frame.wordsHeight = try learned {
      Wording(board: board, frame: frame, measure: measure).height
    }
    return frame
  }

  /// Returns the frame with space for the formulas and the panel, in letters of at least this size;
  /// `nil` where there is none.
  private func withSpaceForWords(_ frame: Frame, least: Double) throws -> Frame? {
    try learned {
      let words = Wording(board: board, frame: frame, measure: measure)
      var bottom = frame.panelBaseline
      if frame.parts.contains(.panel) {
        let column = words.definitions
        if column.isSmall || frame.panelBaseline + column.height > frame.foot { return nil }
        bottom += column.height
      }
      guard frame.parts.contains(.callout) else { return frame }
      func fits(_ lines: [Notation], _ frame: Frame, least: Double) -> Bool {
        let words = Wording(board: board, frame: frame, measure: measure)
        let space = frame.calloutBottom - frame.calloutTop(below: bottom)
        let column = words.formula(lines, space: max(space, 1))
        return !column.isSmall && column.height <= space + 0.5
          && column.size >= least * frame.unit
      }
      var result = frame
      let count = board.callouts.count
      for index in 0..<count {
        let index = (index + longest.callout) % count
        let lines = board.callouts[index]
        // It has a page of its own, whatever the drawing is like.
        if index == board.lossesCallout { continue }
        if fits(lines, frame, least: least) { continue }
        guard frame.arrangement == .corner, needsNoGraph(index),
          fits(lines, frame.alone, least: Wording.leastSizes[1])
        else {
          longest.callout = index
          return nil
        }
        result.aloneCallouts.insert(index)
      }
      return result
    }
  }

  /// Whether a formula says all that its steps are about: those of a cell, of a ledger, of several
  /// samples and of what a step of gradient descent changes.
  private func needsNoGraph(_ callout: Int) -> Bool {
    board.steps.allSatisfy { step in
      guard step.callout == callout else { return true }
      let isOfGraph = step.hot.contains { if case .otherValue = $0 { true } else { false } }
      return [.cell, .ledger, .samples].contains(step.kind) || step.kind == .update && !isOfGraph
    }
  }

  /// Returns the frame with the formulas in the largest free rectangle of the drawing, `nil` where
  /// it is too small for them.
  private func corner(_ choice: Choice, _ place: Frame, letters: Double) throws -> Frame? {
    let whole = place.field
    let below = max(0, whole.height - choice.natural.height)
    let beside = max(0, whole.width - choice.natural.width)
    // Without space to spare all places are the same.
    let lowered = below < 1 ? [0] : [0, below / 2, below]
    // Others have narrow formulas beside them.
    let isMovable = choice.texts.isLow && beside >= 1
    for indented in isMovable ? [0, beside] : [0] {
      for lowered in lowered {
        var frame = place
        (frame.lowered, frame.indented) = (lowered, indented)
        let layout = Layout(
          of: choice.drawn.graph, measures: choice.texts.measures(), in: frame.field)
        for size in Self.corners {
          let least = Layout.Size(size.width * frame.unit, size.height * frame.unit)
          for corner in layout.freeRectangles(in: whole, count: 1, margin: 10, least: least) {
            // At the side of the page, formulas are in line with the title.
            frame.corner = Layout.Box(
              left: max(corner.left + 8, frame.margin), top: corner.top,
              right: min(corner.right, frame.width - frame.margin), bottom: corner.bottom)
            if let frame = try withSpaceForWords(frame, least: letters) { return frame }
          }
        }
      }
    }
    return nil
  }

  // MARK: Composing

  private func composed(_ choice: Choice) throws -> Scene {
    // The last resort has the frame of a usual page.
    var frame =
      choice.frame.unit == min(choice.unit, Self.largestUnit)
      ? choice.frame : try frame(choice.plan, unit: choice.unit)
    let field = frame.field
    if canvas.isCropped {
      frame.width += max(0, choice.natural.width - field.width)
      frame.height += max(0, choice.natural.height - field.height)
    }
    let texts = choice.texts
    let graph = choice.drawn.graph
    var measures = texts.measures()
    // A formula in the drawing has its place already.
    if frame.arrangement != .corner, graph.nodes.count <= Self.manyNodes {
      let larger = Self.growths.lazy.map { texts.measures(growth: $0.outline, arrow: $0.arrow) }
      measures =
        larger.first { measures in
          let natural = Layout.naturalSize(of: graph, measures: measures)
          return natural.width <= frame.field.width && natural.height <= frame.field.height
        } ?? measures
    }
    let layout = Layout(of: graph, measures: measures, in: frame.field)
    return try learned {
      var composer = Composer(
        board, theme, measure, canvas, frame, choice.drawn, texts, layout,
        scale: canvas.isCropped ? 1 : frame.height / canvas.height)
      composer.compose()
      return composer.scene
    }
  }

  /// Returns what is made once all its texts are measured.
  private func learned<Made>(_ make: () -> Made) throws -> Made {
    while true {
      // Never two at once: a scene can be large.
      let made = make()
      if try !measure.learn() { return made }
    }
  }
}
