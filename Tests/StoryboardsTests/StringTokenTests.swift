import Storyboards
import Testing

@Suite struct StringTokenTests {
  @Test("A token keeps at most its first twelve characters")
  func length() {
    #expect("".shortenedToken == "")
    #expect("twelve chars".shortenedToken == "twelve chars")
    #expect("a very long token".shortenedToken == "a very long…")
    #expect("👩‍👩‍👧".shortenedToken == "👩‍👩‍👧")
  }

  @Test("A right-to-left token does not affect the text around it, and keeps its words together")
  func direction() {
    #expect("שלום עולם".shortenedToken == "\u{200E}\u{2068}שלום\u{A0}עולם\u{2069}")
    #expect("مرحبا".shortenedToken == "\u{200E}\u{2068}مرحبا\u{2069}")
    #expect("日本 語".shortenedToken == "日本 語")
  }

  @Test("A character that would change the direction of the text after it is left out")
  func override() {
    #expect("\u{202E}evil\u{2069}".shortenedToken == "evil")
  }
}
