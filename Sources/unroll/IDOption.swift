import ArgumentParser
import Lessons
import Storyboards

/// The flag that says how the ids in SVG begin; it goes before what the lesson says.
struct IDOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      What begins the ids in SVG, before the step's number: bptt gives bptt-23-h_1. (default: the \
      lesson's, or the picture's file name)
      """, valueName: "name"))
  var id: String?

  func validate() throws {
    guard let id, !ElementID.isPrefix(id) else { return }
    throw ValidationError(
      "--id \(id): an id has letters, digits, - and _, and begins with a letter; write --id "
        + ElementID.prefix(id))
  }

  /// The beginning of the ids in a picture of a lesson.
  func id(of lesson: Lesson, inFile name: String) -> String { id ?? lesson.id ?? name }
}
