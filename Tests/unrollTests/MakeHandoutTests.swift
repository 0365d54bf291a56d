import Foundation
import TestSupport
import Testing

@Suite struct MakeHandoutTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(
    "All pages are one PDF, or each is a numbered file",
    .enabled(if: ForeignProgram.pdftoppm.isExpected, "pdftoppm is missing: sh setup.sh tests"))
  func pages() throws {
    let run = try Tool.run("handout", Tool.elman, "--steps", "1-7", in: folder)
    #expect(run.code == 0)
    #expect(run.errors == "Wrote elman-handout.pdf\n")
    let about = try ForeignProgram.pdfinfo.run("elman-handout.pdf", in: folder).errors
    #expect(about.isEmpty)
    let text = try ForeignProgram.pdftotext.run("elman-handout.pdf", "-", in: folder)
    #expect(text.text.contains(/1 ?\/ ?2/) && text.text.contains("Step 7 of 26"))
    try folder.remove("elman-handout.pdf")
    let frames = try Tool.run(
      "handout", Tool.elman, "--steps", "1-7", "-f", "pdf", "-o", "sheets/", in: folder)
    #expect(frames.errors == "Wrote 2 files: sheets/elman-1.pdf … sheets/elman-2.pdf\n")
    let one = try Tool.run(
      "handout", Tool.elman, "--steps", "1-2", "--up", "2", "-o", "page.svg", in: folder)
    #expect(one.errors == "Wrote page.svg\n")
    #expect(try folder.names() == ["page.svg", "sheets"])
  }

  @Test("Three steps on a page have what is said beside them, and every page has the title")
  func words() throws {
    let run = try Tool.run(
      "handout", Tool.elman, "--steps", "7-12", "--up", "3", "-o", "page.svg", in: folder)
    #expect(run.code == 0)
    for page in 1...2 {
      let svg = try folder.text(of: "page-\(page).svg")
      #expect(svg.components(separatedBy: "-words\"").count == 4)
      #expect(svg.contains("page-\(page)-head\""))
    }
  }

  @Test("A stream can contain only one picture, and a page has 1, 2, 3, 4 or 6 steps")
  func wrong() throws {
    let many = try Tool.run("handout", Tool.elman, "-f", "svg", "-o", "-", in: folder)
    #expect(many.code == 64 && many.output.isEmpty)
    #expect(many.errors.contains("-o -: a stream holds one page, not 5; "))
    let whole = try Tool.run("handout", Tool.elman, "-o", "-", "-q", in: folder)
    #expect(whole.code == 0 && whole.output.starts(with: Array("%PDF".utf8)))
    let five = try Tool.run("handout", Tool.elman, "--up", "5", in: folder)
    #expect(
      five.code == 64 && five.errors.contains("--up 5: a page holds 1, 2, 3, 4 or 6 steps"))
  }

  @Test("Only a lesson whose letters are printed small gets a warning, with what helps")
  func smallLetters() throws {
    func warning(_ lesson: String, up: String) throws -> String {
      let run = try Tool.run(
        "handout", "\(Tool.samples)/\(lesson).yaml", "--steps", "1", "--up", up, "-o", "page.svg",
        in: folder)
      #expect(run.code == 0)
      return run.errors.replacing("Wrote page.svg\n", with: "")
    }
    #expect(try warning("elman", up: "6").isEmpty)
    let small = try warning("lstm", up: "6")
    #expect(small.hasPrefix("unroll: warning: the smallest letters are printed 4."), "\(small)")
    #expect(small.hasSuffix("; --up 4 makes them larger\n"), "\(small)")
    #expect(try warning("lstm", up: "2").isEmpty)
  }

  @Test("A 16:9 canvas is used whether the lesson or the flag sets it")
  func givenCanvas() throws {
    func page(_ figure: String, _ flags: String...) throws -> String {
      let lesson = try String(contentsOfFile: Tool.elman, encoding: .utf8)
      _ = try folder.put(lesson + figure, in: "lesson.yaml")
      let run = try Tool.run(
        ["handout", "lesson.yaml", "--steps", "1", "-f", "gv", "-o", "-"] + flags, in: folder)
      #expect(run.code == 0, "\(run.errors)")
      return run.text
    }
    let usual = try page("")
    let given = try page("\nfigure: {canvas: \"16:9\"}\n")
    #expect(try given == page("", "--canvas", "16:9"))
    #expect(try given == page("\nfigure: {canvas: \"4:3\"}\n", "--canvas", "16:9"))
    #expect(given != usual)
  }

  @Test("A caption is below its own picture and above the next row, in its own column")
  func captions() throws {
    let run = try Tool.run(
      "handout", Tool.elman, "--steps", "1-6", "-o", "page.gv", in: folder)
    #expect(run.code == 0)
    let nodes = try DOTNode.all(in: folder.text(of: "page.gv"))
    // The frames are the largest boxes on the page.
    let frames = nodes.filter { $0.height > 300 }
    let captions = nodes.filter { $0.label.hasPrefix("Step ") }
    #expect(frames.count == 6 && captions.count == 6)
    for (frame, caption) in zip(frames, captions) {
      let foot = frame.y - frame.height / 2
      let next = frames.map { $0.y + $0.height / 2 }.filter { $0 < foot }.max() ?? 0
      // Letters extend as far above a label's middle as below it.
      #expect((next..<foot).contains(caption.y - caption.size / 2), "\(frame) \(caption)")
      #expect((next..<foot).contains(caption.y + caption.size / 2), "\(frame) \(caption)")
      #expect(abs(frame.x - caption.x) < frame.width / 2, "\(frame) \(caption)")
    }
  }

  @Test(
    "The PDF of a handout or of a figure looks like its PNG",
    .enabled(if: ForeignProgram.pdftoppm.isExpected, "pdftoppm is missing: sh setup.sh tests"),
    arguments: [["handout", "--steps", "1-6"], ["render", "--steps", "20", "--canvas", "a4"]])
  func portable(_ arguments: [String]) throws {
    let run = try Tool.run(
      [arguments[0], Tool.elman] + arguments.dropFirst() + ["-o", "page.pdf", "-o", "page.png"]
        + ["--ppi", "96"], in: folder)
    #expect(run.code == 0)
    let own = try Pixels(png: folder.bytes(of: "page.png"))
    // One of the programs rounds a fraction of a pixel up to a whole one.
    let drawn = try ForeignProgram.pdftoppm.run(
      "-png", "-scale-to-x", "\(own.width)", "-scale-to-y", "\(own.height)", "-singlefile",
      "page.pdf", "drawn", in: folder)
    try #require(drawn.code == 0, "\(drawn.errors)")
    let difference = try #require(
      try Pixels(png: folder.bytes(of: "drawn.png")).difference(from: own))
    #expect(difference.mean < 4, "\(difference)")
    #expect(difference.greatest < 110, "\(difference)")
  }
}

/// A node of a drawing as written by libgraphviz, in points.
private struct DOTNode {
  let label: String
  let x, y, width, height, size: Double

  static func all(in text: String) throws -> [DOTNode] {
    let defaults = try #require(text.firstMatch(of: /\n\tnode \[([^\]]*)\]/)).1
    return text.matches(of: /\n\t(?:"[^"\n]+"|\w+)\t\[([^\]]*)\]/).map { match in
      func value(_ name: String) -> String? {
        [match.1, defaults].lazy.compactMap { attributes in
          attributes.split(separator: ",\n").lazy
            .map { $0.drop { $0.isWhitespace } }
            .first { $0.hasPrefix("\(name)=") }
            .map { String($0.dropFirst(name.count + 1)).replacing("\"", with: "") }
        }.first
      }
      func number(_ name: String) -> Double { value(name).flatMap { Double($0) } ?? 0 }
      let place = (value("pos") ?? "").split(separator: ",").compactMap { Double($0) }
      return DOTNode(
        label: value("label") ?? "", x: place.first ?? -1, y: place.last ?? -1,
        width: 72 * number("width"), height: 72 * number("height"), size: number("fontsize"))
    }
  }
}
