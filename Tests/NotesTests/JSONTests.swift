import Testing

@testable import Notes

@Suite struct JSONTests {
  private func throughAndBack(_ text: String) throws -> String {
    String(decoding: try JSON(parsing: Array(text.utf8)).bytes, as: UTF8.self)
  }

  @Test("What is read is written as it was, with the keys in order")
  func roundTrip() throws {
    for text in [
      "null", "true", "0", "1", "-3", "0.5", "\"a\\nb/é\\\"\"", "[]", "{}", "[1,[true,null]]",
      "{\"a\":{\"b\":[{}]},\"c\":12345678901}",
    ] { #expect(try throughAndBack(text) == text) }
    #expect(try throughAndBack("{\"b\": 1, \"a\": 2}") == "{\"a\":2,\"b\":1}")
  }

  @Test("Values are found by key and place, and nothing is found where there is none")
  func places() throws {
    let json: JSON = ["a": [1, "two", ["b": "c"]]]
    #expect(json["a"][0].integer == 1)
    #expect(json["a"][1].string == "two")
    #expect(json["a"][2]["b"].string == "c")
    #expect(json["a"][9]["b"] == .null && json["b"].array == nil && json[0] == .null)
  }

  @Test("What is no JSON is refused")
  func refused() {
    for text in ["", "{", "[1", "unroll"] {
      #expect(throws: (any Error).self) { try JSON(parsing: Array(text.utf8)) }
    }
  }
}
