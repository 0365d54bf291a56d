extension JacobianBuilder {
  /// Writes 1ᵀ · diag(v) as vᵀ and diag(v) · 1 as v.
  func withoutOnes(_ parts: [Factor]) -> [Factor] {
    parts.reduce(into: []) { result, part in
      switch (result.last, part) {
      case (.full(let ones)?, .diagonal(let vector))
      where ones.isTransposedOnes && isVector(vector):
        result[result.count - 1] = .full(.transposed(vector))
      case (.diagonal(let vector)?, .full(let ones)) where ones.isOnes && isVector(vector):
        result[result.count - 1] = .full(vector)
      default: result.append(part)
      }
    }
  }

  private func isVector(_ expression: Expression) -> Bool {
    if case .vector = shape(expression) { true } else { false }
  }
}

extension Expression {
  /// 1, the vector of ones.
  static func ones(_ size: Int) -> Expression {
    Expression(.value(.vector(Array(repeating: 1, count: size)), name: "1"))
  }

  fileprivate var isOnes: Bool {
    if case .value(.vector, name: "1") = kind { true } else { false }
  }

  fileprivate var isTransposedOnes: Bool {
    if case .transpose(let inner) = kind { inner.isOnes } else { false }
  }
}
