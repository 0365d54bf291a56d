import Formulas
import Publishing
import Slides
import Testing

/// The structure of a deck in Typst.
@Suite struct TypstDeckTests {
  private func lines(_ presentation: Presentation) -> [Substring] {
    String(decoding: TypstDeck.written(presentation), as: UTF8.self).split(separator: "\n")
  }

  @Test("What several steps show alike is written once, with their numbers")
  func steps() {
    let text = lines(SmallDeck.three).joined(separator: "\n")
    let line = "unroll-line(1.6pt + unroll-ink, (80, 100), (90, 100), (100, 100), (113, 100))"
    #expect(text.contains("\n  // h_1->h_2\n  \(line)\n  unroll-head(unroll-ink, ("))
    let white = "unroll-ellipse(40, 80, 40, 40, rgb(\"#ffffff\"), "
    #expect(text.contains("  if k == 1 or k == 3 {\n    \(white)"))
    #expect(
      text.contains("  if k == 2 {\n    unroll-ellipse(40, 80, 40, 40, unroll-forward-tint, "))
    #expect(text.contains("  if k >= 2 {\n    unroll-ellipse(120, 80, 40, 40, "))
    #expect(text.split(separator: "  unroll-ellipse(").count == 4)
  }

  @Test("Ranges of steps are conditions")
  func conditions() {
    let node = SmallDeck.node("h_1", fill: "#ffffff")
    let some = SmallDeck.presentation([[node], [node], [], [node], [node], []])
    #expect(lines(some).contains("  if k <= 2 or (k >= 4 and k <= 5) {"))
  }

  @Test("A page has its section, what is drawn, and what is said for pdfpc")
  func pages() throws {
    let lines = lines(SmallDeck.three)
    let start = try #require(lines.firstIndex(of: "// Step 1: title 1"))
    #expect(
      lines[start...].prefix(7) == [
        "// Step 1: title 1", "#page[", "  #heading(\"all steps\")", "  #unroll-step(1)",
        "  #metadata((t: \"Note\", v: \"Said at 100 % of 1.\"))<pdfpc>", "]", "// Step 2: title 2",
      ])
    #expect(lines.count { $0 == "#page[" } == 3 && lines.count { $0.contains("#heading(") } == 1)
    #expect(lines.contains("#set document(title: \"A & B\")"))
    #expect(
      lines.contains("#set page(width: 960pt, height: 540pt, margin: 0pt, fill: unroll-page)"))
    #expect(TypstDeck.written(SmallDeck.three) == TypstDeck.written(SmallDeck.three))
  }

  @Test("Colours have names, faded ones too, and a transparent page is not filled")
  func colors() {
    let faded = lines(SmallDeck.presentation([[SmallDeck.node("h_1", fill: "#999999")]]))
    #expect(faded.contains("#let unroll-background = rgb(\"#ffffff\")"))
    #expect(faded.contains("#let unroll-ink = rgb(\"#000000\")"))
    #expect(faded.contains("#let unroll-ink-faded = rgb(\"#999999\")"))
    #expect(faded.contains("#let unroll-page = unroll-background"))
    #expect(faded.joined().contains("unroll-ellipse(40, 80, 40, 40, unroll-ink-faded, "))
    let clear = lines(SmallDeck.presentation([[SmallDeck.line]], background: nil))
    #expect(clear.contains("#let unroll-page = none"))
  }

  @Test("Nothing in names ends a comment or a string")
  func words() {
    let name = "a\nb\u{2028}\"]#"
    let page = lines(SmallDeck.presentation([[SmallDeck.node(name, fill: "#ffffff")]]))
    #expect(page.contains("  // a b \"]#"))
    #expect(#"a\ "b" #]"#.typstString == #""a\\ \"b\" #]""#)
    #expect("a\nb\u{1}".typstString == "\"a b \"")
  }

  @Test("Parts of later stages keep their space")
  func stages() {
    let sum = Notation.row([
      .numeral("5"), .stage(1, .row([.sign(.plus), .numeral("2")])),
      .stage(2, .row([.sign(.equals), .role(.result, .numeral("7"))])),
    ])
    let (five, two) = ("upright(\"5\")", "upright(\"2\")")
    let seven = "unrollResult(upright(\"7\"))"
    #expect(
      sum.typst(upTo: 2)
        == "$display(\(five)class(\"binary\", +)\(two)class(\"relation\", =)\(seven))$")
    #expect(
      sum.typst(upTo: 0)
        == "$display(\(five)class(\"binary\", #hide[$+$])#hide[$display(\(two))$]"
        + "class(\"relation\", #hide[$=$])#hide[$display(\(seven))$])$")
    let list = Notation.row([.numeral("1"), .sign(.comma), .numeral("2")])
    #expect(list.typst(upTo: 0).contains("\\,#h(0.33em)"))
    let index = Notation.scripts(.variable("v"), below: list, above: nil)
    #expect(!index.typst(upTo: 0).contains("#h("))
    let words = Notation.row([.word("the sum of"), .name("h_1")])
    #expect(words.typst(upTo: 0).hasPrefix("#\"the sum of\"$display(italic(\"h\")_("))
  }
}
