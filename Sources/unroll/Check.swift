import ArgumentParser
import Publishing
import Unrolling

/// `unroll check`: each gradient against a finite difference.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compares every gradient with a central finite difference.")

  @Argument(help: "The lesson file; - reads standard input.")
  var lesson: String

  func run() throws {
    try Failure.reported {
      let check = GradientCheck(of: try LessonSource(lesson).traced().trace)
      let width = check.entries.map(\.id.count).max() ?? 0
      var lines = ""
      for entry in check.entries {
        let id = entry.id + String(repeating: " ", count: width - entry.id.count)
        lines += "\(id)  analytic \(entry.analytic.text)  numeric \(entry.numeric.text)  "
        lines += "relative error \(entry.relativeError)  \(entry.agrees ? "agrees" : "DISAGREES")\n"
      }
      let wrong = check.entries.filter { !$0.agrees }
      lines += wrong.isEmpty ? "All \(check.entries.count) gradients agree.\n" : ""
      try StandardOutput.write(Array(lines.utf8))
      if !wrong.isEmpty {
        throw Failure.lesson(
          "unroll: error: the gradients of \(wrong.map(\.id).joined(separator: ", ")) disagree "
            + "with their finite differences")
      }
    }
  }
}
