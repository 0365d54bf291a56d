import Lessons
import Look
import Testing

@Suite struct LessonReaderThemeTests {
  private func theme(_ line: String) throws -> Theme? {
    try Lesson(yaml: lecture() + "\n" + line, name: "lesson.yaml").figure.theme
  }

  @Test("A theme is set at the top level or under figure")
  func named() throws {
    #expect(try theme("") == nil)
    #expect(try theme("theme: light") == .light)
    #expect(try theme("theme: high-contrast") == .highContrast)
    #expect(try theme("figure: {theme: dark}") == .dark)
    #expect(
      complaint(lecture() + "\ntheme: print\nfigure: {theme: dark}") == """
        lesson.yaml:11:1: error: the theme is given here and under figure
            theme: print
            ^~~~~
            hint: delete one of the two
        """)
  }

  @Test("An unknown theme is reported with the nearest one, or with all")
  func unknown() {
    let names = Theme.all.map(\.name)
    #expect(
      complaint(lecture() + "\nfigure: {theme: drak}") == """
        lesson.yaml:11:17: error: there is no theme drak
            figure: {theme: drak}
                            ^~~~
            hint: did you mean dark?
        """)
    #expect(
      complaint(lecture() + "\ntheme: solarized").hasSuffix(
        "hint: the themes are " + names.dropLast().joined(separator: ", ")
          + " and \(names[names.count - 1])"))
    #expect(
      complaint(lecture() + "\ntheme: [dark]").contains(
        "11:8: error: theme must be " + names.joined(separator: ", ")
          + ", or a mapping of keys to values, not a list\n"))
    #expect(complaint(lecture() + "\ntheme:").contains("11:1: error: theme has no value\n"))
  }

  @Test("A custom theme changes colours of its base, which is light by default")
  func own() throws {
    #expect(
      try theme("theme: {base: dark, forward: '#56B4E9', backward-tint: \"#332200\"}")
        == Theme.dark.recolored(["forward": "#56b4e9", "backward-tint": "#332200"]))
    #expect(
      try theme("figure: {theme: {ink: '#000000'}}") == Theme.light.recolored(["ink": "#000000"]))
    for name in Theme.colorNames {
      #expect(
        try theme("theme: {\(name): '#123456'}") == Theme.light.recolored([name: "#123456"]))
    }
  }

  @Test("The background none makes the page transparent, on the paper of the base")
  func transparent() throws {
    #expect(try theme("theme: {background: none}") == Theme.light.withoutPage())
    let dark = try #require(
      try theme("figure: {theme: {base: dark, background: none, ink: '#ffffff'}}"))
    #expect(dark == Theme.dark.recolored(["ink": "#ffffff"]).withoutPage())
    #expect(dark.page == nil && dark.background == Theme.dark.background)
    #expect(
      complaint(lecture() + "\ntheme: {ink: none}").contains(
        "error: ink must be a colour such as \"#0072b2\"\n"))
    #expect(
      complaint(lecture() + "\ntheme: {background: transparent}") == """
        lesson.yaml:11:21: error: background must be a colour such as "#0072b2", or none
            theme: {background: transparent}
                                ^~~~~~~~~~~
            hint: write background: "#0072b2"
        """)
  }

  @Test("An invalid colour is reported at its place")
  func colors() {
    #expect(
      complaint(lecture() + "\ntheme:\n  forward: bluish\n  ink: '#12345'\n  muted: '#12345٣'")
        == """
        lesson.yaml:12:12: error: forward must be a colour such as "#0072b2"
              forward: bluish
                       ^~~~~~
            hint: write forward: "#0072b2"
        lesson.yaml:13:8: error: ink must be a colour such as "#0072b2"
              ink: '#12345'
                   ^~~~~~~~
            hint: write ink: "#0072b2"
        lesson.yaml:14:10: error: muted must be a colour such as "#0072b2"
              muted: '#12345٣'
                     ^~~~~~~~~
            hint: write muted: "#0072b2"
        3 errors
        """)
    // Without quotes the colour is a comment.
    #expect(
      complaint(lecture() + "\ntheme:\n  forward: #0072b2") == """
        lesson.yaml:12:3: error: forward has no value
              forward: #0072b2
              ^~~~~~~
            hint: write forward: "#0072b2"
        """)
  }

  @Test("An unknown colour name is reported with the nearest one, or with all")
  func keys() {
    #expect(complaint(lecture() + "\ntheme: {foward: '#000000'}").hasSuffix("mean forward?"))
    #expect(
      complaint(lecture() + "\ntheme: {zebra: '#000000'}").hasSuffix(
        "hint: its keys are base, background, ink, muted, "
          + "forward, forward-text, forward-tint, backward, backward-text, backward-tint and input")
    )
    #expect(
      complaint(lecture() + "\ntheme: {base: drak, ink: black}").hasSuffix("\n2 errors"))
  }
}
