import ArgumentParser
import Formulas
import Foundation
import Publishing
import UnrollKit

/// The command line: flags, messages and exit codes; everything else is in the libraries.
@main
struct Unroll: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unroll",
    abstract: "Draws backpropagation through time, step by step, with every number.",
    discussion: """
      A lesson file holds a small recurrent network and a question about it; the figures are the \
      slides of the lecture that answers it.

        unroll render lesson.yaml                 every step as SVG, in the folder lesson/
        unroll render lesson.yaml -o fig.png --steps last
        unroll present lesson.yaml                the deck in the browser, live on the file
        unroll steps lesson.yaml                  what each step shows
        unroll trace lesson.yaml                  every value and gradient

      For completion of commands and options in bash, zsh or fish, install the output of unroll \
      --generate-completion-script with the shell's name.

      Exit codes: 0 success, 64 wrong usage, 65 a mistake in the lesson, 66 it cannot be read, \
      70 a bug in unroll or libgraphviz, 73 and 74 the output cannot be written.
      """,
    version: Version.text,
    subcommands: [
      Render.self, Present.self, Steps.self, MakeHandout.self, PrintSnippet.self, Compare.self,
      Quiz.self,
      Embed.self, Watch.self,
      FilterPandoc.self, PreprocessMdBook.self, PluginForMyst.self, DrawBlock.self,
      TraceLesson.self, PrintGraph.self, Check.self, Lint.self, Equations.self, Themes.self,
      Schema.self, Doctor.self,
    ])

  // All messages of unroll start the same way.
  static var _errorPrefix: String { "unroll: error: " }

  // Programs that accept only the name of a filter or plug-in start unroll by these names.
  private static let commandsByProgramName = [
    "pandoc-unroll": "pandoc", "mdbook-unroll": "mdbook", "myst-unroll": "myst",
  ]

  static func main() {
    StandardDescriptors.reserve()
    let program = CommandLine.arguments.first?.split(separator: "/").last.map(String.init) ?? ""
    if let command = commandsByProgramName[program] {
      return main([command] + CommandLine.arguments.dropFirst())
    }
    if let wrong = CommandLine.arguments.dropFirst().first, let message = message(forCommand: wrong)
    {
      // pandoc --filter unroll passes only its format, and sets PANDOC_VERSION.
      if ProcessInfo.processInfo.environment["PANDOC_VERSION"] != nil,
        CommandLine.arguments.count == 2
      {
        return main(["pandoc", wrong])
      }
      Terminal.say(Message("unroll", .error, "\(message)"))
      exit(withError: ExitCode(64))
    }
    if CommandLine.arguments.dropFirst().first == "help",
      let message = message(forHelpAbout: CommandLine.arguments.dropFirst(2))
    {
      Terminal.say(Message("unroll", .error, "\(message)"))
      exit(withError: ExitCode(64))
    }
    main(nil)
  }

  private static let commands =
    configuration.subcommands.compactMap { $0._commandName } + ["help"]

  private static func noCommand(_ word: String) -> String {
    "there is no command \(word); "
      + (Spelling.question(for: word, among: commands)
        ?? "the commands are \(Array(commands.dropLast()).listed)")
  }

  /// The message for arguments of `help` that are no command, for which the argument parser prints
  /// the general help.
  private static func message(forHelpAbout words: ArraySlice<String>) -> String? {
    words.first { !$0.hasPrefix("-") && !commands.contains($0) }.map(noCommand)
  }

  /// The message for a first argument that is neither a flag nor a command.
  private static func message(forCommand word: String) -> String? {
    guard !word.hasPrefix("-"), !commands.contains(word) else { return nil }
    if word.hasSuffix(".yaml") || word.hasSuffix(".yml") || word.hasSuffix(".json") {
      return "a command is missing before the lesson; write unroll render \(word)"
    }
    return noCommand(word)
  }
}
