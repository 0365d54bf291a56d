import Foundation
import TestSupport
import Testing
import Typefaces

@Suite(
  .enabled(if: ForeignProgram.chromium.isExpected, "Chromium is missing: sh setup.sh tests"))
struct EmbeddedFontsTests {
  @Test("A browser accepts the embedded fonts, and stretches parentheses by them")
  func stretched() throws {
    let css = EmbeddedTypefaces.css(
      families: ["STIX"],
      characters: [.regular: ["5"], .italic: ["h"], .mathematics: ["∂"]])
    let folder = try TemporaryFolder()
    let path = try folder.put(
      """
      <!doctype html><meta charset=utf-8><style>\(css) body { font: 20px Unroll }
      math { font-family: "Unroll Math" }</style>5 <i>h</i>
      <math><mo form=prefix stretchy=true>(</mo><mspace height=2em depth=1em></mspace></math>
      """, in: "page.html")
    let page = try ChromiumPage("file://\(path)")
    #expect(try page.waits(for: "document.fonts.size == 3 && document.fonts.status == 'loaded'"))
    #expect(
      try page.value(of: "[...document.fonts].map(font => font.status).join()") as? String
        == "loaded,loaded,loaded")
    let height = try page.value(of: "document.querySelector('mo').getBoundingClientRect().height")
    #expect((height as? Double ?? 0) > 55)
  }
}
