/// How a language reads formulas aloud: one table a language.
///
///     Language.italian.spokenWords.integer(28)  // "ventotto"
public protocol SpokenWords: Sendable {
  /// A whole number from 0 to 999,999 in words.
  func integer(_ number: Int) -> String
  /// What stands between the whole part and the digits of a decimal.
  var point: String { get }
  /// An operator, relation or mark.
  func word(for sign: Notation.Sign) -> String
  /// Between the lengths of a matrix, as in "two by three".
  var by: String { get }
  /// Before the Euclidean norm of what is too large to write out; figures show it too.
  var norm: String { get }
  /// After a derivative's function: f′.
  var prime: String { get }
  /// After what is squared.
  var squared: String { get }
  /// After what is cubed.
  var cubed: String { get }
  /// After what has another exponent.
  func raised(to exponent: String) -> String
  /// After a quantity whose n-th operation is meant.
  func operation(_ number: String) -> String
  /// After a vector of which one component is meant.
  func component(_ index: String) -> String
  /// After a function, what it is applied to.
  func applied(to argument: String) -> String
  /// A part in parentheses.
  func parenthesized(_ part: String) -> String
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
  /// √x.
  func squareRoot(of part: String) -> String
  /// A column of numbers.
  func vector(_ components: [String]) -> String
  /// A row of anything, or a column of formulas.
  func stack(_ parts: [String], isRow: Bool) -> String
  /// A matrix, by its rows.
  func matrix(_ rows: [[String]]) -> String
  /// A vector or matrix that is too large to be read out, by its size and its largest entry.
  func large(rows: Int, columns: Int, largest: String) -> String
}
