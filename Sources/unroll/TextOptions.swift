import ArgumentParser
import Publishing

/// The lesson, and the format of the text that a command prints about it.
struct TextOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable { case table, json }

  @Argument(
    help: "The lesson file; - reads standard input.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var lesson: String

  @Option(name: .shortAndLong, help: "table, for people, or json, in full precision.")
  var format: Format = .table

  /// Writes the text in the chosen format to standard output.
  func write(
    table: @autoclosure () throws -> String, json: @autoclosure () throws -> String
  ) throws {
    try StandardOutput.write(format == .json ? try json() : try table())
  }
}
