import Publishing
import Slides
import Testing

/// Text to paste that shows the player.
@Suite struct SnippetPlayerTests {
  private func player(_ target: Snippet.Target, title: String = "RNN") -> String {
    let words = DeckWords(title: title, language: .english, sections: [], slides: [])
    return Snippet.player("my talk.html", words, width: 960.4, height: 540, for: target)
  }

  @Test("A page gets a frame with the size of the drawing")
  func page() {
    #expect(
      player(.html) == """
        <iframe src="my%20talk.html?embed" title="RNN" width="960" height="540" loading="lazy" \
        allow="fullscreen"></iframe>

        """)
  }

  @Test("Slides get a frame that their program makes as large as it can")
  func slides() {
    #expect(player(.reveal).contains("<iframe data-src=\"my%20talk.html?embed\""))
    #expect(player(.reveal).contains("class=\"r-stretch\""))
    #expect(player(.quarto).hasPrefix("---\n\n```{=html}\n<iframe data-src="))
    #expect(player(.slidev).contains("src=\"/my%20talk.html?embed\""))
  }

  @Test("A title is text")
  func escaping() {
    #expect(player(.html, title: "\"<b>").contains("title=\"&quot;&lt;b&gt;\""))
  }

  @Test("Programs that show no frames are known")
  func targets() {
    #expect(
      Snippet.Target.allCases.filter { !$0.showsFrames } == [.beamer, .marp, .typst])
  }
}
