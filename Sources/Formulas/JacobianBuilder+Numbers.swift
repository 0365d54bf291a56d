extension JacobianBuilder {
  /// The tree with each operand of one component that is read as a number written as one: for u of
  /// one component and v of three, u * v as u[0] * v.
  ///
  /// - Parameter expression: a root whose operands are written so already.
  func withNumbers(_ expression: Expression) -> Expression {
    let shapes = expression.operands.map(shape)
    guard shapes.contains(where: { $0.count == 1 && $0 != .scalar }) else { return expression }
    var index = -1
    func changed(_ isNumber: (Int) -> Bool) -> Expression {
      withoutActuallyEscaping(isNumber) { isNumber in
        expression.mapOperands { operand in
          index += 1
          return isNumber(index) && shapes[index].count == 1 ? number(operand) : operand
        }
      }
    }
    switch expression.kind {
    case .power, .component: return changed { $0 == 1 }
    case .call(let function, _) where function.takesClasses: return changed { $0 == 1 }
    case .call(.clip, _): return changed { $0 > 0 }
    case .product(let factors): return product(factors, shapes, expression.position)
    default:
      guard expression.isByComponent, shape(expression).count != 1 else { return expression }
      return changed { _ in true }
    }
  }

  private func product(
    _ factors: [Expression], _ shapes: [Shape], _ position: Int?
  ) -> Expression {
    var done = [factors[0]]
    var left = shapes[0]
    for (factor, right) in zip(factors, shapes).dropFirst() {
      let isScaling =
        left != .scalar && right != .scalar && left.matrixProduct(with: right) == nil
      if isScaling, left.count == 1 {
        let whole = done.count == 1 ? done[0] : Expression(.product(done), position: position)
        done = [number(whole)]
      }
      done.append(isScaling && right.count == 1 ? number(factor) : factor)
      left = left.product(with: right) ?? .scalar
    }
    return Expression(.product(done), position: position)
  }

  /// The only component of a value.
  private func number(_ expression: Expression) -> Expression {
    switch shape(expression) {
    case .scalar: expression
    case .vector, .row: Expression(.component(expression, at: .number(0)))
    case .matrix: number(Expression(.component(expression, at: .number(0))))
    }
  }
}
