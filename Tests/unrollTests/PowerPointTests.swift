import Foundation
import Lessons
import Publishing
import TestSupport
import Testing
import UnrollKit

/// Decks for PowerPoint, as other programs read them.
@Suite struct PowerPointTests {
  private let folder: TemporaryFolder
  private static let python = ForeignProgram(name: "python3")
  /// Whether Python has python-pptx, which reads decks for PowerPoint.
  private static let isReaderExpected = ForeignProgram.isExpected(pythonPackage: "pptx")

  init() throws { folder = try TemporaryFolder() }

  /// What python-pptx reads on a slide.
  private struct Slide: Decodable {
    struct Shape: Decodable {
      let name: String
      let kind: String
      let description: String?
      let isDecorative: Bool
    }
    let title: String
    let notes: String
    let shapes: [Shape]
    /// The names in groups.
    let inner: [String]
  }

  private func read(_ deck: String) throws -> [Slide] {
    try folder.put(
      """
      import json, sys
      from pptx import Presentation

      def shape(shape):
          properties = shape._element.xpath(".//p:cNvPr")[0]
          return {
              "name": shape.name, "kind": shape._element.tag.split("}")[1],
              "description": properties.get("descr"),
              "isDecorative": "decorative" in "".join(e.tag for e in properties.iter()),
          }

      print(json.dumps([{
          "title": slide.shapes.title.text,
          "notes": slide.notes_slide.notes_text_frame.text,
          "shapes": [shape(s) for s in slide.shapes],
          "inner": [e.get("name") for e in slide._element.xpath(".//p:cNvPr")],
      } for slide in Presentation(sys.argv[1]).slides]))

      """, in: "read.py")
    let run = try Self.python.run("read.py", deck, in: folder)
    try #require(run.code == 0, "\(run.errors)")
    return try JSONDecoder().decode([Slide].self, from: Data(run.output))
  }

  private func put(_ deck: [UInt8]) throws {
    try Data(deck).write(to: URL(fileURLWithPath: folder.path("talk.pptx")))
  }

  private func illustration(of sample: String) throws -> Illustration {
    let path = Tool.samples + "/\(sample).yaml"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    return try Illustration(of: Lesson(yaml: text, name: "\(sample).yaml"))
  }

  @Test(
    "Slides, notes, titles and alternative texts are those of the steps",
    .enabled(if: PowerPointTests.isReaderExpected, "python-pptx is missing: sh setup.sh tests"),
    arguments: [[], ["--pptx", "pictures"]])
  func words(flags: [String]) throws {
    let run = try Tool.run(
      ["render", Tool.elman, "-o", "talk.pptx", "--steps", "1-9"] + flags, in: folder)
    #expect(run.code == 0 && run.errors == "Wrote talk.pptx\n")
    let slides = try read("talk.pptx")
    let words = try illustration(of: "elman").words.slides.prefix(9)
    #expect(slides.map(\.title) == words.map(\.title))
    #expect(slides.map(\.notes) == words.map(\.narration))
    for (slide, words) in zip(slides, words) {
      #expect(slide.shapes.compactMap(\.description) == [words.alternativeText])
      #expect(slide.inner.allSatisfy { !$0.isEmpty })
      let drawn = slide.shapes.filter { $0.description == nil }.dropFirst()
      #expect(drawn.allSatisfy { $0.isDecorative })
    }
  }

  @Test(
    "What two neighbouring steps show has one name and one kind on both slides",
    .enabled(if: PowerPointTests.isReaderExpected, "python-pptx is missing: sh setup.sh tests"),
    arguments: ["lecture", "lstm"])
  func names(sample: String) throws {
    let illustration = try illustration(of: sample)
    try put(illustration.deck(as: .pptx))
    let slides = try read("talk.pptx")
    let pages = try illustration.presentation().pages
    #expect(slides.count == pages.count)
    for (slide, page) in zip(slides, pages) {
      let names = slide.shapes.map(\.name)
      #expect(Set(names).count == names.count)
      #expect(Set(names).isSuperset(of: page.map { "!!\($0.name)" }))
    }
    for (one, next) in zip(slides, slides.dropFirst()) {
      let kinds = Dictionary(uniqueKeysWithValues: one.shapes.map { ($0.name, $0.kind) })
      for shape in next.shapes {
        #expect(kinds[shape.name, default: shape.kind] == shape.kind, "\(shape.name)")
      }
      // Much of a slide is on the next one, too.
      let common = next.shapes.filter { kinds[$0.name] != nil }.count
      #expect(common > min(one.shapes.count, next.shapes.count) / 3)
    }
  }

  @Test(
    "LibreOffice shows a slide like the PNG of its step, and without a chip it does not",
    .enabled(
      if: ForeignProgram.libreOffice.isExpected && ForeignProgram.pdftoppm.isExpected,
      "LibreOffice or pdftoppm is missing: sh setup.sh tests"))
  func alike() throws {
    let illustration = try illustration(of: "lecture")
    let shown = [6, 10, 23].map { illustration.steps[$0 - 1] }
    let whole = try illustration.showing(shown).presentation()
    let page = whole.pages[2]
    // The last step again: without a chip, and without anything.
    let pages = whole.pages + [page.filter { $0.name != "y_1.value" }, []]
    try #require(pages[3].count == page.count - 1)
    let words = DeckWords(
      title: "Test", language: .english, sections: [],
      slides: whole.words.slides + [whole.words.slides[2], whole.words.slides[2]])
    let deck = Presentation(
      words: words, width: whole.width, height: whole.height, palette: whole.palette,
      families: whole.families, pages: pages)
    try put(PowerPointDeck.finished(deck))
    let drawn = try drawnPages(of: "talk.pptx", count: pages.count)
    for (index, drawn) in drawn.enumerated() {
      let own = try Pixels(
        png: Data(illustration.rendered(shown[min(index, 2)], as: .png, pixelsPerInch: 96)))
      let measured = InkDifference(drawn, own)
      let difference = try #require(measured)
      let isAlike = difference.mean < 0.15 && difference.greatestShade < 0.1
      #expect(isAlike == (index < 3), "page \(index + 1): \(difference)")
    }
  }

  private func drawnPages(of deck: String, count: Int) throws -> [Pixels] {
    let profile = URL(fileURLWithPath: folder.path("profile")).absoluteString
    let run = try ForeignProgram.libreOffice.run(
      "-env:UserInstallation=\(profile)", "--headless", "--convert-to", "pdf", deck, in: folder)
    try #require(run.code == 0, "\(run.errors)")
    return try (1...count).map { page in
      let drawn = try ForeignProgram.pdftoppm.run(
        "-png", "-scale-to-x", "1280", "-scale-to-y", "720", "-f", "\(page)", "-l", "\(page)",
        "-singlefile", "talk.pdf", "drawn", in: folder)
      try #require(drawn.code == 0, "\(drawn.errors)")
      return try Pixels(png: folder.bytes(of: "drawn.png"))
    }
  }
}
