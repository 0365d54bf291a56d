import ArgumentParser
import Publishing
import UnrollKit

/// `unroll compare`: two lessons with the same network in one drawing.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draws two lessons with the same network in one layout: only the numbers change.",
    discussion: """
      One frame for each lesson; below each graph, the size of the gradient at every time step, on \
      the same scale.

        unroll compare vanishing.yaml exploding.yaml      vanishing-exploding/, two frames
        unroll compare one.yaml two.yaml -o fig.png
      """)

  @Argument(help: "The first lesson file.", completion: .file(extensions: ["yaml", "yml", "json"]))
  var first: String

  @Argument(
    help: "The second lesson file.", completion: .file(extensions: ["yaml", "yml", "json"]))
  var second: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "fig.svg, fig.png, fig.pdf, or a folder; may be repeated. (default: a folder named after both)",
      valueName: "path"), completion: .file())
  var output: [String] = []

  @Option(name: .shortAndLong, help: "The format in a folder; may be repeated. (default: svg)")
  var format: [FigureFormat] = []

  @OptionGroup
  var pictures: PictureOptions

  func validate() throws {
    guard first != "-" || second != "-" else {
      throw ValidationError("standard input holds one lesson; name a file for the other")
    }
  }

  func run() throws {
    try Failure.reported {
      let sources = try [LessonSource(first), LessonSource(second)]
      let lessons = try sources.map { try $0.read() }
      let comparison = try Illustration(
        comparing: lessons[0], with: lessons[1], titles: (sources[0].name, sources[1].name),
        overrides: pictures.overrides)
      let name = sources.map(\.name).joined(separator: "-")
      let plans = try (output.isEmpty ? [LessonFileName.safe(name) + "/"] : output).map {
        try OutputPlan(
          argument: $0, lessonName: name,
          formats: (format.isEmpty ? [.svg] : format).map { .picture($0) }, decks: [.pdf])
      }
      let themes = pictures.look.themes(or: comparison.theme)
      for plan in plans {
        try plan.check(chosenSteps: comparison.steps.count)
        try pictures.look.check(plan, themes)
      }
      try Terminal.warnOfMissingFont()
      if let lesson = lessons.first(where: \.hasTraining) {
        Terminal.warnOfTraining(in: lesson, "a comparison")
      }
      let files = try themes.flatMap { theme in
        let figure = comparison.colored(theme)
        let variant = themes.count > 1 ? theme.name : nil
        return try plans.write(
          figure.steps.count, variant: variant, deck: { try figure.deck(as: .pdf) }
        ) {
          try figure.rendered(
            figure.steps[$0 - 1], as: $1, pixelsPerInch: pictures.ppi ?? 144,
            id: pictures.ids.id(of: figure.lesson, inFile: $2), variant: variant)
        }
      }
      if !pictures.quiet { Terminal.say("Wrote \(files.joined(separator: " and "))") }
    }
  }
}
