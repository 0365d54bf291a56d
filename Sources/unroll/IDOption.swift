import ArgumentParser
import Lessons
import Storyboards

/// The flag for the prefix of the ids in SVG; it overrides the lesson's `id`.
struct IDOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The prefix of the ids in SVG, before the step's number: bptt gives bptt-23-h_1. (default: \
      the lesson's, or the picture's file name)
      """, valueName: "name"))
  var id: String?

  func validate() throws {
    guard let id, !ElementID.isPrefix(id) else { return }
    if id.isEmpty {
      throw ValidationError("--id has no name; write --id bptt, or leave --id out")
    }
    throw ValidationError(
      "--id \(id): an id consists of letters, digits, - and _, and starts with a letter; "
        + "write --id \(ElementID.prefix(id))")
  }

  /// Returns the prefix of the ids in a picture of a lesson.
  func id(of lesson: Lesson, inFile name: String) -> String { id ?? lesson.id ?? name }
}
