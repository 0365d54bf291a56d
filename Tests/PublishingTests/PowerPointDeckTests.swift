import Formulas
import Graphviz
import Slides
import TestSupport
import Testing

@testable import Publishing

@Suite struct PowerPointDeckTests {
  private let palette = Palette(
    background: "#ffffff", fadedShare: 0.4,
    entries: [
      .init(name: "ink", color: "#1f2933", faded: "#a5a9ad"),
      .init(name: "background", color: "#ffffff", faded: "#ffffff"),
      .init(name: "forward", color: "#0072b2", faded: "#99c7e0"),
      .init(name: "forward-tint", color: "#e6f1f8", faded: "#f5f9fc"),
    ])

  private func words(_ count: Int, title: String = "RNN", _ language: Language = .english)
    -> DeckWords
  {
    DeckWords(
      title: title, language: language,
      sections: count < 2
        ? []
        : [.init(title: "forward", slides: 0..<1), .init(title: "∂Loss", slides: 1..<count)],
      slides: (0..<count).map {
        .init(
          number: $0 + 1, name: "step \($0)", title: "title \($0 + 1)",
          narration: "We say “\($0 + 1)”.", alternativeText: "Picture \($0 + 1) of ∂ & <h>")
      })
  }

  private func deck(
    _ pages: [[Element]], _ palette: Palette? = nil, words: DeckWords? = nil
  ) -> Presentation {
    Presentation(
      words: words ?? self.words(pages.count), width: 960, height: 540,
      palette: palette ?? self.palette, families: ["STIX"], pages: pages)
  }

  private func letters(
    _ text: String, at left: Double, width: Double, size: Double = 20, baseline: Double = 107,
    isScript: Bool = false, color: String = "#1f2933", isItalic: Bool = false
  ) -> Element.Text.Letters {
    .init(
      placed: PlacedText(
        TextRun(text, font: Font(face: Face(family: "STIX", isItalic: isItalic), size: size)),
        color: color, left: left, baseline: baseline, width: width), isScript: isScript)
  }

  private func text(_ letters: Element.Text.Letters...) -> Element.Part {
    var text = Element.Text(
      notation: .word("x"), stage: 0, size: 20, isBold: false, color: "#1f2933", left: 100,
      baseline: 107, width: 40, ascent: 14, descent: 5)
    for one in letters { text.append(one) }
    return .text(text)
  }

  /// A circle around (100, 100) with h₁ in it.
  private func node(_ color: String = "#1f2933", fill: String = "#ffffff") -> Element {
    Element(
      name: "h_1", classes: "node state",
      parts: [
        .shape(
          .init(
            kind: .ellipse, box: Box(x: 76, y: 76, width: 48, height: 48),
            stroke: Stroke(color: color, width: 1.6), fill: fill)),
        text(
          letters("h", at: 91, width: 10, color: color, isItalic: true),
          letters(
            "1", at: 101.4, width: 7.6, size: 15.2, baseline: 110.8, isScript: true, color: color)),
      ])
  }

  private func line(_ pattern: Stroke.Pattern = .solid, tip: Point? = Point(200, 100)) -> Element {
    Element(
      name: "h_1->h_2", classes: "edge",
      parts: [
        .curve(
          .init(
            points: [Point(124, 100), Point(140, 100), Point(170, 100), Point(193, 100)], tip: tip,
            stroke: Stroke(color: "#0072b2", width: 2, pattern: pattern)))
      ])
  }

  private func files(_ deck: Presentation) throws -> ZIPFiles {
    try ZIPFiles(PowerPointDeck.finished(deck))
  }

  private func slide(_ elements: [Element], _ palette: Palette? = nil) throws -> String {
    try files(deck([elements], palette))["ppt/slides/slide1.xml"]
  }

  @Test("The list of types is first, all dates are the same, and so are the bytes of a second deck")
  func archive() throws {
    let deck = deck([[node()], [node(), line()]])
    let files = try files(deck)
    #expect(files.all.first?.name == "[Content_Types].xml")
    #expect(Set(files.all.map(\.name)).count == files.all.count)
    // 1 January 1980.
    #expect(files.all.allSatisfy { $0.date == 33 })
    let again = try PowerPointDeck.finished(deck)
    #expect(try PowerPointDeck.finished(deck) == again)
  }

  @Test("Every part is XML, whatever the words are, and every relationship leads to a part")
  func parts() throws {
    for hostile in HostileWords.all {
      let words = DeckWords(
        title: hostile, language: .italian,
        sections: [.init(title: hostile, slides: 0..<1)],
        slides: [
          .init(
            number: 1, name: hostile, title: hostile, narration: hostile, alternativeText: hostile)
        ])
      let element = Element(
        name: hostile, classes: "", parts: [text(letters(hostile, at: 10, width: 20))])
      let files = try files(deck([[element]], words: words))
      for file in files.all {
        _ = try Elements(file.text)
        guard file.name.hasSuffix(".rels") else { continue }
        let folder = file.name.split(separator: "/").dropLast(2)
        for link in try Elements(file.text)["Relationship"] {
          let target = try #require(link.attributes["Target"])
          let parts = target.split(separator: "/")
          let ups = parts.filter { $0 == ".." }.count
          let path = folder.dropLast(ups) + parts.dropFirst(ups)
          #expect(!files[path.joined(separator: "/")].isEmpty, "\(file.name): \(target)")
        }
      }
    }
  }

  @Test("Letters in a node are the node's text, with a real index")
  func node() throws {
    let slide = try Elements(self.slide([node()]))
    let names = slide["p:cNvPr"].compactMap { $0.attributes["name"] }
    #expect(names == ["slide", "title", "alternative text", "!!h_1"])
    let runs = slide["a:r"].dropFirst()
    #expect(runs.map(\.text) == ["h", "1"])
    let styles = slide["a:rPr"].dropFirst().map(\.attributes)
    #expect(styles.map { $0["sz"] } == ["2000", "2280"])
    #expect(styles.map { $0["baseline"] } == [nil, "-16667"])
    #expect(styles.map { $0["i"] } == ["1", nil])
    #expect(slide["a:bodyPr"].last?.attributes["anchor"] == "ctr")
    #expect(slide["a:ext"].last { $0.attributes["cx"] != nil }?.attributes["cx"] == "609600")
  }

  @Test("Gaps in a formula are blanks as wide as they were, and a fraction has three lines")
  func formula() throws {
    let equation = Element(
      name: "callout", classes: "callout",
      parts: [
        text(
          letters("h", at: 100, width: 10), letters("=", at: 115.6, width: 13.7),
          letters("5", at: 134.9, width: 10))
      ])
    let run = try Elements(slide([equation]))
    #expect(run["a:p"].last?.text == "h = 5")
    let spacings = run["a:rPr"].compactMap { $0.attributes["spc"].flatMap { Int($0) } }
    #expect(spacings.count == 2 && spacings.allSatisfy { (100...400).contains($0) })

    var fraction = Element.Text(
      notation: .word("x"), stage: 0, size: 20, isBold: false, color: "#1f2933", left: 100,
      baseline: 100, width: 40, ascent: 30, descent: 20)
    fraction.append(letters("∂y", at: 100, width: 20, baseline: 90))
    fraction.append(letters("∂h", at: 100, width: 20, baseline: 115))
    fraction.append(letters("= 1", at: 125, width: 20, baseline: 100))
    fraction.append(.rule(Box(x: 98, y: 95, width: 24, height: 1), color: "#1f2933"))
    let slide = try Elements(
      slide([Element(name: "callout", classes: "callout", parts: [.text(fraction)])]))
    #expect(slide["p:grpSp"].count == 1)
    #expect(
      slide["p:cNvPr"].compactMap { $0.attributes["name"] }.dropFirst(3)
        == ["!!callout", "callout 1", "callout 2", "callout 3", "callout 4"])
  }

  @Test("What is a group on one slide is a group on all, and no two names on a slide are equal")
  func groups() throws {
    let line = Element(
      name: "panel", classes: "panel", parts: [text(letters("a", at: 10, width: 9))])
    var lines = line
    lines.parts.append(text(letters("b", at: 10, width: 9, baseline: 140)))
    let files = try files(deck([[line, line], [lines]]))
    for number in 1...2 {
      let slide = try Elements(files["ppt/slides/slide\(number).xml"])
      #expect(slide["p:grpSp"].count == 1)
      let names = slide["p:cNvPr"].compactMap { $0.attributes["name"] }
      #expect(names.contains("!!panel") && Set(names).count == names.count)
      #expect(names.allSatisfy { !$0.isEmpty })
      let ids = slide["p:cNvPr"].compactMap { $0.attributes["id"] }
      #expect(Set(ids).count == ids.count)
    }
  }

  @Test("Colours are those of the theme, faded ones with another lightness, others as they are")
  func colors() throws {
    let plain = try slide([node()])
    #expect(plain.contains(#"<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>"#))
    #expect(plain.contains(#"<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>"#))
    #expect(!plain.contains("srgbClr"))
    // On white, 40 % of the lightness and 60 % of white.
    let faded = try slide([node("#99c7e0", fill: "#f5f9fc")])
    #expect(faded.contains(#"<a:schemeClr val="accent1">"#))
    #expect(faded.contains(#"<a:lumMod val="40000"/><a:lumOff val="59961"/>"#))
    #expect(faded.contains(#"<a:schemeClr val="accent5">"#))
    #expect(try slide([node("#123456")]).contains(#"<a:srgbClr val="123456"/>"#))
  }

  @Test("On a dark background, text 1 is the light colour of the theme")
  func dark() throws {
    let dark = Palette(
      background: "#14181d", fadedShare: 0.4,
      entries: [
        .init(name: "ink", color: "#eef2f5", faded: "#6b6f73"),
        .init(name: "background", color: "#14181d", faded: "#14181d"),
      ])
    let files = try files(deck([[node("#eef2f5", fill: "#14181d")]], dark))
    let theme = files["ppt/theme/theme1.xml"]
    #expect(theme.contains(#"<a:dk1><a:srgbClr val="14181d"/></a:dk1>"#))
    #expect(theme.contains(#"<a:lt1><a:srgbClr val="eef2f5"/></a:lt1>"#))
    #expect(files["ppt/slideMasters/slideMaster1.xml"].contains(#"bg1="dk1" tx1="lt1""#))
    #expect(files["ppt/slides/slide1.xml"].contains(#"<a:schemeClr val="tx1"/>"#))
    #expect(files["ppt/theme/theme2.xml"].contains(#"<a:dk1><a:srgbClr val="000000"/></a:dk1>"#))
  }

  @Test("A line is a freeform with its head, and dashes are as long as in a figure")
  func lines() throws {
    let slide = try Elements(slide([line(.dashed)]))
    #expect(slide["a:path"].map { $0.attributes["fill"] } == ["none", nil])
    #expect(slide["a:path"].map { $0.attributes["stroke"] } == [nil, "0"])
    #expect(slide["a:cubicBezTo"].isEmpty && slide["p:cxnSp"].isEmpty)
    // Six points are three times the width of the line.
    #expect(slide["a:ds"].first?.attributes == ["d": "300000", "sp": "300000"])
    // The sharp corner is beyond the tip.
    let xs = slide["a:pt"].compactMap { $0.attributes["x"].flatMap { Int($0) } }
    let reach = try #require(xs.max())
    #expect((76 * 12_700..<80 * 12_700).contains(reach))
    #expect(try Elements(self.slide([line(tip: nil)]))["a:path"].count == 1)
  }

  @Test("A slide has a title, one alternative text and notes; the drawing is decorative")
  func words() throws {
    let files = try files(deck([[node()], [node(), line()]]))
    let slide = try Elements(files["ppt/slides/slide2.xml"])
    #expect(slide["a:t"].first?.text == "title 2")
    #expect(
      slide["p:cNvPr"].compactMap { $0.attributes["descr"] } == ["Picture 2 of ∂ & <h>"])
    #expect(slide["adec:decorative"].count == 2)
    #expect(slide["p159:morph"].count == 1 && slide["p:fade"].count == 1)
    #expect(!files["ppt/slides/slide1.xml"].contains("p:transition"))
    #expect(try Elements(files["ppt/notesSlides/notesSlide2.xml"])["a:t"][0].text == "We say “2”.")
    let sections = try Elements(files["ppt/presentation.xml"])["p14:section"]
    #expect(sections.map { $0.attributes["name"] } == ["forward", "∂Loss"])
    #expect(files["docProps/core.xml"].contains("<dc:title>RNN</dc:title>"))
    #expect(!files.all.contains { $0.text.contains("{{") })
  }

  @Test("A deck of pictures has each in two formats, with the alternative text")
  func pictures() throws {
    let bytes = try PowerPointDeck.finished(
      deck([[node()]]), pictures: [.init(svg: Array("<svg/>".utf8), png: [137, 80])])
    let files = try ZIPFiles(bytes)
    #expect(files["ppt/media/image1.svg"] == "<svg/>")
    #expect(files.all.first { $0.name == "ppt/media/image1.png" }?.bytes == [137, 80])
    let slide = try Elements(files["ppt/slides/slide1.xml"])
    #expect(slide["p:pic"].count == 1 && slide["asvg:svgBlip"].count == 1)
    #expect(
      slide["p:cNvPr"].compactMap { $0.attributes["descr"] } == ["Picture 1 of ∂ & <h>"])
  }

  @Test("A deck without slides is a deck")
  func empty() throws {
    let files = try files(deck([]))
    #expect(files["ppt/presentation.xml"].contains("<p:sldIdLst></p:sldIdLst>"))
  }
}
