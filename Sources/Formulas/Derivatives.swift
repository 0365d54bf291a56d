/// The derivatives of a formula with respect to each of its symbols' occurrences.
///
/// What takes a walk over the whole formula is done once, for all of them:
///
///     let loss = try Formula("h[1]^2 + h[2]^2").expression
///     let derivatives = Derivatives(of: loss, shapes: { _ in .scalar })
///     derivatives.jacobian(withRespectToSlot: 1)  // 2 · h_2
public struct Derivatives {
  private let builder: JacobianBuilder
  private let isOfNumbers: Bool
  private let size: Int
  private let root: FormulaPart
  private let own: Symbol?

  /// Prepares the derivatives of a formula.
  ///
  /// - Parameters:
  ///   - expression: the formula.
  ///   - own: the name of the formula's own value, used where that shortens a derivative.
  ///   - shapes: the shape of each name; the formula must fit them.
  /// - Complexity: O(n · d), n the number of the formula's parts, d its depth.
  public init(
    of expression: Expression, own: Symbol? = nil, shapes: @escaping (Symbol) -> Shape
  ) {
    builder = JacobianBuilder(shapeOf: shapes)
    isOfNumbers = builder.isOfNumbers(expression)
    root = builder.parts(of: isOfNumbers ? expression : builder.grouped(expression))
    size = builder.shape(expression).count
    self.own = own
  }

  /// Returns the Jacobian with respect to one occurrence, as
  /// ``Expression/jacobian(withRespectToSlot:own:shapes:)`` does.
  ///
  /// - Parameter slot: the occurrence, counted from 0 in order of appearance.
  /// - Complexity: O(d log n + r), d the depth, n the width of a sum, r the size of the result.
  public func jacobian(withRespectToSlot slot: Int) -> Expression? {
    if isOfNumbers { return root.derivative(withRespectToSlot: slot, own: own) }
    guard slot < root.symbolCount,
      let factors = builder.path(root, toSlot: slot, own.map { .symbol($0) })
    else { return nil }
    return builder.product(of: factors, size: size)
  }

  /// Returns the sum of the Jacobians with respect to several occurrences: the whole derivative with
  /// respect to a symbol that occurs several times.
  ///
  ///     let state = try Formula("(1 - z)*n + z*h").expression
  ///     Derivatives(of: state, shapes: { _ in .scalar })
  ///       .jacobian(withRespectToSlots: [0, 2])  // h − n
  ///
  /// - Parameter slots: the occurrences, counted from 0 in order of appearance; at least one.
  /// - Returns: `nil` if there is no formula for one of them.
  public func jacobian(withRespectToSlots slots: [Int]) -> Expression? {
    if slots.count == 1 { return jacobian(withRespectToSlot: slots[0]) }
    if isOfNumbers {
      // Of a · a · … · a, the derivatives with respect to neighbours are the same.
      var terms: [(term: Expression, count: Int)] = []
      for (index, slot) in slots.enumerated() {
        if index > 0, root.areAlike(slots[index - 1], slot) {
          terms[terms.count - 1].count += 1
        } else {
          terms.append((root.derivative(withRespectToSlot: slot, own: own), 1))
        }
      }
      return Expression.total(of: terms, areNumbers: true)
    }
    var paths: [[Factor]] = []
    for slot in slots {
      guard slot < root.symbolCount,
        let factors = builder.path(root, toSlot: slot, own.map { .symbol($0) })
      else { return nil }
      paths.append(factors)
    }
    // diag(a) − diag(b) is diag(a − b).
    let diagonals = paths.compactMap { builder.diagonal(of: $0) }
    if diagonals.count == paths.count {
      let vector = Expression.total(of: diagonals.map { ($0, 1) }, areNumbers: false)
      return Expression(.call(.diagonal, [vector]))
    }
    return Expression.total(
      of: paths.map { (builder.product(of: $0, size: size), 1) }, areNumbers: false)
  }

  /// Returns what one occurrence contributes to its symbol's gradient, as
  /// ``Expression/gradientTerm(ofSlot:own:upstream:shapes:)`` does.
  ///
  /// - Parameters:
  ///   - slot: the occurrence, counted from 0 in order of appearance.
  ///   - upstream: the name of the gradient of the formula's value.
  /// - Complexity: as that of ``jacobian(withRespectToSlot:)``.
  public func gradientTerm(ofSlot slot: Int, upstream: Symbol) -> Expression? {
    let delta = Expression.symbol(upstream)
    if isOfNumbers {
      let local = root.derivative(withRespectToSlot: slot, own: own)
      switch local.kind {
      case .number(1): return delta
      case .product(let factors): return Expression(.product(factors + [delta]))
      default: return Expression(.product([local, delta]))
      }
    }
    guard slot < root.symbolCount else { return nil }
    let own = own.map { Expression.symbol($0) }
    if let outer = builder.outerProduct(root, slot, own) {
      return builder.gradientTerm(outer, delta)
    }
    return builder.adjoint(root, slot, own, delta)
  }
}
