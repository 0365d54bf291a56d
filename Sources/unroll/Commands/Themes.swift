import ArgumentParser
import Formulas
import Look
import Publishing

/// `unroll themes`: the themes and their colours.
struct Themes: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists the themes, what each is for, and its lowest contrast.",
    discussion: """
      The contrast, from 1 to 21 as in WCAG 2.2, is that of the palest text and the palest line; \
      4.5 and 3 are required. Change a theme's colours in the lesson:

        theme: {base: dark, forward: "#56b4e9", backward: "#e69f00"}

        unroll themes                             this list
        unroll render lesson.yaml --theme dark
      """)

  func run() throws {
    try Failure.reported {
      let rows =
        [["theme", "text", "lines", "what it is for"]]
        + Theme.all.map { theme in
          [
            theme.name, Theme.least(of: theme.contrasts, isText: true),
            Theme.least(of: theme.contrasts, isText: false),
            theme.purpose,
          ]
        }
      let lines = TextTable.lines(rows, [.left, .right, .right])
      let colors = "The colours of a theme: " + Theme.colorNames.joined(separator: ", ") + "."
      try StandardOutput.write((lines + ["", colors, ""]).joined(separator: "\n"))
    }
  }
}
