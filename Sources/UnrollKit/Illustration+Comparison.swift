import Lessons
import Storyboards

extension Illustration {
  /// Compares two lessons with the same network in one drawing: one step for each lesson, in which
  /// only the numbers change.
  ///
  ///     try Illustration(comparing: vanishing, with: exploding).steps.count  // 2
  ///
  /// - Parameters:
  ///   - titles: titles for lessons that have none; by default their names.
  ///   - overrides: settings that take precedence over the first lesson's; a comparison has its own
  ///     deck.
  /// - Throws: `IllustrationError` if a network cannot be computed, a gradient disagrees, or the
  ///   networks differ.
  public convenience init(
    comparing first: Lesson, with second: Lesson, titles: (String, String)? = nil,
    overrides: Overrides = Overrides()
  ) throws(IllustrationError) {
    let (one, other) = (
      try OverriddenLesson(first, overrides), try OverriddenLesson(second, overrides)
    )
    let numbers = (
      try CheckedTrace(of: one.lesson, one.training),
      try CheckedTrace(of: other.lesson, other.training)
    )
    let storyboard = try one.storyboard { mostColumns, folding, _ in
      do {
        return try Storyboard(
          comparing: numbers.0.trace, with: numbers.1.trace,
          titles: (
            first.title ?? titles?.0 ?? first.name, second.title ?? titles?.1 ?? second.name
          ),
          asking: first.asked, style: one.look.numbers, mostColumns: mostColumns,
          folding: folding, language: one.language)
      } catch let unlikeness as Storyboard.Unlikeness {
        throw IllustrationError.comparison(unlikeness, lessons: [first.name, second.name])
      }
    }
    self.init(one, numbers.0, storyboard, storyboard.steps)
  }
}
