import Testing

@testable import Look

@Suite struct ThemeOwnTests {
  @Test("A theme without changes stays the same")
  func same() {
    for theme in Theme.all { #expect(theme.recolored([:]) == theme) }
    #expect(Theme.light.recolored(["ink": Theme.light.ink]) == .light)
  }

  @Test("Each named colour is replaced, and nothing else if all are given")
  func replaced() {
    let colors = Dictionary(
      uniqueKeysWithValues: Theme.colorNames.enumerated().map { ($1, "#0000\($0)0") })
    let theme = Theme.dark.recolored(colors)
    for name in Theme.colorNames { #expect(theme.color(named: name)?.hex == colors[name]) }
    #expect(theme.name == "own")
  }

  @Test("A tint and a text colour follow their line's colour and are readable")
  func follow() {
    let theme = Theme.light.recolored(["backward": "#ffaa00"])
    #expect(theme.backward == "#ffaa00")
    #expect(theme.backwardTint == "#fff7e6")
    #expect(theme.forward == Theme.light.forward && theme.forwardText == Theme.light.forwardText)
    let texts = theme.contrasts.filter { $0.name == "backward-text" }
    #expect(texts.count == 2 && texts.allSatisfy(\.isEnough), "\(texts)")
    // The line itself is as pale as requested, which the contrasts report.
    #expect(theme.contrasts.filter { !$0.isEnough }.map(\.name) == ["backward", "backward"])
  }

  @Test(
    "Each colour on its own changes the colours that depend on it, and no others",
    arguments: [
      (
        "background",
        ["muted", "input", "forward-tint", "forward-text", "backward-tint", "backward-text"]
      ),
      ("ink", ["muted", "input", "forward-text", "backward-text"]),
      ("forward", ["forward-tint", "forward-text"]), ("forward-tint", ["forward-text"]),
      ("backward", ["backward-tint", "backward-text"]), ("backward-tint", ["backward-text"]),
      ("muted", []), ("input", []), ("forward-text", []), ("backward-text", []),
    ])
  func leaders(leader: String, followers: [String]) throws {
    // Far from any colour that a dependent colour would have anyway.
    let theme = Theme.light.recolored([leader: "#c8d4a0"])
    let changed = Theme.colorNames.filter {
      theme.color(named: $0) != Theme.light.color(named: $0)
    }
    #expect(Set(changed) == Set(followers + [leader]))
    // A dependent colour that is also given is used as given.
    for follower in followers {
      let both = Theme.light.recolored([leader: "#c8d4a0", follower: "#123456"])
      #expect(both.color(named: follower)?.hex == "#123456")
    }
  }

  @Test("The muted colour is ink mixed with a quarter of the background")
  func muted() throws {
    for (background, ink, muted) in [
      ("#ffffff", "#000000", "#404040"), ("#000000", "#ffffff", "#bfbfbf"),
      ("#ffffff", "#0000c8", "#4040d6"),
    ] {
      let theme = Theme.light.recolored(["background": background, "ink": ink])
      #expect(theme.muted == muted)
    }
  }

  @Test("A dark background gives light captions and dark tints")
  func background() {
    let theme = Theme.light.recolored(["background": "#101010", "ink": "#f0f0f0"])
    #expect(theme.contrasts.filter { $0.isText && !$0.isEnough }.isEmpty, "\(theme.contrasts)")
  }
}
