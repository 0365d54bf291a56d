import ArgumentParser
import Formulas
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

  @OptionGroup
  var text: TextOptions

  func run() throws {
    try Failure.reported {
      let check = GradientCheck(of: try LessonSource(text.lesson).traced().trace)
      try text.write(table: check.table, json: check.json)
      if let disagreement = check.disagreement { throw Failure.lesson("\(disagreement)") }
    }
  }
}
