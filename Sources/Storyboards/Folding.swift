/// Which time steps a drawing folds: it shows each as a single box that passes its states on.
///
///     Storyboard(of: trace, asking: ["h_0"], title: nil, folding: .unnamed)  // all of them
public enum Folding: Hashable, Sendable {
  /// None.
  case none
  /// Those that the deck does not show one quantity at a time.
  case untold
  /// Those, and all time steps of a cell that works like one before it, such as another layer or the
  /// other direction.
  case alike
  /// All except the last one, where the backward pass begins, and those with a quantity that the
  /// deck asks about or names.
  case notLast
  /// All except the last one of the cells that work like none before.
  case alikeNotLast
  /// All except those with a quantity that the deck asks about or names.
  case unnamed
}
