import Testing

@testable import Notes

/// What figures say at each step, below the picture and to the speaker.
@Suite struct PandocFigureWordsTests {
  private func figure(_ count: Int, caption: String? = nil, speaks: Bool = true) -> PandocFigure {
    PandocFigure(
      caption: caption,
      pictures: (1...count).map {
        PandocFigure.Picture(
          file: "a-\($0).svg", alternativeText: "", caption: "Step $h_\($0)$",
          narration: speaks ? "Say \($0)" : nil)
      }, arrangement: .stack)
  }

  /// The raw LaTeX and the words of a figure's slides.
  private func text(_ json: JSON) -> String {
    switch json {
    case .array(let all): all.map(text).joined()
    case .object(let object):
      switch object["t"]?.string {
      case "RawInline", "RawBlock", "Math": json["c"][1].string ?? ""
      case "Str": json["c"].string ?? ""
      case "Space": " "
      case "Image": "[" + text(json["c"][1]) + "]"
      case "Div": (json["c"][0][1][0].string ?? "") + "(" + text(json["c"][1]) + ")"
      case .some: text(object["c"] ?? .null)
      case nil: ""
      }
    default: ""
    }
  }

  private func slides(
    _ figure: PandocFigure, _ target: PandocTarget, hasFigures: Bool = true
  ) -> [String] {
    figure.slides(for: target, hasFigures: hasFigures).map { text(.array($0)) }
  }

  @Test("In Beamer a caption changes with its picture, in a box that is always as high")
  func beamer() {
    let box = "\\\\\\parbox[t][2\\baselineskip][t]{\\textwidth}{\\centering\\small Step "
    #expect(
      slides(figure(2), .beamer) == [
        "\\only<-+>{[]\(box)h_1}}\\only<.(1)->{[]\(box)h_2}}notes(Say 1Say 2)"
      ])
  }

  @Test("In reveal.js the captions are a stack of their own, with the fragments of the pictures")
  func reveal() throws {
    let blocks = try #require(figure(3).slides(for: .reveal, hasFigures: true).first)
    #expect(
      blocks.map(text) == [
        "r-stack([][][])", "r-stack(fragment(Step h_1)fragment(Step h_2)fragment(Step h_3))",
        "notes(Say 1Say 2Say 3)",
      ])
    let images = try #require(blocks[0]["c"][1][0]["c"].array)
    let captions = try #require(blocks[1]["c"][1].array)
    for (image, caption) in zip(images, captions) {
      #expect(image["c"][0][1] == caption["c"][0][1])
      #expect(image["c"][0][2][0] == caption["c"][0][2][0])
    }
    // After the first click, the first fragment is the one that goes.
    #expect(
      images.map { $0["c"][0][2][1] } == [
        ["data-notes", "Say 2"], ["data-notes", "Say 2"], ["data-notes", "Say 3"],
      ])
    #expect(
      text(.array(figure(2, speaks: false).slides(for: .reveal, hasFigures: true)[0]))
        == "r-stack([][])r-stack(fragment(Step h_1)fragment(Step h_2))")
  }

  @Test("In PowerPoint each slide has its caption and its notes, after the figure's caption")
  func powerPoint() {
    #expect(
      slides(figure(2), .powerPoint) == ["", "[Step h_1]notes(Say 1)", "[Step h_2]notes(Say 2)"])
    #expect(slides(figure(2, caption: "Cap."), .powerPoint)[1] == "[Cap. Step h_1]notes(Say 1)")
    let formulas = figure(2).slides(for: .powerPoint, hasFigures: false).flatMap(\.self)
    #expect(!"\(formulas)".contains("Math"))
  }

  @Test("On pages nothing is added", arguments: [PandocTarget.page, .latex, .word, .epub, .other])
  func pages(target: PandocTarget) {
    #expect(!slides(figure(2), target).joined().contains("S"))
  }
}
