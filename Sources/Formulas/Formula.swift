/// A formula: its text and the tree read from it.
///
///     let formula = try Formula("W_h*h[t-1] + W_x*x[t]")
///     formula.expression.symbols.count  // 4
public struct Formula: Hashable, Sendable {
  /// The text as written.
  public let text: String
  /// The tree; positions in it are offsets into `text`.
  public let expression: Expression

  /// Reads a formula.
  ///
  /// - Parameters:
  ///   - text: the formula in the grammar of lesson files.
  ///   - activation: what `f(…)` means in it; without one `f` is unknown.
  /// - Throws: `FormulaError` with the place of the first error.
  public init(_ text: String, activation: Function? = nil) throws(FormulaError) {
    self.text = text
    expression = try Parser.expression(of: text, activation: activation)
  }
}
