import Testing

@testable import Notes

@Suite struct PandocFigureTests {
  private func picture(_ number: Int) -> PandocFigure.Picture {
    PandocFigure.Picture(file: "f/a-\(number).svg", alternativeText: "Step \(number)")
  }

  private func figure(
    _ count: Int, _ arrangement: PandocFigure.Arrangement = .rows(of: 1), caption: String? = "Cap",
    width: String? = nil
  ) -> PandocFigure {
    PandocFigure(
      id: "fig:a_1", classes: ["c"], caption: caption, pictures: (1...count).map(picture),
      arrangement: arrangement, width: width)
  }

  private func block(
    _ figure: PandocFigure, _ target: PandocTarget, hasFigures: Bool = true
  ) throws -> JSON {
    let slides = figure.slides(for: target, hasFigures: hasFigures)
    try #require(slides.count == 1 && slides[0].count == 1)
    return slides[0][0]
  }

  /// Returns all elements of a type, in order.
  private func all(_ type: String, in json: JSON) -> [JSON] {
    var found = json["t"].string == type ? [json] : []
    switch json {
    case .array(let elements): found += elements.flatMap { all(type, in: $0) }
    case .object(let object): found += object.values.flatMap { all(type, in: $0) }
    default: break
    }
    return found
  }

  private func raw(in json: JSON) -> [String] {
    (all("RawInline", in: json) + all("RawBlock", in: json)).compactMap { $0["c"][1].string }
  }

  private let caption = JSON.words(of: "Cap")

  @Test("An image with a caption is a figure with both caption and alternative text")
  func single() throws {
    let new = try block(figure(1, width: "60%"), .page)
    #expect(new["t"] == "Figure" && new["c"][0] == ["fig:a_1", ["c"], []])
    #expect(new["c"][1] == [.null, [.plain(caption)]])
    let image = new["c"][2][0]["c"][0]["c"]
    #expect(
      image == [
        ["", [], [["width", "60%"]]], .array(JSON.words(of: "Step 1")), ["f/a-1.svg", ""],
      ])
  }

  @Test("The older API uses a title and an attribute for the same purpose")
  func singleBefore() throws {
    let old = try block(figure(1, width: "60%"), .page, hasFigures: false)
    #expect(
      old
        == .paragraph([
          .element(
            "Image",
            [
              ["fig:a_1", ["c"], [["width", "60%"], ["alt", "Step 1"]]], .array(caption),
              ["f/a-1.svg", "fig:"],
            ])
        ]))
  }

  @Test("Without a caption the figure is an image in a paragraph, with the id")
  func bare() throws {
    for hasFigures in [false, true] {
      let bare = try block(figure(1, caption: nil), .page, hasFigures: hasFigures)
      #expect(bare["t"] == "Para" && bare["c"][0]["c"][0][0] == "fig:a_1")
      #expect(bare["c"][0]["c"][2] == ["f/a-1.svg", ""])
    }
  }

  @Test("Images in a row share its width, in one paragraph of a single figure")
  func rows() throws {
    let strip = try block(figure(3, .rows(of: 3)), .page)
    let images = all("Image", in: strip)
    #expect(images.count == 3 && images.allSatisfy { $0["c"][0][2] == [["width", "32%"]] })
    #expect(strip["c"][2].array?.count == 1)
    let grid = try block(figure(4, .rows(of: 2)), .epub)
    #expect(grid["c"][2].array?.count == 1 && all("LineBreak", in: grid).count == 1)
    #expect(all("Image", in: grid).allSatisfy { $0["c"][0][2] == [["width", "49%"]] })
    let rows = figure(4, .rows(of: 2), caption: nil).slides(for: .page, hasFigures: true)
    #expect(rows[0][0]["c"][1].array?.map { all("Image", in: $0).count } == [2, 2])
  }

  @Test("Themes for other screens are in a picture element")
  func themes() throws {
    let pair = PandocFigure.Picture(
      file: "a.svg", alternativeText: "A", others: [.init(media: "print", file: "b.svg")])
    let new = PandocFigure(caption: "Cap", pictures: [pair]).slides(for: .page, hasFigures: true)
    #expect(
      raw(in: .array(new[0])) == [
        #"<picture><source media="print" srcset="b.svg">"#, "</picture>",
      ])
    let old = PandocFigure(caption: "Cap", pictures: [pair]).slides(for: .page, hasFigures: false)
    #expect(raw(in: .array(old[0])).contains("<figure>"))
  }

  @Test("In Beamer each overlay shows one image, and nothing separates the images")
  func overlays() throws {
    let stack = try block(figure(3, .stack), .beamer)
    let inlines = try #require(stack["c"][2][0]["c"].array)
    #expect(
      inlines.compactMap { $0["c"][1].string } == [
        "\\only<-+>{", "}", "\\only<+>{", "}", "\\only<.(1)->{", "}",
      ])
    #expect(inlines.count == 9)
    #expect(all("Image", in: stack).allSatisfy { $0["c"][0][2] == [["height", "75%"]] })
    #expect(raw(in: try block(figure(1, .stack), .beamer)).isEmpty)
  }

  @Test(
    "In reveal.js each click replaces an image with the next, and every state shows one image",
    arguments: 2...6)
  func fragments(_ count: Int) throws {
    let images = all("Image", in: try block(figure(count, .stack), .reveal))
    try #require(images.count == count)
    // The images that reveal.js shows after each number of clicks, by its rules for the classes.
    for clicks in 0..<count {
      let shown = images.indices.filter { position in
        let attributes = images[position]["c"][0]
        let classes = attributes[1].array?.compactMap(\.string) ?? []
        let index = Int(attributes[2][0][1].string ?? "") ?? 99
        if classes.contains("fade-out") { return index >= clicks }
        if classes.contains("current-visible") { return index == clicks - 1 }
        return index < clicks
      }
      #expect(shown == [clicks])
    }
  }

  @Test("On paper a stack is a grid; other slides get one image each")
  func stacks() throws {
    let paper = try block(figure(4, .stack), .office)
    #expect(all("LineBreak", in: paper).count == 1)
    let slides = figure(3, .stack).slides(for: .pageSlides, hasFigures: true)
    #expect(slides.dropFirst().map { $0[0]["c"][0][0] } == ["fig:a_1", "", ""])
    #expect(slides.map { all("Image", in: .array($0)).count } == [0, 1, 1, 1])
  }

  @Test(
    "Pictures that may be higher than a page of LaTeX are no float: each row is a paragraph, and the caption stays with the last one",
    arguments: [
      (4, PandocFigure.Arrangement.rows(of: 2), nil, 2), (3, .rows(of: 1), "60%", 3),
      (5, .stack, nil, 3), (3, .rows(of: 3), "8cm", 1),
    ])
  func breaksOverPages(
    _ count: Int, _ arrangement: PandocFigure.Arrangement, _ width: String?, _ rows: Int
  ) throws {
    for hasFigures in [false, true] {
      let set = try block(figure(count, arrangement, width: width), .latex, hasFigures: hasFigures)
      // Pandoc 3 writes the label of a division's id; there must be one label only.
      #expect(set["c"][0] == [hasFigures ? "" : "fig:a_1", ["c"], []])
      let raw = all("RawBlock", in: set).compactMap { $0["c"][1].string }
      #expect(raw == ["\\begin{center}", "\\nopagebreak", "\\end{center}"])
      #expect(all("LineBreak", in: set).isEmpty)
      #expect(all("Para", in: set).count == rows)
      #expect(
        all("RawInline", in: set).compactMap { $0["c"][1].string } == [
          "{\\expandafter\\def\\csname @captype\\endcsname{figure}\\caption{",
          "}\\label{fig:aux5f1}}",
        ])
    }
  }

  @Test("A single row of LaTeX stays a float")
  func floats() throws {
    for figure in [
      figure(3, .rows(of: 3)), figure(3, .rows(of: 3), width: "60%"), figure(2, .stack), figure(1),
    ] {
      #expect(try block(figure, .latex)["t"] == "Figure")
    }
  }

  @Test("Several images have a caption in the older API too, in HTML, LaTeX and Word")
  func captioned() throws {
    let strip = figure(2, .rows(of: 2))
    let page = try block(strip, .page, hasFigures: false)
    #expect(page["c"][0] == ["fig:a_1", ["c"], []])
    #expect(raw(in: page) == ["<figure>", "<figcaption>", "</figcaption>\n</figure>"])
    let latex = try block(strip, .latex, hasFigures: false)
    #expect(raw(in: latex).contains("\\begin{figure}\n\\centering"))
    #expect(raw(in: latex).contains("}\\label{fig:aux5f1}"))
    for hasFigures in [false, true] {
      let word = strip.slides(for: .word, hasFigures: hasFigures)[0]
      #expect(word.map { $0["c"][0][2][0][1] } == ["Captioned Figure", "Image Caption"])
    }
    let other = try block(strip, .other, hasFigures: false)
    #expect(all("Emph", in: other).first?["c"] == .array(caption))
  }

  @Test("In PowerPoint the text of an image is its caption, and its title is the alternative text")
  func powerPoint() throws {
    let slides = figure(3, .rows(of: 3)).slides(for: .powerPoint, hasFigures: true)
    #expect(slides.map { all("Image", in: .array($0)).count } == [0, 2, 1])
    #expect(all("Div", in: .array(slides[1])).count == 3)
    let images = all("Image", in: .array(slides.flatMap(\.self)))
    #expect(
      images.map { $0["c"][2] }
        == (1...3).map { [.string("f/a-\($0).svg"), .string("Step \($0)")] })
    #expect(images.map { $0["c"][1].plainWords } == ["Cap", "\u{A0}", "Cap"])
    #expect(figure(3, .stack).slides(for: .powerPoint, hasFigures: false).count == 4)
    #expect(figure(1).slides(for: .powerPoint, hasFigures: false).count == 1)
  }

  @Test(
    "Widths in Word are lengths, since Pandoc 2 ignores percentages there",
    arguments: [
      ("50%", "2.90in"), ("100%", "5.80in"), ("1%", "0.06in"), ("8cm", "8cm"), ("x%", "x%"),
    ])
  func inches(_ width: String, _ inches: String) {
    #expect(PandocFigure.inches(of: width) == inches)
  }

  @Test(
    "Images in a row are together no wider than the text, and rows are no higher than the page",
    arguments: [PandocTarget.page, .reveal, .pageSlides, .epub, .latex, .beamer, .word, .office])
  func sums(target: PandocTarget) throws {
    for (count, rows) in [(2, 1), (3, 1), (4, 2), (5, 1), (6, 3), (12, 2), (1, 2), (1, 5)] {
      for width in [nil, "100%", "60%"] {
        let figure = figure(count * rows, .rows(of: count), width: width)
        for (name, size) in figure.size(for: target, inRow: count, rows: rows) {
          let isInches = size.hasSuffix("in")
          let each = try #require(Double(size.dropLast(isInches ? 2 : 1)))
          let whole = isInches ? 5.8 : 100
          let sum = each * Double(name == "width" ? count : rows)
          #expect(sum <= whole * (width == "60%" ? 0.6 : 1), "\(count) of \(size)")
        }
      }
    }
  }

  @Test("Rows on a slide share its height")
  func heights() {
    #expect(figure(4).size(for: .beamer, inRow: 2, rows: 2).map(\.1) == ["36%"])
    #expect(figure(4).size(for: .reveal, inRow: 2, rows: 2).map(\.1) == ["38%"])
    #expect(figure(4).size(for: .beamer, inRow: 1, rows: 3).map(\.1) == ["25%"])
    #expect(figure(4).size(for: .context, inRow: 1, rows: 4).map(\.1) == ["21%"])
    #expect(figure(4).size(for: .latex, inRow: 1, rows: 4).isEmpty)
    #expect(figure(4, width: "3cm").size(for: .beamer, inRow: 2, rows: 2).map(\.1) == ["3cm"])
    #expect(figure(4, width: "60%").size(for: .latex, inRow: 2, rows: 2).map(\.1) == ["29%"])
    #expect(figure(4, width: "60%").size(for: .latex, inRow: 1, rows: 4).map(\.1) == ["60%"])
    #expect(figure(1).size(for: .page).isEmpty)
  }
}
