/// How a language reads formulas aloud: one table per language.
///
///     Language.italian.spokenWords.integer(28)  // "ventotto"
public protocol SpokenWords: Sendable {
  /// A whole number from 0 to 999,999 in words.
  func integer(_ number: Int) -> String
  /// The word between the whole part and the digits of a decimal.
  var point: String { get }
  /// An operator, relation or mark.
  func word(for sign: Notation.Sign) -> String
  /// The word between the lengths of a matrix, as in "two by three".
  var by: String { get }
  /// The word before the Euclidean norm of a value too large to write out; figures show it too.
  var norm: String { get }
  /// The word after a function's name for its derivative: f′.
  var prime: String { get }
  /// The transpose of a formula of several words.
  func transpose(of formula: String) -> String
  /// The words after a squared quantity.
  var squared: String { get }
  /// The words after a cubed quantity.
  var cubed: String { get }
  /// The words after a quantity with another exponent.
  func raised(to exponent: String) -> String
  /// The words after a vector for one of its components.
  func component(_ index: String) -> String
  /// The words after a function for its argument.
  func applied(to argument: String) -> String
  /// A part in parentheses.
  func parenthesized(_ part: String) -> String
  /// A quantity of a layer of a stack.
  func ofLayer(_ quantity: String, _ number: String) -> String
  /// A quantity of the direction from the last time step to the first.
  func backwards(_ quantity: String) -> String
  /// A quantity that belongs to something else with a name.
  func belonging(_ quantity: String, to owner: String) -> String
  /// 1 where a condition holds, else 0.
  func indicator(of condition: String) -> String
  /// Σ_t of what follows.
  func sum(over index: String) -> String
  /// ∂of/∂variable.
  func derivative(of function: String, by variable: String) -> String
  /// a/b.
  func quotient(_ a: String, _ b: String) -> String
  /// |x|.
  func absoluteValue(of part: String) -> String
  /// ‖x‖.
  func norm(of part: String) -> String
  /// √x.
  func squareRoot(of part: String) -> String
  /// A column of numbers.
  func vector(_ components: [String]) -> String
  /// A row of anything, or a column of formulas.
  func stack(_ parts: [String], isRow: Bool) -> String
  /// A matrix, by its rows.
  func matrix(_ rows: [[String]]) -> String
  /// A vector or matrix too large to read out, by its size and its largest entry.
  func large(rows: Int, columns: Int, largest: String) -> String
}
