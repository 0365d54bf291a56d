import Figures
import Formulas
import Lessons
import Look
import Storyboards
import Unrolling

/// Settings that take precedence over a lesson's; every value is optional.
///
///     try Illustration(of: lesson, with: Overrides(LookSettings(theme: .dark), language: .italian))
public struct Overrides: Hashable, Sendable {
  /// What a deck contains.
  public enum Deck: String, CaseIterable, Sendable {
    /// Question, numbers and answer.
    case lecture
    /// The same, up to the question: no gradient is shown.
    case question
  }

  /// The look of the figures.
  public var look: LookSettings
  /// The language of all text.
  public var language: Language?
  /// What the deck contains.
  public var deck: Deck

  /// Creates overrides.
  public init(
    _ look: LookSettings = LookSettings(), language: Language? = nil, deck: Deck = .lecture
  ) {
    (self.look, self.language, self.deck) = (look, language, deck)
  }
}

/// A lesson with its overrides; the only place where the two are combined.
struct OverriddenLesson {
  let lesson: Lesson
  /// What the lesson's network learns, if it says so.
  let training: Training?
  var settings: LookSettings
  let language: Language
  var deck: Deck
  /// Whether numbers keep their sources, for a deck that computes them again.
  var isLive = false
  /// Whether the lesson, rather than an override, chose the canvas.
  let isCanvasOfLesson: Bool

  var look: ResolvedLook { settings.resolved }

  /// - Throws: `IllustrationError` if the detail is overridden and the lesson's slides name
  ///   something that its graph then does not have.
  init(_ lesson: Lesson, _ overrides: Overrides) throws(IllustrationError) {
    do {
      self.lesson =
        try overrides.look.detail.map { detail throws(LessonError) in
          try lesson.detailed(detail)
        } ?? lesson
      training = try self.lesson.training()
    } catch {
      throw .lesson(error)
    }
    settings = lesson.figure.overridden(by: overrides.look)
    language = overrides.language ?? lesson.language
    deck =
      switch overrides.deck {
      case .lecture: .lecture(lesson.script)
      case .question: .question(lesson.script)
      }
    isCanvasOfLesson = overrides.look.canvas == nil
  }

  /// Returns a deck about a trace of the lesson's graph.
  func storyboard(of trace: Trace, telling deck: Deck) throws(IllustrationError) -> Storyboard {
    try storyboard { mostColumns, folding, hasStrip in
      storyboard(
        of: trace, telling: deck,
        .init(
          mostColumns: mostColumns, folding: folding,
          showsFlow: look.showsFlow ?? (hasStrip ? nil : false)))
    }
  }

  /// Returns a deck about a trace of the lesson's graph with as much of it as another one draws.
  func storyboard(
    of trace: Trace, telling deck: Deck, _ extent: Storyboard.Extent
  ) -> Storyboard {
    Storyboard(
      of: trace, asking: lesson.asked, title: lesson.title, style: look.numbers,
      mostColumns: extent.mostColumns, folding: extent.folding, deck: deck,
      pace: look.pace.ofScript, showsFlow: extent.showsFlow,
      training: training,
      showsParameters: look.showsParameters, language: language, isLive: isLive)
  }

  /// Returns a deck with as many columns as fit on the canvas, unless their number is set.
  ///
  /// - Parameter board: makes a deck; a strip that nobody asked for gives way to readable letters.
  func storyboard(
    _ board: @escaping (_ mostColumns: Int?, Folding, _ hasStrip: Bool) throws -> Storyboard
  ) throws(IllustrationError) -> Storyboard {
    let foldings: [Folding] =
      switch look.fold {
      case .none: [.none]
      case .all: [.unnamed]
      case .auto: [.none, .untold, .alike]
      }
    return try IllustrationError.typed {
      switch look.columns {
      case .usual:
        // Boxes are narrow: more of them may fit.
        try look.canvas.fitting(
          beside: look.parts, from: look.fold == .all ? 2 * Columns.usual : Columns.usual, foldings,
          orElse: look.fold == .auto ? Canvas.Way.narrow(foldings, board) : []
        ) { try board($0, $1, true) }
      case .atMost(let most):
        try look.canvas.fitting(beside: look.parts, columns: most, foldings) {
          try board($0, $1, true)
        }
      case .all: try board(nil, foldings[0], true)
      }
    }
  }
}

extension Pace {
  fileprivate var ofScript: Script.Pace {
    switch self {
    case .brief: .brief
    case .normal: .normal
    case .detailed: .detailed
    }
  }
}
