import ArgumentParser
import Figures
import Formulas
import Publishing
import Storyboards
import UnrollKit

/// `unroll handout`: several steps on each page of A4.
struct MakeHandout: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "handout",
    abstract: "Lays out the steps of a lesson on pages of A4, with their captions.",
    discussion: """
        unroll handout lesson.yaml                      lesson-handout.pdf, six steps a page
        unroll handout lesson.yaml -o notes.pdf --up 3  three a page, each with its narration
        unroll handout lesson.yaml -o handout.png --up 4 --steps 7-18
                                                        handout-1.png, …: a file a page
      """)

  @Argument(
    help: "The lesson file; - reads standard input.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var lesson: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      """
      handout.pdf with all pages; handout.svg, handout.png or handout-%d.pdf with a page each; a \
      folder, or - for standard output; may be repeated. (default: named after the lesson, with \
      -handout.pdf)
      """, valueName: "path"), completion: .file())
  var output: [String] = []

  @Option(help: "How many steps share a page: 1, 2, 3 (each with its narration), 4 or 6.")
  var up = 6

  @Option(help: StepSelection.help, completion: StepSelection.completion)
  var steps: StepSelection?

  @Option(
    name: .shortAndLong,
    help: "The format in a folder or on standard output; may be repeated. (default: pdf)")
  var format: [FigureFormat] = []

  @OptionGroup
  var pictures: PictureOptions

  // In points; enough for most readers on paper.
  private static let leastLetters = 5.5

  // The next number of steps with larger letters.
  private static let fewer = [6: 4, 4: 2, 3: 2, 2: 1]

  /// One file with all pages; frames in a folder where formats are named.
  private func usualOutput(_ name: String) -> String {
    "\(LessonFileName.safe(name))-handout" + (format.isEmpty ? ".pdf" : "/")
  }

  func validate() throws {
    guard Handout.Arrangement(rawValue: up) != nil else {
      throw ValidationError("--up \(up): a page holds 1, 2, 3, 4 or 6 steps")
    }
  }

  func run() throws {
    try Failure.reported {
      let source = try LessonSource(lesson)
      let layout = try PaperLayout(
        of: source.read(), Handout.Arrangement(rawValue: up) ?? .six, with: pictures.overrides)
      let themes = pictures.look.themes(or: layout.theme)
      let chosen = try steps.chosen(from: layout.steps)
      let outputs = output.isEmpty ? [usualOutput(source.name)] : output
      let plans = try outputs.map {
        try OutputPlan(
          argument: $0, lessonName: source.name,
          formats: format.isEmpty ? [.picture(.pdf)] : format.map { .picture($0) }, decks: [.pdf])
      }
      let count = (chosen.count + up - 1) / up
      for plan in plans {
        guard !plan.isStream || count == 1 || !plan.decks.isEmpty else {
          throw Failure.usage(
            "-o \(plan.argument): a stream holds one page, not \(count); choose fewer steps "
              + "with --steps, or name a file or a folder")
        }
        try pictures.look.check(plan, themes)
      }
      try Terminal.warnOfMissingFont()
      var files: [String] = []
      var letters = Double.infinity
      for theme in themes {
        let pages = try layout.pages(of: chosen, in: theme)
        letters = pages.smallestLetters
        let variant = themes.count > 1 ? theme.name : nil
        files += try plans.write(pages.count, variant: variant, deck: { try pages.pdf() }) {
          try pages.rendered(
            $0 - 1, as: $1, pixelsPerInch: pictures.ppi ?? 200,
            id: pictures.ids.id(of: layout.lesson, inFile: $2), variant: variant)
        }
      }
      if letters < Self.leastLetters, let fewer = Self.fewer[up] {
        Terminal.warn(
          "the smallest letters are printed \(NumberStyle(digits: 2).notation(letters).plain) "
            + "points high, which is hard to read; --up \(fewer) makes them larger")
      }
      guard !pictures.quiet, let first = files.first, first != "-" else { return }
      Terminal.say(
        files.count == 1
          ? "Wrote \(first)" : "Wrote \(files.count) files: \(first) … \(files[files.count - 1])")
    }
  }
}
