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

  @OptionGroup
  var text: TextOptions

  @Option(help: "The version of the JSON: 1 has an input for each reading, 2 for each quantity.")
  var traceVersion: Int?

  func validate() throws {
    if let traceVersion, text.format == .table || ![1, 2].contains(traceVersion) {
      throw ValidationError("--trace-version is 1 or 2, with --format json")
    }
  }

  func run() throws {
    try Failure.reported {
      let lesson = try LessonSource(text.lesson).read()
      if let training = try lesson.training() {
        guard traceVersion != 1 else {
          throw Failure.usage(
            "version 1 of the trace has neither updates nor samples; leave --trace-version out")
        }
        try text.write(
          table: training.table(hasSamples: lesson.hasSamples, lesson.style),
          json: training.json(hasSamples: lesson.hasSamples))
        return
      }
      let trace = try lesson.trace()
      try text.write(
        table: trace.table(lesson.style),
        json: traceVersion == 1 ? trace.jsonOfVersion1 : trace.json)
    }
  }
}
