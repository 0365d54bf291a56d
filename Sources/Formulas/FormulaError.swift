/// What is wrong with a formula's text, and where.
public struct FormulaError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, in a sentence without a full stop.
  public let message: String
  /// The offset of the place in the formula's text, in Unicode scalars from 0.
  public let position: Int
  /// How many Unicode scalars are affected.
  public let length: Int
  /// What to do, if known.
  public let hint: String?

  /// Creates an error at a place.
  public init(_ message: String, at position: Int, length: Int = 1, hint: String? = nil) {
    self.message = message
    self.position = position
    self.length = length
    self.hint = hint
  }

  /// The place, the message and the hint in one line.
  public var description: String {
    "\(position + 1): \(message)" + (hint.map { " (\($0))" } ?? "")
  }
}
