import ArgumentParser
import Lessons
import Storyboards

/// The flag for what the ids in SVG begin with; it overrides the lesson's `id`.
struct IDOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      What the ids in SVG begin with, before the step's number: bptt gives bptt-23-h_1. (default: \
      the lesson's, or the picture's file name)
      """, valueName: "name"))
  var id: String?

  func validate() throws {
    guard let id, !ElementID.isPrefix(id) else { return }
    throw ValidationError(
      "--id \(id): an id is made of letters, digits, - and _, and begins with a letter; write --id "
        + ElementID.prefix(id))
  }

  /// Returns what the ids in a picture of a lesson begin with.
  func id(of lesson: Lesson, inFile name: String) -> String { id ?? lesson.id ?? name }
}
