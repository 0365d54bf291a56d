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
      let address = (target == .slidev ? "/" : "") + path.inAddress
      return "<iframe \(source)=\"\(address)?embed\" title=\"\(words.title.attribute)\" \(more) "
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

extension String {
  /// A path in an address: what addresses give another meaning is percent-encoded.
  ///
  ///     "a#1 50%.html".inAddress  // "a%231%2050%25.html"
  ///
  /// Source: RFC 3986, section 2.3.
  fileprivate var inAddress: String {
    utf8.map { byte in
      let scalar = Unicode.Scalar(byte)
      let isPlain =
        byte < 128
        && (scalar.properties.isAlphabetic || "0123456789-._~/".unicodeScalars.contains(scalar))
      let hex = String(byte, radix: 16, uppercase: true)
      return isPlain ? String(scalar) : "%" + (hex.count < 2 ? "0" : "") + hex
    }.joined()
  }
}
