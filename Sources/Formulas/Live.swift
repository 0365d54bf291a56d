extension Notation {
  /// Where a number of a formula comes from, and how it is written there.
  public struct Live: Hashable, Sendable {
    /// What is written.
    public enum Source: Hashable, Sendable {
      /// A component of a value, rows one after another.
      case number(origin: String, component: Int)
      /// The sign between a formula with rounded numbers and its rounded result: = or ≈.
      case relation(Expression, result: String)
    }

    /// Which numbers are in parentheses in its place.
    public enum Form: String, Hashable, Sendable {
      /// None.
      case bare
      /// A negative one, as in 3 · (−5).
      case factor
      /// A negative one and a power of ten, as below an exponent.
      case base
    }

    /// What is written.
    public let source: Source
    /// Which numbers are in parentheses there.
    public let form: Form
    /// With how many significant digits.
    public let digits: Int

    /// Creates a source.
    public init(_ source: Source, form: Form, digits: Int) {
      self.source = source
      self.form = form
      self.digits = digits
    }
  }
}
