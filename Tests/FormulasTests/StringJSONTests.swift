import Foundation
import Testing

@testable import Formulas

@Suite struct StringJSONTests {
  @Test(
    "A text is quoted so that a JSON reader gets it back",
    arguments: [
      "", "h_2", "say \"hi\"", "a\\b", "line\nfeed\ttab\u{1}", "∂Loss/∂h_0 = −5", "👩‍👩‍👧 שלום",
    ])
  func roundTrip(text: String) throws {
    let json = Data("[\(text.quotedForJSON)]".utf8)
    #expect(try JSONSerialization.jsonObject(with: json) as? [String] == [text])
  }
}
