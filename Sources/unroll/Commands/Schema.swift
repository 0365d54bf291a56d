import ArgumentParser
import Lessons
import Publishing

/// `unroll schema`: the JSON Schema of lesson files.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints the JSON Schema of lesson files, for editors.",
    discussion: """
      With the schema, an editor that runs a YAML language server completes keys, explains them \
      and marks mistakes:

        unroll schema > lesson.schema.json

      In the first line of a lesson, write the schema's path relative to the lesson's folder:

        # yaml-language-server: $schema=lesson.schema.json
      """)

  // Accepted only to say what to do instead.
  @Argument(help: .hidden)
  var words: [String] = []

  func run() throws {
    try Failure.reported {
      if let word = words.first {
        throw Failure.usage(
          "schema takes no argument, but \(word) is given; to write a file, use unroll schema > "
            + "lesson.schema.json; to check a lesson, use unroll check lesson.yaml")
      }
      try StandardOutput.write(Array(LessonSchema.json().utf8))
    }
  }
}
