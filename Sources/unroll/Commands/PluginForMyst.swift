import ArgumentParser
import Foundation
import Notes
import Publishing

/// `unroll myst`: an executable plug-in of MyST, with the directive `unroll`.
struct PluginForMyst: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "myst",
    abstract: "Draws the lessons in the documents of MyST and Jupyter Book 2: their plug-in.",
    discussion: """
      MyST starts this command itself, by a name that says which it is: make a link to the tool, \
      ln -s "$(command -v unroll)" myst-unroll, and name it in myst.yml:

        project:
          plugins:
            - type: executable
              path: myst-unroll

      A directive {unroll} holds a lesson, or names its file. The pictures go to _build/unroll, as \
      SVG for pages and as PDF for LaTeX.

      Without arguments it writes its specification; with --directive unroll it reads a directive \
      from standard input and writes the nodes of its figure.
      """)

  /// A folder that MyST keeps out of what it reads and watches, and that myst clean empties.
  private static let folder = "_build/unroll"

  @Option(help: ArgumentHelp("The directive on standard input.", valueName: "name"))
  var directive: String?

  func run() throws {
    try Failure.reported {
      guard let directive else {
        return try StandardOutput.write(MystDirective.specification.bytes)
      }
      guard directive == "unroll" else {
        throw Failure.usage("there is no directive \(directive); the plug-in has one, unroll")
      }
      let input = try FileHandle.standardInput.readToEnd() ?? Data()
      let parsed: MystDirective
      do throws(MystDirective.Mistake) {
        parsed = try MystDirective(bytes: Array(input))
      } catch {
        throw Failure.usage(error.description)
      }
      try StandardOutput.write(try Self.nodes(of: parsed).bytes)
    }
  }

  private static func nodes(of directive: MystDirective) throws -> JSON {
    let document = MystDocument(holding: directive)
    let place = BlockFigure.Place(
      document: document?.path ?? "this document", folder: document?.folder ?? "",
      home: .init(folder: "", name: "the project's folder", remedy: "move it there"))
    let figure = try BlockFigure(
      directive.block.indented(by: document?.prefix ?? ""), at: place)
    let drawn = try figure.drawn(as: [.svg, .pdf], from: PictureCache())
    let inRow = figure.shape.inRow(of: drawn.steps.count)
    let width = figure.width(inRow: inRow)?.ofEach(inRow: inRow)
    var images: [MystDirective.Image] = []
    let themes = Self.shown(drawn.themes)
    for picture in drawn.pictures where themes.contains(picture.theme) {
      let name = drawn.fileName(of: picture, inBlock: figure.uniqueName)
      try AtomicFile.write(picture.content, to: folder + "/" + name)
      guard picture.format == .svg else { continue }
      // MyST takes the extension that an output can show, but only from a way that begins at the
      // document; one from the project's folder needs the extension.
      let url = document.map { $0.wayUp + folder + "/" + name.dropLast(3) + "*" }
      images.append(
        MystDirective.Image(
          url: url ?? "/" + folder + "/" + name, alternativeText: picture.alternativeText,
          width: width, classes: classes(of: picture.theme, among: themes, inRow: inRow > 1)))
    }
    return directive.nodes(of: images)
  }

  /// The themes that MyST's pages can choose among: the first one, and one for dark pages or, if that
  /// is dark, for light ones.
  static func shown(_ themes: [String]) -> [String] {
    let others = themes.dropFirst().filter { themes[0] == "dark" || $0 == "dark" }
    return Array(themes.prefix(1)) + others.prefix(1)
  }

  /// The classes by which MyST's themes show one picture of a light and a dark one.
  private static func classes(
    of theme: String, among themes: [String], inRow: Bool
  ) -> String? {
    let shown = inRow ? "inline-block" : "block"
    if themes.count > 1, theme == "dark" { return "hidden dark:\(shown)" }
    if themes.contains("dark"), themes.count > 1 { return "\(shown) dark:hidden" }
    return inRow ? shown : nil
  }
}
