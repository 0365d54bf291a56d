import ArgumentParser
import Publishing
import Unrolling

/// `unroll trace`: every value and gradient.
struct TraceLesson: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace", abstract: "Prints every value, gradient and contribution.",
    discussion: """
      The table is for people and rounds; JSON has full precision and is a promise to programs.

        unroll trace lesson.yaml
        unroll trace lesson.yaml --format json | jq '.parameters[] | {id, gradient}'
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, json }

  @Argument(
    help: "The lesson file; - reads standard input.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var lesson: String

  @Option(name: .shortAndLong, help: "table, for people, or json, in full precision.")
  var format: Format = .table

  func run() throws {
    try Failure.reported {
      let (lesson, trace) = try LessonSource(lesson).traced()
      let text = format == .json ? trace.json : trace.table(lesson.style)
      try StandardOutput.write(Array(text.utf8))
    }
  }
}
