import Foundation
import Notes
import TestSupport
import Testing

@testable import Documents

/// Passes hostile text through the writers of HTML and back through a reader.
@Suite struct HostileWordsTests {
  private static let words =
    HostileWords.inDocuments
    + HostileWords.ofSeveralLines.filter { !HostileWords.asRead($0).isEmpty }
  private static let lesson = """
    cell: elman
    activation: identity
    parameters: {W_h: 2, W_x: 1, W_y: 1}
    sequence: [1, 2]
    loss: output
    """

  private func read(_ text: String?) -> String { HostileWords.asRead(text ?? "") }

  /// A block that has already been drawn.
  private func drawn(
    _ options: [String: String]
  ) throws -> (block: BlockFigure, drawn: DrawnBlock) {
    let block = try BlockFigure(
      NotesBlock(lesson: Self.lesson, options: options, line: 1),
      at: .init(path: "notes.md", outside: .refused(remedy: "")))
    let svg =
      "<svg aria-labelledby=\"u1--title u1--description\"><desc id=\"u1--description\">x</desc></svg>"
    let themes = (options["theme"] ?? "light").split(separator: ",").map(String.init)
    return (
      block,
      DrawnBlock(
        name: block.name, title: nil,
        pictures: themes.map {
          DrawnBlock.Picture(
            step: 1, theme: $0, format: .svg, alternativeText: options["alt"] ?? "", caption: "",
            narration: "",
            content: Array(svg.utf8))
        })
    )
  }

  @Test("HTML preserves any text, in attributes and in elements")
  func html() throws {
    var figures = InlineFigures(choosesThemes: true)
    for word in Self.words {
      // An id is part of file names, whose length is limited.
      let id = word.count < 100 ? word : "id"
      let (block, drawn) = try drawn([
        "alt": word, "caption": word.markdown, "id": id, "width": "60%",
      ])
      let figure = try Elements(try figures.html(block, drawn, isFirst: false))
      #expect(read(figure["figcaption"].first?.text) == read(word))
      #expect(read(figure["desc"].first?.text) == read(word))
      #expect(read(figure["figure"].first?.attributes["id"]) == read(id))
      #expect(figure.all.count == 5)
      let lines = FigureWriter(host: .github, figures: "figures").lines(block, drawn)
      let image = try Elements(lines[0].replacing(/>$/, with: "/>"))
      #expect(read(image["img"].first?.attributes["alt"]) == read(word))
      #expect(image["img"].first?.attributes.keys.sorted() == ["alt", "src", "width"])
    }
  }

  @Test("Characters that XML cannot hold are replaced, in attributes and in elements")
  func controls() throws {
    var figures = InlineFigures(choosesThemes: true)
    for word in HostileWords.controls {
      let wanted = read(
        word.replacingControls(with: " ").replacing("\u{FFFE}", with: "\u{FFFD}")
          .replacing("\u{FFFF}", with: "\u{FFFD}"))
      let (block, drawn) = try drawn(["alt": word, "caption": word, "id": "id", "width": "60%"])
      let figure = try Elements(try figures.html(block, drawn, isFirst: false))
      #expect(read(figure["figcaption"].first?.text) == wanted)
      #expect(read(figure["desc"].first?.text) == wanted)
      let image = try Elements(
        FigureWriter(host: .github, figures: "f").lines(block, drawn)[0].replacing(/>$/, with: "/>")
      )
      #expect(read(image["img"].first?.attributes["alt"]) == wanted)
    }
  }

  @Test("Of any two themes, each is shown to readers who prefer it, and the first one to the rest")
  func themes() throws {
    let asked = [
      "light": "(prefers-color-scheme: light)", "dark": "(prefers-color-scheme: dark)",
      "print": "print", "high-contrast": "(prefers-contrast: more)",
    ]
    for first in asked.keys {
      for second in asked.keys where second != first {
        let (block, drawn) = try drawn(["theme": "\(first),\(second)", "alt": "a"])
        let line = FigureWriter(host: .github, figures: "f").lines(block, drawn)[0]
        let picture = try Elements(line.replacing(/<(source|img)([^>]*)>/) { "<\($0.1)\($0.2)/>" })
        #expect(picture.all.map(\.name) == ["picture", "source", "img"])
        #expect(picture.all[1].attributes["media"] == asked[second])
        #expect(picture.all[1].attributes["srcset"]?.hasSuffix("-\(second).svg") == true)
        #expect(picture.all[2].attributes["src"]?.hasSuffix("-\(first).svg") == true)
        // MyST's pages support only light and dark.
        let hasDark = [first, second].contains("dark")
        #expect(HostFigure.lightAndDark([first, second]) == (hasDark ? [first, second] : [first]))
      }
    }
  }
}
