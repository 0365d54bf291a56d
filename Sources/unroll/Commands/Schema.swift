import ArgumentParser
import Lessons
import Publishing

/// `unroll schema`: the JSON Schema of lesson files.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints the JSON Schema of lesson files, for editors.",
    discussion: """
      With a YAML language server an editor completes keys, explains them and marks what is wrong:

        unroll schema > lesson.schema.json

      and, as the first line of a lesson, the schema's path from the lesson's folder:

        # yaml-language-server: $schema=lesson.schema.json
      """)

  // Taken only to say what to do instead.
  @Argument(help: .hidden)
  var words: [String] = []

  func run() throws {
    try Failure.reported {
      if let word = words.first {
        throw Failure.usage(
          "schema takes no argument, so \(word) has no meaning here; to write a file, unroll schema > "
            + "lesson.schema.json; to check a lesson, unroll check lesson.yaml")
      }
      try StandardOutput.write(Array(LessonSchema.json().utf8))
    }
  }
}
