import ArgumentParser
import Unrolling

/// `unroll trace`: every value and gradient.
struct TraceLesson: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace", abstract: "Prints every value, gradient and contribution.",
    discussion: """
      The table is for people, and is rounded; JSON has full precision and a stable format.

        unroll trace lesson.yaml
        unroll trace lesson.yaml --format json | jq '.parameters[] | {id, gradient}'
      """)

  enum Version: String, ExpressibleByArgument, CaseIterable { case one = "1", two = "2" }

  @OptionGroup
  var text: TextOptions

  @Option(help: "The version of the JSON; 1 has an input for each reading of a quantity.")
  var traceVersion: Version = .two

  func run() throws {
    try Failure.reported {
      let (lesson, trace) = try LessonSource(text.lesson).traced()
      try text.write(
        table: trace.table(lesson.style),
        json: traceVersion == .one ? trace.jsonOfVersion1 : trace.json)
    }
  }
}
