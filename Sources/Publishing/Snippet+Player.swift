import Slides

extension Snippet.Target {
  /// Whether its slides can show another page, and so the player.
  public var showsFrames: Bool {
    switch self {
    case .reveal, .quarto, .slidev, .html: true
    case .beamer, .marp, .typst: false
    }
  }
}

extension Snippet {
  /// Returns the text to paste that shows a page of the player within slides or another page.
  ///
  ///     Snippet.player("talk.html", words, width: 960, height: 540, for: .html)
  ///     // <iframe src="talk.html?embed" title="RNN" width="960" height="540" …></iframe>
  ///
  /// - Parameters:
  ///   - path: the page's path, as it is written.
  ///   - width: the width of the drawing in points, as its height.
  /// - Precondition: the target shows frames.
  public static func player(
    _ path: String, _ words: DeckWords, width: Double, height: Double, for target: Target
  ) -> String {
    precondition(target.showsFrames, "the target shows frames")
    func frame(_ source: String, _ more: String) -> String {
      "<iframe \(source)=\"\(target == .slidev ? "/" : "")\(path.attribute)?embed\" title=\"\(words.title.attribute)\" \(more) "
        + "allow=\"fullscreen\"></iframe>"
    }
    let size = "width=\"\(Int(width.rounded()))\" height=\"\(Int(height.rounded()))\""
    let lines =
      switch target {
      // reveal.js loads what has `data-src` when its slide is near.
      case .reveal: ["<section>", frame("data-src", "class=\"r-stretch\" \(size)"), "</section>"]
      case .quarto:
        [
          "---", "", "```{=html}", frame("data-src", "class=\"r-stretch\" \(size)"), "```",
        ]
      case .slidev: ["---", "", frame("src", "width=\"100%\" height=\"100%\"")]
      default: [frame("src", "\(size) loading=\"lazy\"")]
      }
    return lines.joined(separator: "\n") + "\n"
  }
}
