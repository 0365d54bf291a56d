import ArgumentParser
import Formulas
import Storyboards
import UnrollKit

extension Language: ExpressibleByArgument {}

/// `unroll steps`: what a deck says, without drawing it.
struct Steps: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists the steps of a lesson: number, kind, name and caption.",
    discussion: """
      JSON also has each step's alternative text, its narration, and the names of the items that \
      are visible and hot.

        unroll steps lesson.yaml
        unroll steps lesson.yaml --steps "sum h_1, backward h_2->h_1, forward last"
        unroll steps lesson.yaml --format json --language it | jq -r '.steps[].words'
      """)

  @OptionGroup
  var text: TextOptions

  @Option(help: "The language of all text: en or it. (default: the lesson's)")
  var language: Language?

  @OptionGroup(title: "The look")
  var look: FigureOptions

  @Option(help: StepSelection.help, completion: StepSelection.completion)
  var steps: StepSelection?

  func validate() throws {
    if look.theme != nil { throw ValidationError("--theme: the text is the same in every theme") }
  }

  func run() throws {
    try Failure.reported {
      let deck = try Illustration(
        of: LessonSource(text.lesson).read(), with: look.overrides(in: language))
      let chosen = try steps.chosen(from: deck.steps)
      try text.write(table: table(chosen), json: deck.storyboard.json(of: chosen))
    }
  }

  private func table(_ steps: [Step]) -> String {
    let rows =
      [["step", "kind", "name", "caption"]]
      + steps.map { ["\($0.number)", $0.kind.rawValue, $0.name, $0.caption.plain] }
    return TextTable.lines(rows, [.right, .left, .left]).map { $0 + "\n" }.joined()
  }
}
