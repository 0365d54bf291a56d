import Testing

@testable import Notes

@Suite struct EmbeddedRegionTests {
  private let code: JSON = .element("CodeBlock", [["", ["unroll"], []], "a"])
  private let figure: JSON = .plain(JSON.words(of: "figure"))
  private let text: JSON = .paragraph(JSON.words(of: "text"))

  private func html(_ text: String, wrapped: Bool = false) -> JSON {
    let raw = JSON.raw(block: text, "html")
    return wrapped ? .division(.attributes([("wrapper", "1")]), [raw]) : raw
  }

  private func replaced(_ blocks: [JSON]) throws -> [JSON] {
    let json: JSON = ["pandoc-api-version": [1, 23], "meta": [:], "blocks": .array(blocks)]
    let bytes = try PandocDocument(bytes: json.bytes).replaced { _ in [[figure]] }
    return try #require(try JSON(parsing: bytes)["blocks"].array)
  }

  @Test("A region is removed with its block", arguments: [false, true])
  func removed(wrapped: Bool) throws {
    let region = [
      html("<!-- unroll:begin one 2 3 -->\n", wrapped: wrapped), text,
      html("<!-- unroll:end -->\n", wrapped: wrapped),
    ]
    #expect(try replaced([text, code] + region + [text]) == [text, figure, text])
  }

  @Test("The fold above a block is removed too, in the forms that Pandoc's readers produce")
  func folded() throws {
    let region = [
      html("<!-- unroll:begin one 2 3 -->"), html("</details>"), text, html("<!-- unroll:end -->"),
    ]
    let native = [
      html("<details>"), html("<summary>"), .plain(JSON.words(of: "Lesson")), html("</summary>"),
    ]
    let common = [html("<details><summary>Lesson</summary>\n")]
    for fold in [native, common] {
      #expect(try replaced([text] + fold + [code] + region + [text]) == [text, figure, text])
    }
  }

  @Test("A region without an end or without a block is kept")
  func kept() throws {
    let begin = html("<!-- unroll:begin one 2 3 -->")
    #expect(try replaced([code, begin, text]) == [figure, begin, text])
    let end = html("<!-- unroll:end -->")
    #expect(try replaced([text, begin, text, end]) == [text, begin, text, end])
    #expect(try replaced([code, text, begin, end]) == [figure, text, begin, end])
  }
}
