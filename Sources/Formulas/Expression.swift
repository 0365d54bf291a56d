/// A formula as a tree.
///
/// Sums and products are flat (`a + b + c` is one sum of three terms), so that a loss summed over
/// 100,000 time steps is one wide node and not a deep chain. Equality ignores positions.
public struct Expression: Sendable {
  /// What the tree's root is.
  public indirect enum Kind: Hashable, Sendable {
    /// A literal number.
    case number(Double)
    /// A known value of any shape; if it has a name (I, 0), it is written as that name.
    case value(Value, name: String?)
    /// A name, with its time index if it has one.
    case symbol(Symbol)
    /// −a.
    case negative(Expression)
    /// a + b + …; a − b is a sum with a negative second term.
    case sum([Expression])
    /// a · b · …, from left to right: matrix product, or scaling.
    case product([Expression])
    /// a ⊙ b ⊙ …, component by component.
    case elementwiseProduct([Expression])
    /// a / b.
    case quotient(Expression, Expression)
    /// a ^ b.
    case power(Expression, Expression)
    /// A function applied to its arguments.
    case call(Function, [Expression])
    /// Aᵀ.
    case transpose(Expression)
    /// `[a; b]`: stacked, one above the other.
    case stack([Expression])
    /// `[A, B]`: side by side.
    case beside([Expression])
    /// `v[i]`, with i counted from 0.
    case component(Expression, at: Expression)
  }

  /// What the root is, with its operands.
  public let kind: Kind
  /// Where the root's operator or name is in the text: an offset in Unicode scalars.
  public let position: Int?
  /// What a literal is in the network, if it can be written anew.
  public let origin: String?

  /// Creates a tree from its root.
  public init(_ kind: Kind, position: Int? = nil, origin: String? = nil) {
    self.kind = kind
    self.position = position
    self.origin = origin
  }

  /// Returns a literal.
  public static func number(_ number: Double) -> Expression { Expression(.number(number)) }

  /// Returns a known value, to replace a name.
  ///
  ///     Expression.literal(.vector([1, 2])).notation().plain  // "[1; 2]"
  public static func literal(_ value: Value) -> Expression {
    value.number.map { number($0) } ?? Expression(.value(value, name: nil))
  }

  /// Returns a known value with its source, to replace a name.
  public static func literal(_ sourced: SourcedValue) -> Expression {
    Expression(literal(sourced.value).kind, origin: sourced.origin)
  }

  /// Whether it is a literal number.
  public var isConstant: Bool { if case .number = kind { true } else { false } }

  /// Returns a reference to a quantity.
  public static func symbol(_ symbol: Symbol) -> Expression { Expression(.symbol(symbol)) }

  /// The operands, from left to right.
  public var operands: [Expression] {
    switch kind {
    case .number, .value, .symbol: []
    case .negative(let a), .transpose(let a): [a]
    case .sum(let all), .product(let all), .elementwiseProduct(let all), .stack(let all),
      .beside(let all), .call(_, let all):
      all
    case .quotient(let a, let b), .power(let a, let b), .component(let a, at: let b): [a, b]
    }
  }

  /// Whether the operands are combined component by component, so that a vector goes with each row
  /// of a matrix.
  var isByComponent: Bool {
    switch kind {
    case .sum, .elementwiseProduct, .quotient, .call(.binaryCrossEntropy, _): true
    case .call(.max, let all), .call(.min, let all): all.count > 1
    default: false
    }
  }

  /// Whether it has a step, whose derivative is 0 everywhere.
  ///
  ///     try Formula("W*step(h[t-1])").expression.containsStep  // true
  public var containsStep: Bool {
    if case .call(.step, _) = kind { return true }
    return operands.contains(where: \.containsStep)
  }

  /// The symbols in order of appearance, one entry for each occurrence: `a * a` has two.
  public var symbols: [(symbol: Symbol, position: Int?)] {
    if case .symbol(let symbol) = kind { return [(symbol, position)] }
    return operands.flatMap(\.symbols)
  }

  /// What its literals are in the network, from left to right.
  var origins: [String] { (origin.map { [$0] } ?? []) + operands.flatMap(\.origins) }

  /// Returns the tree with every symbol replaced by what `replacement` returns for it.
  public func replacingSymbols(_ replacement: (Symbol) -> Expression) -> Expression {
    if case .symbol(let symbol) = kind { return replacement(symbol) }
    return mapOperands { $0.replacingSymbols(replacement) }
  }

  /// Returns the formula at time step `step`: `h[t-1]` at 2 is `h[1]`.
  public func at(_ step: Int) -> Expression {
    if case .symbol(let symbol) = kind {
      return Expression(.symbol(symbol.at(step)), position: position)
    }
    return mapOperands { $0.at(step) }
  }

  /// Returns the same root with its operands changed by `transform`.
  public func mapOperands(_ transform: (Expression) throws -> Expression) rethrows -> Expression {
    let changed: Kind =
      switch kind {
      case .number, .value, .symbol: kind
      case .negative(let a): .negative(try transform(a))
      case .transpose(let a): .transpose(try transform(a))
      case .sum(let all): .sum(try all.map(transform))
      case .product(let all): .product(try all.map(transform))
      case .elementwiseProduct(let all): .elementwiseProduct(try all.map(transform))
      case .stack(let all): .stack(try all.map(transform))
      case .beside(let all): .beside(try all.map(transform))
      case .call(let function, let all): .call(function, try all.map(transform))
      case .quotient(let a, let b): .quotient(try transform(a), try transform(b))
      case .power(let a, let b): .power(try transform(a), try transform(b))
      case .component(let a, at: let b): .component(try transform(a), at: try transform(b))
      }
    return Expression(changed, position: position, origin: origin)
  }
}

extension Expression: Hashable {
  /// Returns whether two trees are equal, regardless of their positions in a text.
  public static func == (left: Expression, right: Expression) -> Bool { left.kind == right.kind }

  /// Hashes what equality compares.
  public func hash(into hasher: inout Hasher) { hasher.combine(kind) }
}
