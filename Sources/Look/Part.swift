/// What surrounds the graph of a figure and can be left out.
public enum Part: String, CaseIterable, Sendable {
  /// The lesson's title, above.
  case title
  /// What is given.
  case panel
  /// The formula of the step.
  case callout
  /// The step in a sentence, at the foot.
  case caption
}
