import ArgumentParser
import Publishing
import Unrolling

/// `unroll graph`: the computational graph as text.
struct PrintGraph: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph",
    abstract: "Prints the computational graph in DOT, Graphviz's language.",
    discussion: """
      Every node has its value and gradient, every edge its local · upstream, and every time step \
      a cluster. There are no positions, so any Graphviz engine can lay it out.

        unroll graph lesson.yaml
        unroll graph lesson.yaml | dot -Tsvg > graph.svg
      """)

  @Argument(
    help: "The lesson file; - reads standard input.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var lesson: String

  func run() throws {
    try Failure.reported {
      let (lesson, trace) = try LessonSource(lesson).traced()
      try StandardOutput.write(Array(trace.dot(lesson.style).utf8))
    }
  }
}
