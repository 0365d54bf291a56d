import Foundation

/// An installed program to which the tests pass figures and documents. `sh setup.sh tests` installs
/// these programs.
package struct ForeignProgram: Sendable {
  package let name: String
  /// The path of the program, `nil` if it is not installed.
  package let path: String?

  /// Looks for a program by its name or path, and by alternatives used on other systems.
  package init(name: String, or otherNames: String...) {
    self.name = name
    let folders = ProcessInfo.processInfo.environment["PATH", default: ""].split(separator: ":")
    path = ([name] + otherNames).lazy
      .flatMap { name in name.hasPrefix("/") ? [name] : folders.map { "\($0)/\(name)" } }
      .first(where: Self.isProgram)
  }

  /// rsvg-convert, from the library with which GNOME and many tools render SVG.
  package static let rsvg = ForeignProgram(name: "rsvg-convert")
  /// Poppler's program that renders the pages of a PDF.
  package static let pdftoppm = ForeignProgram(name: "pdftoppm")
  /// Poppler's program that reads what a PDF says of itself.
  package static let pdfinfo = ForeignProgram(name: "pdfinfo")
  /// Poppler's program that reads the text of a PDF.
  package static let pdftotext = ForeignProgram(name: "pdftotext")

  /// libwebp's program that lists the chunks of a WebP.
  package static let webpinfo = ForeignProgram(name: "webpinfo")
  /// Python with the package Pillow, which reads animations.
  package static let python = ForeignProgram(name: "python3")

  /// LibreOffice, which opens decks for PowerPoint.
  package static let libreOffice = ForeignProgram(
    name: "libreoffice", or: "soffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")

  /// Graphviz's program that draws DOT with positions.
  package static let neato = ForeignProgram(name: "neato")
  /// Graphviz's program that lays graphs out by ranks.
  package static let dot = ForeignProgram(name: "dot")

  /// The validator of JSON Schema on YAML, of Python's jsonschema and ruamel.yaml.
  package static let checkJSONSchema = ForeignProgram(name: "check-jsonschema")

  /// Chromium, or the browser built from it.
  package static let chromium = ForeignProgram(
    name: "chromium", or: "chromium-browser", "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium")

  /// The program by which Selenium controls Chromium.
  package static let chromiumDriver = ForeignProgram(name: "chromedriver")
  /// Firefox.
  package static let firefox = ForeignProgram(
    name: "firefox-esr", or: "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox")

  /// Whether tests that need the program run: if it is installed, and always in CI, where a missing
  /// program is a failure.
  package var isExpected: Bool {
    path != nil || !ProcessInfo.processInfo.environment["CI", default: ""].isEmpty
  }

  /// Whether a path leads to an executable file; folders also have the executable bit.
  package static func isProgram(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && !isFolder.boolValue && FileManager.default.isExecutableFile(atPath: path)
  }
}
