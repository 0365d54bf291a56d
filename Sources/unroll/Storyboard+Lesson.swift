import Formulas
import Lessons
import Storyboards
import Unrolling

extension Storyboard {
  /// The deck that a lesson asks for.
  ///
  /// - Parameter language: a flag's language, which goes before the lesson's.
  init(of trace: Trace, _ lesson: Lesson, in language: Language?) {
    self.init(
      standardLectureOf: trace, asking: lesson.asked, title: lesson.title, style: lesson.style,
      mostColumns: lesson.figure.mostColumns, language: language ?? lesson.language)
  }
}

extension FigureSettings {
  /// How many columns the storyboard draws; `nil` for all.
  fileprivate var mostColumns: Int? {
    switch columns {
    case .usual: Columns.usual
    case .atMost(let most): most
    case .all: nil
    }
  }
}
