/// A part of a figure around the graph that can be left out.
public enum Part: String, CaseIterable, Sendable {
  /// The lesson's title, at the top.
  case title
  /// The given quantities.
  case panel
  /// The formula of the step.
  case callout
  /// The step in a sentence, at the bottom.
  case caption
}
