import Formulas
import Lessons
import Storyboards
import Unrolling

extension Storyboard {
  /// The deck that a lesson asks for.
  ///
  /// - Parameters:
  ///   - isQuestion: whether it ends with the question.
  ///   - language: a flag's language, which goes before the lesson's.
  init(of trace: Trace, _ lesson: Lesson, isQuestion: Bool = false, in language: Language?) {
    self.init(
      of: trace, lesson, deck: isQuestion ? .question(lesson.script) : .lecture(lesson.script),
      in: language)
  }

  init(of trace: Trace, _ lesson: Lesson, deck: Deck, in language: Language?) {
    self.init(
      of: trace, asking: lesson.asked, title: lesson.title, style: lesson.style,
      mostColumns: lesson.figure.mostColumns, deck: deck, showsFlow: lesson.figure.showsFlow,
      language: language ?? lesson.language)
  }
}

extension FigureSettings {
  /// How many columns the storyboard draws; `nil` for all.
  var mostColumns: Int? {
    switch columns {
    case .usual: Columns.usual
    case .atMost(let most): most
    case .all: nil
    }
  }
}
