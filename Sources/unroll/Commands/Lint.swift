import ArgumentParser
import Figures
import Formulas
import Look
import Publishing
import UnrollKit

/// `unroll lint`: what makes figures hard to read.
struct Lint: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Reports what is too small, crowded, pale or without text.",
    discussion: """
      Letters smaller than a fiftieth of the page's height, items that overlap, leave the canvas \
      or have no space, contrast below 4.5 for text and 3 for lines, steps without text: one \
      problem per line. Exit code 65 if there are any.

        unroll lint lesson.yaml
        unroll lint lesson.yaml --canvas 4:3 --theme light,print
      """)

  @Argument(
    help: "The lesson file; - reads standard input.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var lesson: String

  @OptionGroup(title: "The look")
  var look: FigureOptions

  func run() throws {
    try Failure.reported {
      let illustration = try Illustration(
        of: LessonSource(lesson).read(), with: look.overrides())
      let scenes = try look.themes(or: illustration.theme).map {
        try illustration.colored($0).scene()
      }
      // Themes differ only in their colours.
      var seen: Set<Problem> = []
      let problems = scenes.flatMap(\.problems).filter { seen.insert($0).inserted }
      let lines = problems.isEmpty ? [praise(scenes)] : problems.map(\.description)
      try StandardOutput.write(lines.joined(separator: "\n") + "\n")
      guard problems.isEmpty else {
        let count = "\(problems.count) problem\(problems.count == 1 ? "" : "s")"
        throw Failure.lesson("\(count) in the figures of \(self.lesson)")
      }
    }
  }

  /// What was checked, if nothing is wrong.
  private func praise(_ scenes: [Scene]) -> String {
    let contrasts = scenes.flatMap(\.theme.contrasts)
    func least(_ isText: Bool) -> String { Theme.least(of: contrasts, isText: isText) }
    let letters = scenes.map(\.smallestLetters).min() ?? 1
    return "No problems: \(scenes.first?.storyboard.steps.count ?? 0) steps with text, nothing "
      + "crowded, letters 1/\(Int(1 / letters)) of the height or more, contrast \(least(true)) "
      + "for text and \(least(false)) for lines."
  }
}
