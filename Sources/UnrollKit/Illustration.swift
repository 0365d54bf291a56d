import Figures
import Formulas
import Foundation
import Graphviz
import Lessons
import Look
import Publishing
import Storyboards
import Unrolling

/// A lesson read from its file, as `Illustration` takes it.
public typealias Lesson = Lessons.Lesson
/// One step of a deck: its number, its kind, and its text.
public typealias Step = Storyboards.Step
/// The look of figures, as `Overrides` takes it; every setting is optional.
public typealias LookSettings = Look.LookSettings
/// A picture format.
public typealias FigureFormat = Publishing.FigureFormat

/// The figures of a lesson, drawn as `unroll render` draws them.
///
///     let illustration = try Illustration(of: Lesson(yaml: text, name: "elman.yaml"))
///     illustration.steps.count                             // 32
///     try illustration.rendered(illustration.steps[22], as: .svg)
///
/// An illustration exists only if a sample of the gradients agrees with finite differences; the
/// gradients of networks with more than 10,000 nodes are not checked.
///
/// An illustration shares work between its steps, so keep it while you render them. Use it from one
/// thread at a time.
public final class Illustration {
  /// The lesson; in a comparison, the first of the two.
  public var lesson: Lesson { overridden.lesson }
  /// The whole deck.
  public let storyboard: Storyboard
  /// The steps that are drawn: the whole deck, unless `showing(_:)` chose some.
  public let steps: [Step]
  /// The colors.
  public var theme: Theme { overridden.look.theme }
  /// Whether a sample of the gradients was checked: not in networks of more than 10,000 nodes, and
  /// not if the illustration was made unchecked.
  public let isChecked: Bool
  let trace: Trace
  let overridden: OverriddenLesson
  // Created when they are first needed.
  private var placed: Scene?
  private var shown: Scene?
  private var drawn: Figure?

  /// Computes a lesson's numbers, checks its gradients and makes its deck.
  ///
  /// - Parameter overrides: settings that take precedence over the lesson's.
  /// - Throws: `IllustrationError` if the network cannot be computed or a gradient disagrees.
  public convenience init(
    of lesson: Lesson, with overrides: Overrides = Overrides()
  ) throws(IllustrationError) {
    let overridden = try OverriddenLesson(lesson, overrides)
    try self.init(
      CheckedTrace(of: overridden.lesson, overridden.training), of: overridden,
      telling: overridden.deck)
  }

  /// Makes the illustration of a lesson without checking its gradients.
  ///
  /// - Throws: `IllustrationError` if the network cannot be computed.
  public convenience init(
    unchecked lesson: Lesson, with overrides: Overrides = Overrides()
  ) throws(IllustrationError) {
    let overridden = try OverriddenLesson(lesson, overrides)
    try self.init(
      CheckedTrace(unchecked: overridden.lesson), of: overridden, telling: overridden.deck)
  }

  /// Makes the deck of a trace.
  convenience init(
    _ numbers: CheckedTrace, of overridden: OverriddenLesson, telling deck: Deck
  ) throws(IllustrationError) {
    let storyboard = try overridden.storyboard(of: numbers.trace, telling: deck)
    self.init(overridden, numbers, storyboard, storyboard.steps)
  }

  init(
    _ overridden: OverriddenLesson, _ numbers: CheckedTrace, _ storyboard: Storyboard,
    _ steps: [Step]
  ) {
    (self.overridden, trace, isChecked) = (overridden, numbers.trace, numbers.isChecked)
    (self.storyboard, self.steps) = (storyboard, steps)
  }

  private init(_ other: Illustration, _ overridden: OverriddenLesson, _ steps: [Step]) {
    (self.overridden, trace, isChecked) = (overridden, other.trace, other.isChecked)
    (storyboard, self.steps) = (other.storyboard, steps)
  }

  /// Returns the same illustration with only some of its steps. What none of them shows is not
  /// drawn, so a single step of a long sequence is cheap; the pictures are the same.
  public func showing(_ steps: [Step]) -> Illustration {
    let some = Illustration(self, overridden, steps)
    some.placed = placed
    return some
  }

  /// Returns the same illustration in other colors.
  public func colored(_ theme: Theme) -> Illustration {
    guard theme != self.theme else { return self }
    var recolored = overridden
    recolored.settings.theme = theme
    return Illustration(self, recolored, steps)
  }

  /// Returns the layout of everything that is drawn. A tight one is cropped to what `steps` show.
  ///
  /// - Throws: `IllustrationError` if libgraphviz fails.
  public func scene() throws(IllustrationError) -> Scene {
    if let shown { return shown }
    let whole = try wholeScene()
    let isPart = steps.count < storyboard.steps.count
    let scene = isPart && whole.canvas.isCropped ? whole.cropped(to: steps) : whole
    shown = scene
    return scene
  }

  private func wholeScene() throws(IllustrationError) -> Scene {
    if let placed { return placed }
    let look = overridden.look
    let scene = try IllustrationError.typed {
      try Scene(of: storyboard, theme: look.theme, canvas: look.canvas, parts: look.parts)
    }
    placed = scene
    return scene
  }

  func figure() throws(IllustrationError) -> Figure {
    if let drawn { return drawn }
    let scene = try scene()
    let figure = try IllustrationError.typed { try Figure(of: scene, showing: steps) }
    drawn = figure
    return figure
  }

  /// Returns the picture of one of `steps`, as the tool writes it to a file.
  ///
  /// - Parameters:
  ///   - pixelsPerInch: the resolution of PNG.
  ///   - hasLiveText: whether letters in SVG are text, which can be edited and searched, or paths.
  ///   - id: the prefix of the ids in SVG, before the step's number; by default the lesson's `id`,
  ///     or else its file name. Two figures on one page need different prefixes.
  ///   - variant: the theme's name, to keep the ids apart if a step is drawn in several themes.
  /// - Precondition: the step is one of `steps`: a step of the deck that `showing` left out, or one
  ///   that only another deck has, stops the program.
  /// - Throws: `IllustrationError` if libgraphviz fails.
  public func rendered(
    _ step: Step, as format: FigureFormat, pixelsPerInch: Double = 144, hasLiveText: Bool = false,
    id: String? = nil, variant: String? = nil
  ) throws(IllustrationError) -> [UInt8] {
    guard let format = format.drawing(pixelsPerInch: pixelsPerInch, hasLiveText: hasLiveText) else {
      return try pdf(of: [step])
    }
    let figure = try figure()
    return try IllustrationError.typed {
      try figure.rendered(step, as: format, id: id ?? lesson.usualID, variant: variant)
    }
  }

  /// Returns a PDF with a page for each of some of `steps`.
  ///
  /// - Parameter hasNotes: whether what is said is put into annotations.
  /// - Throws: `IllustrationError` if libgraphviz or libqpdf fails.
  func pdf(of steps: [Step], hasNotes: Bool = false) throws(IllustrationError) -> [UInt8] {
    let figure = try figure()
    return try IllustrationError.typed {
      let document = try PDFDocument()
      for step in steps { try figure.addPage(step, to: document) }
      return try PDFDeck.finished(
        document.finished(), words(of: steps, in: storyboard), hasNotes: hasNotes)
    }
  }

  /// What makes the figures hard to read, as `unroll lint` reports it; empty if nothing does.
  ///
  /// - Throws: `IllustrationError` if libgraphviz fails.
  public func problems() throws(IllustrationError) -> [Problem] { try scene().problems }
}

extension Lesson {
  /// The default prefix of the ids of elements.
  var usualID: String {
    id
      ?? LessonFileName.safe(
        URL(fileURLWithPath: name).deletingPathExtension().lastPathComponent)
  }
}
