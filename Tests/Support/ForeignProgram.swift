import Foundation

/// A program of this machine that the tests hand figures and documents to; `sh setup.sh tests`
/// installs them.
package struct ForeignProgram: Sendable {
  package let name: String
  /// Where it is, `nil` if it is not installed.
  package let path: String?

  /// Looks for a program by its name or its path, and by others that systems give it.
  package init(name: String, or otherNames: String...) {
    self.name = name
    let folders = ProcessInfo.processInfo.environment["PATH", default: ""].split(separator: ":")
    path = ([name] + otherNames).lazy
      .flatMap { name in name.hasPrefix("/") ? [name] : folders.map { "\($0)/\(name)" } }
      .first(where: Self.isProgram)
  }

  /// rsvg-convert, of the library by which GNOME and many tools draw SVG.
  package static let rsvg = ForeignProgram(name: "rsvg-convert")
  /// Poppler's program that draws the pages of a PDF.
  package static let pdftoppm = ForeignProgram(name: "pdftoppm")

  /// Graphviz's program that draws DOT with positions.
  package static let neato = ForeignProgram(name: "neato")
  /// Graphviz's program that lays graphs out by ranks.
  package static let dot = ForeignProgram(name: "dot")

  /// The validator of JSON Schema on YAML, of Python's jsonschema and ruamel.yaml.
  package static let checkJSONSchema = ForeignProgram(name: "check-jsonschema")

  /// Chromium, or the browser that is built from it.
  package static let chromium = ForeignProgram(
    name: "chromium", or: "chromium-browser", "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium")

  /// Whether its tests run: where it is installed, and in CI in any case, where a missing program is
  /// a failure.
  package var isExpected: Bool {
    path != nil || !ProcessInfo.processInfo.environment["CI", default: ""].isEmpty
  }

  /// Whether a path leads to a file that can be run; folders are executable, too.
  package static func isProgram(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && !isFolder.boolValue && FileManager.default.isExecutableFile(atPath: path)
  }
}
