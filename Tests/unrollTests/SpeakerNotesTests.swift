import Foundation
import TestSupport
import Testing

/// Captions of steps and speaker notes in slides, made by the real programs.
@Suite(.enabled(if: !Pandoc.installed.isEmpty)) struct SpeakerNotesTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.put(Tool.smallLesson, in: "lesson.yaml")
    try folder.put(
      """
      ## Stack

      ```{.unroll as=stack show=2-4 captions=steps without=caption}
      lesson: lesson.yaml
      ```

      ## One

      ```{.unroll show=sum}
      lesson: lesson.yaml
      ```

      """, in: "talk.md")
  }

  private func write(_ pandoc: Pandoc, _ format: String, to file: String) throws {
    let run = try pandoc.write(
      "talk.md", "-M", "unroll.speaker-notes=true", "-M", "title=Talk", "-s", "-t", format, "-o",
      file, in: folder)
    try #require(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
  }

  @Test("Each slide of PowerPoint has its notes and can be opened", arguments: Pandoc.installed)
  func powerPoint(_ pandoc: Pandoc) throws {
    try write(pandoc, "pptx", to: "talk.pptx")
    let unzip = ForeignProgram(name: "unzip")
    let names = try unzip.run("-l", "talk.pptx", in: folder).text
    #expect(names.matches(of: /notesSlides\/notesSlide\d+\.xml/).count == 4)
    for number in 2...5 {
      let slide = try unzip.run("-p", "talk.pptx", "ppt/slides/slide\(number).xml", in: folder)
      #expect(!slide.text.contains("<a14:m") || slide.text.contains("xmlns:a14="))
      #expect(slide.text.contains("<p:pic>"))
    }
  }

  @Test(
    "Beamer shows the caption of each overlay below its picture, and nothing is too high",
    .enabled(if: ForeignProgram.pdflatex.isExpected && ForeignProgram.pdftotext.isExpected),
    arguments: Pandoc.installed)
  func beamer(_ pandoc: Pandoc) throws {
    try write(pandoc, "beamer", to: "talk.tex")
    #expect(try folder.text(of: "talk.tex").matches(of: /\\note\{/).count == 2)
    let run = try ForeignProgram.pdflatex.run(
      "-interaction=nonstopmode", "-halt-on-error", "talk.tex", in: folder)
    try #require(run.code == 0, "\(run.text.suffix(1500))")
    #expect(!String(decoding: try folder.bytes(of: "talk.log"), as: UTF8.self).contains("Overfull"))
    let pages = try ForeignProgram.pdftotext.run("talk.pdf", "-", in: folder).text
      .split(separator: "\u{C}")
    let captions = try Tool.run("steps", "lesson.yaml", "--format", "json", in: folder).text
      .matches(of: /"title": "([^"]+)"/).map { $0.1.dropFirst().prefix(8) }
    for (page, caption) in zip(pages.dropFirst(), captions.dropFirst()).prefix(3) {
      #expect(page.contains(caption), "\(caption) in \(page)")
    }
  }

  @Test("reveal.js has the notes of each fragment and of the slide", arguments: Pandoc.installed)
  func reveal(_ pandoc: Pandoc) throws {
    try write(pandoc, "revealjs", to: "talk.html")
    let page = try folder.text(of: "talk.html")
    #expect(page.matches(of: /<aside class="notes">/).count == 2)
    #expect(page.matches(of: /data-notes="/).count == 3)
    #expect(page.matches(of: /<div class="r-stack">/).count == 2)
  }
}
