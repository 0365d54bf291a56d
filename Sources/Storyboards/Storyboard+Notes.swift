import Formulas

extension Storyboard {
  /// Returns the narration of steps as a Markdown file: the deck's title, then a heading and the
  /// words of each step.
  ///
  ///     ## 3. we want the gradient with respect to h_0
  ///
  ///     We want the gradient of the loss with respect to h zero. …
  public func notes(of steps: [Step]) -> String {
    let heading = title.map { "# \($0.markdown)\n\n" } ?? ""
    return heading
      + steps.map { step in
        "## \(step.number). \(step.caption.plain.markdown)\n\n\(step.narration.markdown)\n"
      }.joined(separator: "\n")
  }
}
