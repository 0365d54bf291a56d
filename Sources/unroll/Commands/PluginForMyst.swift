import ArgumentParser
import Documents
import Foundation
import Notes
import Publishing

/// `unroll myst`: an executable plug-in for MyST, with the directive `unroll`.
struct PluginForMyst: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "myst",
    abstract: "Draws the lessons in MyST and Jupyter Book 2 documents, as a plug-in.",
    discussion: """
      MyST starts this command by the name of its link: create a link to the tool with \
      ln -s "$(command -v unroll)" myst-unroll, and name it in myst.yml:

        project:
          plugins:
            - type: executable
              path: myst-unroll

      A directive {unroll} holds a lesson, or names its file. The pictures go to _build/unroll, as \
      SVG for web pages and as PDF for LaTeX.

      Without arguments it writes its specification; with --directive unroll it reads a directive \
      from standard input and writes the nodes of its figure, and with --transform unroll it reads a \
      page and writes it with figures in place of code blocks whose language is unroll.
      """)

  @Option(help: ArgumentHelp("The directive on standard input.", valueName: "name"))
  var directive: String?

  @Option(help: ArgumentHelp("The transform of the page on standard input.", valueName: "name"))
  var transform: String?

  func run() throws {
    try Failure.reported {
      if let transform { return try replaceBlocks(by: transform) }
      guard let directive else {
        return try StandardOutput.write(MystFigure.specification.bytes)
      }
      guard directive == "unroll" else {
        throw Failure.usage("there is no directive \(directive); the plug-in has one, unroll")
      }
      let input = Data(try InputFile.standardInput())
      let figure = try MystFigure(of: MystDirective(bytes: Array(input)), from: PictureCache())
      try Terminal.warnOfMissingFont()
      try figure.write()
      try StandardOutput.write(figure.nodes.bytes)
    }
  }

  /// Replaces the code blocks of a page whose language is unroll.
  private func replaceBlocks(by transform: String) throws {
    guard transform == "unroll" else {
      throw Failure.usage("there is no transform \(transform); the plug-in has one, unroll")
    }
    let page = try MystPage(bytes: InputFile.standardInput())
    let figures = try MystFigure.all(of: page, from: PictureCache())
    if !figures.isEmpty { try Terminal.warnOfMissingFont() }
    try figures.forEach { try $0.write() }
    try StandardOutput.write(page.replaced { figures[$0].nodes }.bytes)
  }
}
