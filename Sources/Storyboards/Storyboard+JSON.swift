import Formulas

extension Storyboard {
  /// Returns steps as JSON in the format `unroll-steps`, version 1: number, kind, name, section,
  /// title (the caption as text), formula (the lines of the callout that the step shows, as text and
  /// in LaTeX), alt (what the picture shows), words (the narration), and the visible, the
  /// highlighted (`hot`) and the faded items, by their names in figures (`FigureNames`).
  ///
  ///     {"number": 23, "kind": "braces", "name": "backward h_2->h_1", "title": "the gradient flows from h_2 back to h_1",
  ///      … "hot": ["h_2", "h_2->h_1", "h_1->h_2.contribution"], "faded": ["x_1", …]}
  ///
  /// The text ends with a line feed.
  public func json(of steps: [Step]) -> String {
    let items = namedItems
    let sections = sectionNames
    let lines = steps.map { step in
      let visible = items.filter { shows($0.item, in: step) }
      let hot = visible.filter { step.hot.contains($0.item) }
      let focus = focus(of: step)
      let faded = visible.filter { item in focus.map { !$0.contains(item.item) } ?? false }
      return JSONText.object(
        [
          ("number", .integer(step.number)), ("kind", .string(step.kind.rawValue)),
          ("name", .string(step.name)),
          ("section", .string(sections[step.number - 1])),
          ("title", .string(step.caption.plain)),
        ], [("formula", formula(of: step))],
        [("alt", .string(step.alternativeText))], [("words", .string(step.narration))],
        [
          ("visible", Self.list(visible)), ("hot", Self.list(hot)), ("faded", Self.list(faded)),
        ], indent: 3)
    }
    let text = JSONText.object(
      [
        ("format", .string("unroll-steps")), ("version", .integer(1)),
        ("language", .string(language.rawValue)), ("count", .integer(self.steps.count)),
      ],
      [("steps", .lines(lines, indent: 2))])
    return "\(text)\n"
  }

  /// The lines that a step's callout shows.
  private func formula(of step: Step) -> JSONText {
    let lines = step.callout.map { callouts[$0] } ?? []
    let shown = lines.map { $0.grown(to: step.stage) }.filter { $0 != .empty }
    func array(_ texts: [String]) -> JSONText { .array(texts.map { .string($0) }) }
    let object = JSONText.object([
      ("plain", array(shown.map { String($0.plain.drop { $0 == " " }) })),
      ("latex", array(shown.map(\.latex))),
    ])
    return shown.isEmpty ? .null : object
  }

  private typealias NamedItem = (item: Item, name: String)

  /// All items that figures draw, with their names, in a fixed order.
  private var namedItems: [NamedItem] {
    let names = FigureNames(of: self)
    return spans.keys.filter(isDrawn).sorted().map { ($0, names[$0].text) }
  }

  /// Whether figures have the item: where every operation is a node, several readings of an operand
  /// by one reader are one line, named after the first, with no contribution beside it.
  private func isDrawn(_ item: Item) -> Bool {
    switch item {
    case .title: title != nil
    case .edge(let slot): repeatedReadings[slot] == nil
    case .contribution(let slot):
      trace.graph.edgeOperands(of: slot.to).count { $0 == slot.from } == 1
    default: true
    }
  }

  /// The names; the dots of a gap and the gradient that flows through them have the same one.
  private static func list(_ items: [NamedItem]) -> JSONText {
    var known: Set<String> = []
    return .array(items.filter { known.insert($0.name).inserted }.map { .string($0.name) })
  }
}
