/// Why the operands of a formula do not fit together.
public struct ShapeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, with both shapes, in a sentence without a full stop.
  public let message: String
  /// Where the operand that does not fit starts: an offset in Unicode scalars into the formula's
  /// text; `nil` for a tree without a text.
  public let position: Int?
  /// How many Unicode scalars are affected.
  public let length: Int
  /// The names in the operands affected, starting with those of the operand at `position`.
  public let symbols: [Symbol]
  /// What to do, if known.
  public let hint: String?

  /// Creates an error about operands, the likeliest culprit first.
  init(_ message: String, about operands: [Expression], hint: String? = nil) {
    self.message = message
    position = operands.first?.start
    symbols = operands.flatMap { $0.symbols.map(\.symbol) }
    length =
      if case .symbol(let symbol)? = operands.first?.kind {
        symbol.text.unicodeScalars.count
      } else {
        1
      }
    self.hint = hint
  }

  /// The place, the message and the hint in one line.
  public var description: String {
    (position.map { "\($0 + 1): " } ?? "") + message + (hint.map { " (\($0))" } ?? "")
  }
}

extension Expression {
  /// Where the tree starts in its text: the least position in it.
  public var start: Int? {
    operands.compactMap(\.start).min().map { min($0, position ?? $0) } ?? position
  }
}
