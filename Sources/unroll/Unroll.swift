import ArgumentParser
import Graphviz

/// The command line: flags, messages and exit codes; all else is in the libraries.
@main
struct Unroll: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unroll",
    abstract: "Draws backpropagation through time, step by step, with every number.",
    discussion: """
      A lesson file holds a small recurrent network and a question about it; the figures are the \
      slides of the lecture that answers it.

        unroll render lesson.yaml -o slides/      every step as SVG
        unroll render lesson.yaml -o fig.png --steps last
        unroll trace lesson.yaml                  every value and gradient

      Exit codes: 0 done, 64 wrong usage, 65 the lesson is wrong, 66 it cannot be read, \
      70 a mistake of ours or libgraphviz's, 73 and 74 the output cannot be written.
      """,
    version: "unroll 0.1.0",
    subcommands: [Render.self, TraceLesson.self, Check.self, Equations.self])
}
