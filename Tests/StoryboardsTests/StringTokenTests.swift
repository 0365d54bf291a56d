import Storyboards
import Testing

@Suite struct StringTokenTests {
  @Test("A token keeps its first twelve characters at the most")
  func length() {
    #expect("".shortenedToken == "")
    #expect("twelve chars".shortenedToken == "twelve chars")
    #expect("a very long token".shortenedToken == "a very long…")
    #expect("👩‍👩‍👧".shortenedToken == "👩‍👩‍👧")
  }

  @Test("A token from right to left keeps its direction to itself, and its words together")
  func direction() {
    #expect("שלום עולם".shortenedToken == "\u{200E}\u{2068}שלום\u{A0}עולם\u{2069}")
    #expect("مرحبا".shortenedToken == "\u{200E}\u{2068}مرحبا\u{2069}")
    #expect("日本 語".shortenedToken == "日本 語")
  }

  @Test("A sign that would turn what follows is left out")
  func override() {
    #expect("\u{202E}evil\u{2069}".shortenedToken == "evil")
  }
}
