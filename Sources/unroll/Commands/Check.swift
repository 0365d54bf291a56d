import ArgumentParser
import Formulas
import Unrolling

/// `unroll check`: compares each gradient with a finite difference.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compares every gradient with a central finite difference.",
    discussion: """
      For each parameter, initial state and input, prints the gradient by backpropagation, the \
      finite difference, and how far apart they are. Exit code 65 if one disagrees.

        unroll check lesson.yaml
        unroll check lesson.yaml --format json
      """)

  @OptionGroup
  var text: TextOptions

  func run() throws {
    try Failure.reported {
      let lesson = try LessonSource(text.lesson).read()
      let training = try lesson.training()
      let check =
        if let training, lesson.hasSamples {
          GradientCheck(ofSamples: training.traces)
        } else {
          GradientCheck(of: try lesson.trace())
        }
      try text.write(table: check.table, json: check.json)
      if let disagreement = check.disagreement { throw Failure.lesson("\(disagreement)") }
    }
  }
}
