import ArgumentParser
import Formulas
import Publishing
import Unrolling

/// `unroll check`: each gradient against a finite difference.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compares every gradient with a central finite difference.",
    discussion: """
      For each parameter, initial state and input: the gradient by backpropagation, the same by \
      moving the value a little, and how far they are apart. Exit code 65 if one disagrees.

        unroll check lesson.yaml
        unroll check lesson.yaml --format json
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
      let check = GradientCheck(of: try LessonSource(lesson).traced().trace)
      let text = format == .json ? check.json : check.table
      try StandardOutput.write(Array(text.utf8))
      guard check.agrees else {
        throw Failure.lesson("unroll: error: " + check.complaint)
      }
    }
  }
}
