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
    let look = lesson.figure.resolved
    self.init(
      of: trace, asking: lesson.asked, title: lesson.title, style: look.numbers,
      mostColumns: mostColumns, deck: deck, showsFlow: look.showsFlow,
      showsParameters: look.showsParameters, language: language ?? lesson.language)
  }
}
