import Graphviz
import Testing

@testable import Figures

@Suite struct SVGSheetTests {
  private let colors = ["#a00000", "#a10000", "#a20000", "#b00000", "#b10000", "#b20000"]

  private func sheet(_ drawings: [String]) throws -> SVGSheet {
    var sheet = SVGSheet(size: (100, 50))
    for drawing in drawings {
      try sheet.add(SVGCutter(Array(drawing.utf8), colors: colors, size: sheet.size))
    }
    return sheet
  }

  private func picture(_ sheet: SVGSheet, _ pieces: [Int32], title: String = "T") -> String {
    picture(sheet, of: [SVGSheet.Group(pieces: pieces)], title: title)
  }

  private func picture(
    _ sheet: SVGSheet, of groups: [SVGSheet.Group], prefix: String = "u", title: String = "T"
  ) -> String {
    String(
      decoding: sheet.picture(of: groups, prefix: prefix, title: title, description: "D"),
      as: UTF8.self)
  }

  /// What follows the description, with the glyphs called 1, 2 … as they are met.
  private func body(_ picture: String) -> String {
    var body = String(picture.split(separator: "</desc>\n").last ?? "").replacing("\n", with: "")
    let names = body.matches(of: /id="u--([0-9a-z]+)"/).map { String($0.1) }
    for (index, name) in names.enumerated() {
      body = body.replacing("--\(name)", with: "-\(index + 1)")
    }
    return body
  }

  // As written by cairo 1.16: symbols, styles, and one group around everything.
  private let old = """
    <svg><defs><g><symbol id="glyph0-0"><path d="M 1 1"/></symbol><symbol id="glyph0-1">\
    <path d="M 2 2"/></symbol></g></defs><g id="surface7">\
    <path style="fill:rgb(0%,0%,0%);"/><g style="fill:rgb(0%,0%,1.960784%);">\
    <use xlink:href="#glyph0-1" x="1"/></g><path style="fill:none;stroke:rgb(0%,0%,1.176471%);"/>\
    </g></svg>
    """
  // As written by cairo 1.18: groups for glyphs, and here a group that clips both pieces.
  private let new = """
    <svg><defs><g><g id="glyph-0-0"><path d="M 2 2"/></g></g><clipPath id="clip-0">\
    <path d="M 3 3"/></clipPath></defs><g clip-path="url(#clip-0)"><path fill="rgb(0%, 0%, 0%)"/>\
    <g fill="rgb(0%, 0%, 1.960784%)"><use xlink:href="#glyph-0-0" x="1"/></g></g>\
    <path fill="none" stroke="rgb(0%, 0%, 1.176471%)"/></svg>
    """
  // As written by the library's own renderer: a group for each object, in one piece's colours.
  private let live = """
    <svg><g id="graph0" class="graph" transform="translate(0 50)"><title>unroll</title>
    <g id="node1" class="node"><ellipse fill="#000001" stroke="#000000"/><text>x</text></g>
    <g id="node2" class="node"><ellipse fill="none" stroke="#000003"/></g></g></svg>
    """

  @Test("A picture contains the chosen pieces and the glyphs that they use")
  func chosen() throws {
    #expect(
      body(picture(try sheet([old]), [0]))
        == "<g><path fill=\"#a00000\"/></g></svg>")
    #expect(
      body(picture(try sheet([old]), [1]))
        == "<defs><symbol id=\"u-1\"><path d=\"M 2 2\"/></symbol></defs><g><g fill=\"#b20000\">"
        + "<use xlink:href=\"#u-1\" x=\"1\"/></g><path fill=\"none\" stroke=\"#b00000\"/></g></svg>"
    )
    #expect(
      body(picture(try sheet([live]), [1, 0]))
        == "<g transform=\"translate(0 50)\"><g><ellipse fill=\"none\" stroke=\"#b00000\"/></g>"
        + "<g><ellipse fill=\"#a10000\" stroke=\"#a00000\"/><text xml:space=\"preserve\">x</text></g></g></svg>"
    )
  }

  @Test("A wrapper of several pieces wraps the chosen ones, each in its own wrapper")
  func wrappers() throws {
    let clipped = "<g clip-path=\"url(#u-2)\">"
    let definitions =
      "<defs><g id=\"u-1\"><path d=\"M 2 2\"/></g><clipPath id=\"u-2\"><path d=\"M 3 3\"/></clipPath>"
      + "</defs>"
    #expect(
      body(picture(try sheet([new]), [1]))
        == definitions + clipped + "<g fill=\"#b20000\"><use xlink:href=\"#u-1\" x=\"1\"/></g></g>"
        + "<path fill=\"none\" stroke=\"#b00000\"/></svg>")
    #expect(
      body(picture(try sheet([new]), [1, 0])).hasSuffix(
        "stroke=\"#b00000\"/>" + clipped + "<path fill=\"#a00000\"/></g></svg>"))
  }

  @Test("The same pieces make the same picture, no matter what else is on the sheet")
  func same() throws {
    let alone = picture(try sheet([old]), [1])
    #expect(picture(try sheet([live, old]), [3]) == alone)
    // Identical glyphs of two drawings become one.
    #expect(
      body(picture(try sheet([old, old]), [1, 3])).split(separator: "<symbol").count == 2)
  }

  @Test("A definition is called after its content, whatever is drawn beside it")
  func identifiers() throws {
    func ids(_ picture: String) -> [String] {
      picture.matches(of: /\sid="([^"]+)"/).map { String($0.1) }
    }
    let alone = ids(picture(try sheet([old]), [1]))
    #expect(alone.prefix(2) == ["u--title", "u--description"])
    #expect(alone.count == 3 && alone[2].contains(/^u--[0-9a-z]{8}$/))
    // The glyph of the second drawing looks the same, and is a group where that one is a symbol.
    let both = ids(picture(try sheet([live, old, new]), [3, 5]))
    #expect(both.count == 5 && Set(both).count == 5 && both.contains(alone[2]))
    let other = ids(picture(try sheet([old.replacing("M 2 2", with: "M 2 3")]), [1]))
    #expect(other.count == 3 && other[2] != alone[2])
    let prefixed = picture(try sheet([old]), of: [SVGSheet.Group(pieces: [1])], prefix: "a-3")
    #expect(ids(prefixed) == alone.map { "a-3" + $0.dropFirst() })
    #expect(prefixed.contains("<use xlink:href=\"#a-3\(alone[2].dropFirst())\""))
  }

  @Test("A group has its id and classes, its lines lie below, and what wraps it lies around it")
  func groups() throws {
    let group = SVGSheet.Group(element: "h_1", classes: "node hot", curves: [1], pieces: [0])
    let live = body(picture(try sheet([live]), of: [group]))
    #expect(
      live == "<g transform=\"translate(0 50)\"><g id=\"u-h_1\" class=\"node hot\">"
        + "<g><ellipse fill=\"none\" stroke=\"#b00000\"/></g>"
        + "<g><ellipse fill=\"#a10000\" stroke=\"#a00000\"/><text xml:space=\"preserve\">x</text></g>"
        + "</g></g></svg>")
    // The clip wraps one element of two pieces, so the group lies around the clip.
    let clipped = body(picture(try sheet([new]), of: [group, .init(pieces: [1])]))
    #expect(
      clipped.contains(
        "</defs><g id=\"u-h_1\" class=\"node hot\"><g clip-path="), "\(clipped)")
    #expect(clipped.hasSuffix("</svg>"))
    #expect(clipped.ranges(of: /<g[ >]/).count == clipped.ranges(of: "</g>").count)
  }

  @Test("Title and description are escaped")
  func words() throws {
    let picture = picture(try sheet([old]), [0], title: "<a> & b")
    #expect(picture.contains("-title\">&lt;a&gt; &amp; b</title>"))
  }

  @Test("Without markers everything is drawn, in the library's order")
  func unmarked() throws {
    var sheet = SVGSheet(size: (100, 50))
    try sheet.add(SVGCutter(Array(old.utf8), size: sheet.size))
    let picture = body(
      String(
        decoding: sheet.picture(of: [], prefix: "u", title: "", description: ""), as: UTF8.self))
    #expect(picture.contains("<path fill=\"#000000\"/><g fill=\"#000005\">"))
  }

  @Test("Title and description contain only characters that XML allows")
  func title() throws {
    let picture = picture(try sheet([old]), [0], title: "<&>\u{1}\u{0}\n\u{FFFF}x")
    #expect(picture.contains("title\">&lt;&amp;&gt;   \u{FFFD}x</title>"))
  }

  @Test("A drawing that refers to an undefined id is an error")
  func undefined() {
    #expect(throws: GraphvizError.self) {
      try sheet(["<svg><use xlink:href=\"#glyph0-1\"/></svg>"])
    }
  }

  @Test("In a drawing with markers, any other colour is an error")
  func foreign() {
    #expect(throws: GraphvizError.self) {
      try sheet(["<svg><path fill=\"#000001\"/><path fill=\"black\"/></svg>"])
    }
  }

  @Test("A marker is a colour of six digits")
  func marker() {
    #expect([0, 42, 0xabcdef].map(SVGSheet.marker) == ["#000000", "#00002a", "#abcdef"])
  }
}
