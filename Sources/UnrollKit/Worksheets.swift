import Formulas
import Lessons
import Storyboards
import Unrolling

/// Worksheets of a lesson's graph, with different numbers for each student.
///
///     var worksheets = try Worksheets(of: lesson, seed: 7)
///     let first = try worksheets.next()     // the same for the same seed
///     first?.illustration.steps.map(\.kind) // [.worksheet, .solution]
public struct Worksheets {
  /// One worksheet and its solution.
  public struct Worksheet {
    /// Two steps: a figure to fill in, and the same figure filled in.
    public let illustration: Illustration
    /// The last lines of the solution.
    public var answers: [String] {
      illustration.storyboard.callouts.last?.dropFirst().map(\.plain) ?? []
    }
  }

  private let overridden: OverriddenLesson
  private var variants: Variants

  /// Prepares worksheets.
  ///
  /// - Parameters:
  ///   - seed: the same seed gives the same worksheets.
  ///   - overrides: settings that take precedence over the lesson's; a worksheet has its own deck.
  /// - Throws: `IllustrationError` if an override and the lesson's slides do not fit together, the
  ///   network cannot be computed, or no gradient reaches a quantity that is asked for.
  public init(
    of lesson: Lesson, seed: UInt64, with overrides: Overrides = Overrides()
  ) throws(IllustrationError) {
    overridden = try OverriddenLesson(lesson, overrides)
    let numbers = try CheckedTrace(unchecked: overridden.lesson)
    if let id = numbers.trace.unreached(of: overridden.lesson.asked) { throw .unreached(id) }
    variants = Variants(
      of: overridden.lesson.graph.network, asking: overridden.lesson.asked, seed: seed)
  }

  /// Returns the next worksheet, `nil` if no further numbers give readable answers.
  ///
  /// - Throws: `IllustrationError` if a gradient disagrees.
  public mutating func next() throws(IllustrationError) -> Worksheet? {
    guard let trace = variants.next() else { return nil }
    return Worksheet(
      illustration: try Illustration(
        CheckedTrace(trace, lesson: overridden.lesson.name), of: overridden, telling: .worksheet))
  }
}
