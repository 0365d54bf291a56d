import ArgumentParser
import Formulas
import Storyboards

extension Language: ExpressibleByArgument {}

/// `unroll steps`: what a deck tells, without drawing it.
struct Steps: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists the steps of a lesson: number, kind and caption.",
    discussion: """
      JSON has for each step also its alternative text, its narration, and the names of the items \
      that are visible and hot.

        unroll steps lesson.yaml
        unroll steps lesson.yaml --steps braces,sum
        unroll steps lesson.yaml --format json --language it | jq -r '.steps[].words'
      """)

  @OptionGroup
  var text: TextOptions

  @Option(help: "The words' language: en or it. (default: the lesson's)")
  var language: Language?

  @OptionGroup(title: "The look")
  var look: FigureOptions

  @Option(help: StepSelection.help, completion: StepSelection.completion)
  var steps: StepSelection?

  func validate() throws {
    if look.theme != nil { throw ValidationError("--theme: the words are the same in every theme") }
  }

  func run() throws {
    try Failure.reported {
      let (lesson, trace) = try LessonSource(text.lesson).traced()
      let board = try look.storyboard(of: trace, lesson, in: language)
      let chosen = try steps?.chosen(from: board.steps) ?? board.steps
      try text.write(table: table(chosen), json: board.json(of: chosen))
    }
  }

  private func table(_ steps: [Step]) -> String {
    let rows =
      [("step", "kind", "caption")]
      + steps.map { ("\($0.number)", $0.kind.rawValue, $0.caption.plain) }
    let width = rows.map(\.1.count).max() ?? 0
    return rows.map { number, kind, caption in
      // The head is as wide as any number.
      String(repeating: " ", count: max(0, 4 - number.count)) + number + "  " + kind
        + String(repeating: " ", count: width - kind.count) + "  " + caption + "\n"
    }.joined()
  }
}
