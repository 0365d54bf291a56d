import TestSupport
import Testing

@testable import Formulas

@Suite struct TextLineTests {
  private func lines(_ text: String) -> [[String]] {
    text.textLines.map { [String($0.content), String($0.ending)] }
  }

  @Test("A line ends at a line feed, a carriage return, or both together, and nowhere else")
  func endings() {
    #expect(
      lines("a\nb\r\nc\rd") == [["a", "\n"], ["b", "\r\n"], ["c", "\r"], ["d", ""]])
    #expect(
      lines("\r\r\n\n\n\r") == [["", "\r"], ["", "\r\n"], ["", "\n"], ["", "\n"], ["", "\r"]])
    let others = "a\u{B}b\u{C}c\u{85}d\u{2028}e\u{2029}f"
    #expect(lines(others) == [[others, ""]])
    #expect(lines("") == [] && lines("a\n") == [["a", "\n"]])
    #expect(lines("e\u{301}\r\u{301}x\n") == [["e\u{301}", "\r"], ["\u{301}x", "\n"]])
  }

  @Test("Lines with their endings add up to the text, for random texts", arguments: 0..<100)
  func whole(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let text = (0..<40).map { _ in random.pick(["\r", "\n", "\r\n", "a", "é", "🙂", " "]) }.joined()
    #expect(Array(text.textLines.map { $0.content + $0.ending }.joined().utf8) == Array(text.utf8))
    // By bytes, because other programs count that way.
    let bytes = Array(text.utf8)
    let count = bytes.indices.count { index in
      bytes[index] == 10 || bytes[index] == 13 && bytes[(index + 1)...].first != 10
    }
    #expect(text.textLines.count { !$0.ending.isEmpty } == count)
    #expect(text.withLineFeeds.utf8.count { $0 == 10 } == count)
    #expect(!text.withLineFeeds.utf8.contains(13))
  }
}
