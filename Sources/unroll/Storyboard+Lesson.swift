import Formulas
import Lessons
import Storyboards
import Unrolling

extension Storyboard {
  /// The deck of a lesson.
  ///
  /// - Parameter language: a flag's language, which goes before the lesson's.
  init(
    of trace: Trace, _ lesson: Lesson, deck: Deck, mostColumns: Int?, in language: Language?
  ) {
    self.init(
      of: trace, asking: lesson.asked, title: lesson.title, style: lesson.style,
      mostColumns: mostColumns, deck: deck, showsFlow: lesson.figure.showsFlow,
      showsParameters: lesson.figure.showsParameters, language: language ?? lesson.language)
  }
}
