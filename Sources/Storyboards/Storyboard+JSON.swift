import Formulas

extension Storyboard {
  /// Returns steps as JSON in the format `unroll-steps`, version 1: number, kind, title (the
  /// caption as text), alt (what the picture shows), words (the narration), and the visible and the
  /// highlighted (`hot`) items, by their names in figures (`FigureNames`).
  ///
  ///     {"number": 23, "kind": "braces", "title": "the gradient flows from h_2 back to h_1", …
  ///
  /// The text ends with a line feed.
  public func json(of steps: [Step]) -> String {
    let items = namedItems
    // Dots and the gradients that flow through them have one name.
    func list(_ names: [String]) -> String {
      var seen: Set<String> = []
      return "[" + names.filter { seen.insert($0).inserted }.joined(separator: ", ") + "]"
    }
    let lines = steps.map { step in
      let visible = items.filter { shows($0.item, in: step) }
      let hot = visible.filter { step.hot.contains($0.item) }
      return "  {\"number\": \(step.number), \"kind\": \(step.kind.rawValue.quotedForJSON), "
        + "\"title\": \(step.caption.plain.quotedForJSON),\n"
        + "   \"alt\": \(step.alternativeText.quotedForJSON),\n"
        + "   \"words\": \(step.narration.quotedForJSON),\n"
        + "   \"visible\": \(list(visible.map(\.name))), \"hot\": \(list(hot.map(\.name)))}"
    }
    return "{\"format\": \"unroll-steps\", \"version\": 1, "
      + "\"language\": \(language.rawValue.quotedForJSON), \"count\": \(self.steps.count),\n"
      + " \"steps\": [\n" + lines.joined(separator: ",\n") + "]}\n"
  }

  /// All items with their names as JSON, in a fixed order.
  private var namedItems: [(item: Item, name: String)] {
    let names = FigureNames(of: self)
    return spans.keys.filter { $0 != .title || title != nil }.sorted()
      .map { ($0, names[$0].text.quotedForJSON) }
  }
}
