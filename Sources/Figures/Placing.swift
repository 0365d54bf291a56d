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

  /// Where everything but the graph goes.
  private struct Plan: Hashable {
    let arrangement: Frame.Arrangement
    let isPanelAlone: Bool
  }

  /// How the graph is written.
  private struct Writing: Hashable {
    let density: TypeScale.Density
    /// Whether contributions have their factors.
    let isWhole: Bool
  }

  // Outlines of nodes grow so much where there is space.
  private static let growths = [1.3, 1.15, 1]
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
    return canvas.fit == .isCropped ? scene.cropped : scene
  }

  /// Whether the graph fits on the canvas with letters that a back row can read.
  func fits() throws -> Bool { try choice().unit <= 1 }

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

  private var plans: [Plan] {
    let hasPanel = parts.contains(.panel)
    let hasCallout = parts.contains(.callout)
    let isUpright = canvas.width < canvas.height
    guard hasPanel || hasCallout else {
      return [Plan(arrangement: .below, isPanelAlone: false)]
    }
    let arrangements: [Frame.Arrangement] = isUpright ? [.below, .beside] : [.beside, .below]
    var plans = [Plan(arrangement: arrangements[0], isPanelAlone: false)]
    if canvas.fit == .isCropped { return plans }
    if hasPanel { plans.append(Plan(arrangement: arrangements[0], isPanelAlone: true)) }
    if hasCallout {
      plans.append(Plan(arrangement: .corner, isPanelAlone: true))
      plans.append(Plan(arrangement: arrangements[1], isPanelAlone: true))
    }
    return plans
  }

  private func choice() throws -> Choice {
    let drawn = DrawnGraph(of: board)
    let isLarge = drawn.graph.nodes.count > Self.manyNodes
    let writings =
      isLarge
      ? [Writing(density: .usual, isWhole: false)]
      : [
        Writing(density: .usual, isWhole: true), Writing(density: .usual, isWhole: false),
        Writing(density: .dense, isWhole: false),
      ]
    var best: Choice?
    for writing in writings {
      let texts = try learned {
        GraphTexts(
          of: drawn, board, measure, scale: TypeScale(density: writing.density),
          areWhole: writing.isWhole)
      }
      let natural = Layout(of: drawn.graph, measures: texts.measures(growth: 1), in: nil)
        .naturalSize
      // Factors beside the line are worth no other plan: the formula has them.
      for plan in writing.isWhole ? Array(plans.prefix(1)) : plans {
        let frame = try frame(plan, unit: 1)
        if canvas.fit == .isCropped {
          return Choice(
            drawn: drawn, texts: texts, natural: natural, plan: plan, unit: 1, frame: frame)
        }
        let unit = max(
          1, natural.width / frame.field.width, natural.height / frame.field.height)
        var choice = Choice(
          drawn: drawn, texts: texts, natural: natural, plan: plan, unit: unit, frame: frame)
        if plan.arrangement == .corner {
          guard unit == 1, let corner = try corner(choice) else { continue }
          choice = Choice(
            drawn: drawn, texts: texts, natural: natural, plan: plan, unit: 1, frame: corner)
        } else if unit == 1, try !hasSpaceForWords(frame) {
          // Words that do not fit are set in smaller letters, if no other plan has space for them.
          if best == nil || best?.unit ?? 1 > 1 { best = choice }
          continue
        }
        if unit == 1 { return choice }
        if unit < best?.unit ?? .infinity { best = choice }
      }
    }
    guard let best else { preconditionFailure("there is a plan for every canvas") }
    return best
  }

  private func frame(_ plan: Plan, unit: Double) throws -> Frame {
    let height = TypeScale.height * unit
    var frame = Frame(
      width: canvas.width / canvas.height * height, height: height, unit: unit, plan.arrangement,
      parts, isPanelAlone: plan.isPanelAlone)
    frame.stripHeight = Composer.stripHeight * unit * Double(board.flows.count)
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

  /// Whether the formulas and the panel fit with letters that a back row can read.
  private func hasSpaceForWords(_ frame: Frame) throws -> Bool {
    try learned {
      let words = Wording(board: board, frame: frame, measure: measure)
      var bottom = frame.panelBaseline
      if frame.parts.contains(.panel) {
        let column = words.definitions
        if column.isSmall || frame.panelBaseline + column.height > frame.foot { return false }
        bottom += column.height
      }
      guard frame.parts.contains(.callout) else { return true }
      let space = frame.calloutBottom - frame.calloutTop(below: bottom)
      return board.callouts.allSatisfy { lines in
        let column = words.formula(lines, room: max(space, 1))
        return !column.isSmall && column.height <= space + 0.5
      }
    }
  }

  /// Returns the frame with the formulas in the largest free rectangle of the drawing, `nil` where
  /// it is too small for them.
  private func corner(_ choice: Choice) throws -> Frame? {
    var frame = choice.frame
    let layout = Layout(
      of: choice.drawn.graph, measures: choice.texts.measures(growth: 1), in: frame.field)
    for corner in layout.freeRectangles(in: frame.field, count: 2, margin: 14) {
      frame.corner = Layout.Box(
        left: corner.left + 8, top: corner.top, right: corner.right, bottom: corner.bottom)
      if try hasSpaceForWords(frame) { return frame }
    }
    return nil
  }

  // MARK: Composing

  private func composed(_ choice: Choice) throws -> Scene {
    var frame = choice.unit == 1 ? choice.frame : try frame(choice.plan, unit: choice.unit)
    let field = frame.field
    if canvas.fit == .isCropped {
      frame.width += max(0, choice.natural.width - field.width)
      frame.height += max(0, choice.natural.height - field.height)
    }
    var texts = choice.texts
    var growth = 1.0
    if choice.unit == 1, frame.arrangement != .corner,
      choice.drawn.graph.nodes.count <= Self.manyNodes
    {
      growth =
        Self.growths.first { growth in
          let natural = Layout(
            of: choice.drawn.graph, measures: texts.measures(growth: growth), in: nil
          ).naturalSize
          return natural.width <= frame.field.width && natural.height <= frame.field.height
        } ?? 1
    }
    texts = choice.texts
    let layout = Layout(
      of: choice.drawn.graph, measures: texts.measures(growth: growth), in: frame.field)
    return try learned {
      var composer = Composer(
        board, theme, measure, canvas, frame, choice.drawn, texts, layout,
        scale: canvas.fit == .isCropped ? 1 : frame.height / canvas.height)
      composer.compose()
      return composer.scene
    }
  }

  /// Returns what is made once all its texts are measured.
  private func learned<Made>(_ make: () -> Made) throws -> Made {
    var made = make()
    while try measure.learn() { made = make() }
    return made
  }
}
