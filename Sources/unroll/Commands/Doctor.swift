import ArgumentParser
import Formulas
import Notes
import Publishing
import UnrollKit

/// `unroll doctor`: what figures are drawn with on this machine.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Checks that everything figures need is installed.",
    discussion: """
      Lists the libraries with their versions, the plug-ins of Graphviz, and the fonts of figures. \
      If something is missing, the exit code is 70 and the last line on standard \
      error is the command that installs it.

        unroll doctor
      """)

  func run() throws {
    try Failure.reported {
      let installation = try Installation()
      func rows(_ parts: [Installation.Part]) -> [[String]] { parts.map { [$0.name, $0.finding] } }
      let table =
        rows(installation.libraries) + [["libcmark-gfm", CommonMarkLibrary.version]]
        + rows(installation.fonts)
      let lines = TextTable.lines(table, [.left]).map { $0 + "\n" }
      try StandardOutput.write(lines.joined())
      guard installation.problems.isEmpty else {
        let messages =
          installation.problems.map { Message("unroll", .error, $0.description) }
          + [installation.remedy.map { Message("unroll: to install what is missing: " + $0) }]
          .compactMap { $0 }
        throw Failure(Message(lines: messages), code: 70)
      }
    }
  }
}
