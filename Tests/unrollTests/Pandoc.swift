import Foundation
import TestSupport
import Testing

/// A Pandoc on this machine.
struct Pandoc: CustomTestStringConvertible {
  let program: ForeignProgram
  var testDescription: String { program.name }

  /// The system's Pandoc, and that of the Python package `pypandoc-binary` if it is installed. On
  /// Debian 12 they use the versions 1.22 and 1.23 of pandoc-types.
  static let installed: [Pandoc] = {
    let name = ["-c", "import pypandoc; print(pypandoc.get_pandoc_path())"]
    let python = ForeignProgram(name: "python3")
    let package = python.path.flatMap { _ in
      try? python.run(name[0], name[1], in: TemporaryFolder()).text
        .trimmingCharacters(in: .whitespacesAndNewlines)
    }
    let system = ForeignProgram(name: "pandoc")
    return (system.isExpected ? [Pandoc(program: system)] : [])
      + [package].compactMap { $0 }.filter { $0.hasPrefix("/") && $0 != system.path }
      .map { Pandoc(program: ForeignProgram(name: $0)) }
  }()

  /// Converts a document to another format with our filter.
  func write(
    _ document: String, _ arguments: String..., in folder: TemporaryFolder
  ) throws -> Tool.Outcome {
    let filter = folder.path("pandoc-unroll")
    if !FileManager.default.fileExists(atPath: filter) {
      try FileManager.default.createSymbolicLink(
        atPath: filter, withDestinationPath: Tool.path)
    }
    return try program.run([document, "--filter", "./pandoc-unroll"] + arguments, in: folder)
  }
}
