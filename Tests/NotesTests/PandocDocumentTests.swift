import Testing

@testable import Notes

@Suite struct PandocDocumentTests {
  /// The output of Pandoc for one document: a block in a list in a quote, one in a footnote, one in
  /// a table cell, and one in another language in a div.
  ///
  /// - Parameter listed: the text of the block in the list, whose indentation Pandoc 2 keeps.
  static func recorded(_ version: String, listed: String) -> String {
    #"{"pandoc-api-version":["# + version
      + #"],"meta":{"unroll":{"t":"MetaMap","c":{"strict":{"t":"MetaBool","c":false},"theme":{"t":"MetaList","c":[{"t":"MetaInlines","c":[{"t":"Str","c":"light"}]},{"t":"MetaInlines","c":[{"t":"Str","c":"dark"}]}]}}}},"blocks":[{"t":"Header","c":[1,["head",[],[]],[{"t":"Str","c":"Head"}]]},{"t":"BlockQuote","c":[{"t":"BulletList","c":[[{"t":"CodeBlock","c":[["fig:a",["unroll","wide"],[["caption","C"]]],""#
      + listed
      + #""]}]]}]},{"t":"Table","c":[["",[],[]],[null,[]],[[{"t":"AlignDefault"},{"t":"ColWidth","c":0.19444444444444445}]],[["",[],[]],[]],[[["",[],[]],0,[],[[["",[],[]],[[["",[],[]],{"t":"AlignDefault"},1,1,[{"t":"CodeBlock","c":[["",["unroll"],[]],"three"]}]]]]]]],[["",[],[]],[]]]},{"t":"Para","c":[{"t":"Str","c":"Word"},{"t":"Note","c":[{"t":"Para","c":[{"t":"Str","c":"Text"}]},{"t":"CodeBlock","c":[["",["unroll"],[]],"two"]}]}]},{"t":"Div","c":[["",["x"],[]],[{"t":"CodeBlock","c":[["",["python"],[]],"x"]}]]}]}"#
  }
  static let pandoc2 = recorded("1,22,2,1", listed: #"  #| show: 3\n  one"#)
  static let pandoc3 = recorded("1,23,1,1", listed: #"#| show: 3\none"#)

  private func document(_ text: String) throws -> PandocDocument {
    try PandocDocument(bytes: Array(text.utf8))
  }

  private func document(of blocks: JSON, meta: JSON = [:]) throws -> PandocDocument {
    let json: JSON = ["pandoc-api-version": [1, 23, 1], "meta": meta, "blocks": blocks]
    return try PandocDocument(bytes: json.bytes)
  }

  private func code(_ classes: JSON, _ pairs: JSON = [], text: JSON = "a") -> JSON {
    .element("CodeBlock", [["", classes, pairs], text])
  }

  @Test(
    "Blocks are found in lists, quotes, table cells and footnotes",
    arguments: [pandoc2, pandoc3])
  func found(_ text: String) throws {
    let found = try document(text).found
    #expect(found.map(\.block.lesson) == ["one", "three", "two"])
    #expect(found.map(\.name) == ["block 1 (fig:a)", "block 2", "block 3"])
    #expect(found[0].block.options == ["id": "fig:a", "caption": "C", "show": "3"])
    #expect(found[0].classes == ["wide"])
    #expect(found.map(\.block.line) == [0, 0, 0])
    #expect(found.map(\.isWithinText) == [true, true, true])
    #expect(found.map(\.block.lessonLine) == [2, 1, 1])
  }

  @Test("A document passes through unchanged", arguments: [pandoc2, pandoc3])
  func untouched(_ text: String) throws {
    let document = try document(text)
    let result = try JSON(parsing: document.replaced { _ in nil })
    #expect(result == (try JSON(parsing: Array(text.utf8))))
    #expect(document.hasFigures == text.contains("1,23"))
    #expect(document.settings == ["strict": "false", "theme": "light,dark"])
  }

  @Test("Blocks are replaced in place, with any number of blocks")
  func replaced() throws {
    let bytes = try document(Self.pandoc3).replaced { index in
      index == 1 ? nil : [[.plain(JSON.words(of: "new\(index)")), .plain([])]]
    }
    let blocks = try JSON(parsing: bytes)["blocks"]
    #expect(blocks[1]["c"][0]["c"][0].array?.count == 2)
    #expect(blocks[1]["c"][0]["c"][0][0]["c"][0]["c"] == "new0")
    #expect(blocks[2].plainWords.contains("three"))
    #expect(blocks[3]["c"][1]["c"][1]["c"][0]["c"] == "new2")
  }

  @Test("Several slides repeat the heading without its id, or are separated by a rule")
  func slides() throws {
    let heading: JSON = .element("Header", [2, ["one", ["c"], []], [.element("Str", "One")]])
    let copy: JSON = .element("Header", [2, ["", ["c"], []], heading["c"][2]])
    let rule: JSON = ["t": "HorizontalRule"]
    func blocks(_ blocks: JSON...) throws -> JSON {
      let slides: [[JSON]] = [[.plain([])], [.paragraph([])]]
      return try JSON(parsing: document(of: .array(blocks)).replaced { _ in slides })["blocks"]
    }
    let one = code(["unroll"])
    #expect(try blocks(heading, one) == [heading, .plain([]), copy, .paragraph([])])
    #expect(try blocks(one) == [.plain([]), rule, .paragraph([])])
    // A heading above the slide level does not begin a slide, and one below it is inside a slide.
    let title: JSON = .element("Header", [1, ["t", [], []], []])
    let detail: JSON = .element("Header", [3, ["d", [], []], []])
    #expect(try blocks(title, heading, one)[3] == copy)
    #expect(try blocks(heading, .plain([]), detail, one)[4] == copy)
    #expect(try blocks(heading, .plain([]), title, detail, one)[5] == rule)
    // No slide can begin inside another block.
    #expect(
      try blocks(heading, .element("BlockQuote", [one]))[1]["c"] == [.plain([]), .paragraph([])])
  }

  @Test("Pictures that need their own slide begin one after text, but not after the heading alone")
  func ownSlide() throws {
    let heading: JSON = .element("Header", [2, ["one", [], []], []])
    let copy: JSON = .element("Header", [2, ["", [], []], []])
    let rule: JSON = ["t": "HorizontalRule"]
    let (text, comment): (JSON, JSON) = (.paragraph([]), .raw(block: "<!-- -->", "html"))
    func blocks(_ blocks: JSON...) throws -> JSON {
      let slides: [[JSON]] = [[], [.plain([])], [.plain([])]]
      return try JSON(parsing: document(of: .array(blocks)).replaced { _ in slides })["blocks"]
    }
    let one = code(["unroll"])
    let figure: [JSON] = [.plain([]), copy, .plain([])]
    #expect(try blocks(heading, text, one) == .array([heading, text, copy] + figure))
    #expect(try blocks(heading, comment, one) == .array([heading, comment] + figure))
    #expect(
      try blocks(heading, text, rule, one)
        == [heading, text, rule, .plain([]), rule, .plain([])])
    let second = try blocks(heading, one, one)
    #expect(second == .array([heading] + figure + [copy] + figure))
  }

  @Test("The extension sourcepos gives line, column and document, and leaves no key")
  func positions() throws {
    let inList: JSON = [
      ["data-pos", "a@b.md@1:3-2:1;2:2-3:1"], ["wrapper", "1"],
      ["data-pos", "a@b.md@3:5-4:1;4:5-5:1"],
    ]
    let found = try document(
      of: [code(["unroll"], inList), code(["unroll"], [["data-pos", "7:1-9:1"]])]
    ).found
    #expect(found.map(\.name) == ["a@b.md", "standard input"])
    #expect(found.map(\.block.line) == [3, 7])
    #expect(found.map(\.block.lessonLine) == [4, 8])
    #expect(found[0].block.prefix == "    " && found[0].block.options.isEmpty)
  }

  @Test("Quarto's cells and key names are recognized; keys that Pandoc did not parse are detected")
  func quarto() throws {
    let found = try document(
      of: [
        code(
          ["{unroll}", "cell-code"], text: "#| label: fig-x\n#| fig-cap: \"A: b\"\n#| fig-alt: c\nd"
        ),
        code(["{.unroll"]), code(["unrolled"]), code([]),
      ]
    ).found
    #expect(found.count == 2 && !found[0].isWithinText)
    #expect(found[0].block.options == ["id": "fig-x", "caption": "A: b", "alt": "c"])
    #expect(found[0].classes.isEmpty && !found[0].hasUnreadKeys && found[1].hasUnreadKeys)
  }

  @Test("Keys from the command line override those of the document; blocks in metadata are found")
  func metadata() throws {
    let meta: JSON = [
      "unroll": .element("MetaMap", ["theme": .element("MetaString", "light")]),
      "unroll.theme": .element("MetaString", "dark"),
      "unroll.cache": .element("MetaBool", .bool(true)),
      "abstract": .element("MetaBlocks", [code(["unroll"], text: "late")]),
    ]
    let document = try document(of: [code(["unroll"], text: "early")], meta: meta)
    #expect(document.settings == ["theme": "dark", "cache": "true"])
    #expect(document.found.map(\.block.lesson) == ["early", "late"])
  }

  @Test(
    "Input that is not a document is rejected, and the message says what to do",
    arguments: [
      ("", "standard input is empty"), ("foo", "is not JSON"), ("{}", "is not a Pandoc document"),
      (#"{"pandoc-api-version":[1,23],"meta":{}}"#, "is not a Pandoc document"),
      (#"{"pandoc-api-version":[1,20],"meta":{},"blocks":[]}"#, "version 1.20 of its API"),
      (#"{"pandoc-api-version":[1,24,1],"meta":{},"blocks":[]}"#, "version 1.24.1"),
      (#"{"pandoc-api-version":[2,22],"meta":{},"blocks":[]}"#, "version 2.22"),
      (
        #"{"pandoc-api-version":[1,23],"meta":{"unroll":{"t":"MetaBool","c":true}},"blocks":[]}"#,
        "such as theme: dark"
      ),
    ])
  func refused(_ text: String, _ message: String) throws {
    let error = #expect(throws: PandocDocument.Mistake.self) { try document(text) }
    #expect(error?.description.contains(message) == true)
  }
}
