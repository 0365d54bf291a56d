import Testing

@testable import Notes

@Suite struct JSONTests {
  private func throughAndBack(_ text: String) throws -> String {
    String(decoding: try JSON(parsing: Array(text.utf8)).bytes, as: UTF8.self)
  }

  @Test("A document is written as it was read, with the keys sorted")
  func roundTrip() throws {
    for text in [
      "null", "true", "0", "1", "-3", "0.5", "\"a\\nb/é\\\"\"", "[]", "{}", "[1,[true,null]]",
      "{\"a\":{\"b\":[{}]},\"c\":12345678901}",
    ] { #expect(try throughAndBack(text) == text) }
    #expect(try throughAndBack("{\"b\": 1, \"a\": 2}") == "{\"a\":2,\"b\":1}")
  }

  @Test("Values are found by key and index, and a missing value is null")
  func places() throws {
    let json: JSON = ["a": [1, "two", ["b": "c"]]]
    #expect(json["a"][0].integer == 1)
    #expect(json["a"][1].string == "two")
    #expect(json["a"][2]["b"].string == "c")
    #expect(json["a"][9]["b"] == .null && json["b"].array == nil && json[0] == .null)
  }

  @Test("Invalid JSON is rejected")
  func refused() {
    for text in ["", "{", "[1", "unroll"] {
      #expect(throws: (any Error).self) { try JSON(parsing: Array(text.utf8)) }
    }
  }
}
