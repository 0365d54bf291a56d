import Formulas

extension SplitMix64 {
  /// A formula whose value has a given shape, with vectors and matrices of one to three rows and
  /// columns: functions of rows, slices, stacks, products and what is spread over rows.
  ///
  /// Its symbols are named by their shapes, as `shape(ofName:)` reads them.
  public mutating func formula(of shape: Shape, depth: Int) -> Expression {
    guard depth > 0, Int.random(in: 0..<8, using: &self) > 0 else { return leaf(shape) }
    switch shape {
    case .scalar: return number(depth: depth - 1)
    case .vector(let count), .row(let count): return vector(count, depth: depth - 1)
    case .matrix(let rows, let columns): return matrix(rows, columns, depth: depth - 1)
    }
  }

  /// The shape of a symbol of such a formula.
  public static func shape(ofName name: String) -> Shape {
    let sizes = name.compactMap(\.wholeNumberValue)
    switch sizes.count {
    case 0: return .scalar
    case 1: return .vector(sizes[0])
    default: return .matrix(rows: sizes[0], columns: sizes[1])
    }
  }

  private mutating func leaf(_ shape: Shape) -> Expression {
    switch shape {
    case .scalar: .symbol(Symbol(pick(["a", "b"])))
    case .vector(let count), .row(let count): .symbol(Symbol(pick(["v", "w"]) + "_\(count)"))
    case .matrix(let rows, let columns): .symbol(Symbol(pick(["M", "N"]) + "_\(rows)\(columns)"))
    }
  }

  private mutating func size() -> Int { Int.random(in: 1...3, using: &self) }

  private mutating func plain(_ u: Expression) -> Expression {
    Expression(.call(pick([.tanh, .sigmoid, .sin, .softplus, .identity]), [u]))
  }

  /// A number between 1 and 2, which can divide and have a root.
  private mutating func positive(_ shape: Shape, depth: Int) -> Expression {
    let part = Expression(.call(.sigmoid, [formula(of: shape, depth: depth)]))
    return Expression(.sum([.number(1), part]))
  }

  private mutating func number(depth: Int) -> Expression {
    let count = size() + 1
    let whole: Shape =
      Bool.random(using: &self) ? .vector(count) : .matrix(rows: size(), columns: count)
    func vector(_ random: inout SplitMix64) -> Expression {
      random.formula(of: .vector(count), depth: depth)
    }
    switch Int.random(in: 0..<7, using: &self) {
    case 0, 1:
      let function = pick([Function.sum, .mean, .norm, .logSumExp, .max, .min])
      return Expression(.call(function, [formula(of: whole, depth: depth)]))
    case 2: return Expression(.call(.dot, [vector(&self), vector(&self)]))
    case 3: return Expression(.product([Expression(.transpose(vector(&self))), vector(&self)]))
    case 4:
      let loss = pick([Function.crossEntropy, .negativeLogLikelihood, .multiclassHinge])
      return Expression(.call(loss, [vector(&self), .number(pick([0, 1]))]))
    case 5:
      // One component is a number.
      return Expression(
        .product([formula(of: .vector(1), depth: depth), formula(of: .vector(1), depth: depth)]))
    default:
      return Expression(
        .quotient(formula(of: .scalar, depth: depth), positive(.scalar, depth: depth)))
    }
  }

  private mutating func vector(_ count: Int, depth: Int) -> Expression {
    let other = size() + 1
    func part(_ shape: Shape, _ random: inout SplitMix64) -> Expression {
      random.formula(of: shape, depth: depth)
    }
    let own = Shape.vector(count)
    switch Int.random(in: 0..<14, using: &self) {
    case 0: return plain(part(own, &self))
    case 1:
      return Expression(.sum([part(own, &self), part(pick([own, .scalar, .vector(1)]), &self)]))
    case 2:
      return Expression(
        .elementwiseProduct([part(own, &self), part(own, &self), part(.scalar, &self)]))
    case 3: return Expression(.product([part(.scalar, &self), part(own, &self)]))
    case 4: return Expression(.quotient(part(own, &self), positive(own, depth: depth)))
    case 5:
      let matrix = part(.matrix(rows: count, columns: other), &self)
      return Expression(.product([matrix, part(.vector(other), &self)]))
    case 6:
      let bounds = Slice.Bounds(start: other, end: pick([nil, other + count]))
      return Expression(
        .call(.slice(Slice(rows: bounds)), [part(.vector(count + other), &self)]))
    case 7 where count > 1:
      return Expression(.call(.stacked, (0..<count).map { _ in part(.scalar, &self) }))
    case 8:
      let function = pick([Function.sum, .mean, .max, .min, .norm, .logSumExp])
      return Expression(
        .call(.rowwise(function), [part(.matrix(rows: count, columns: other), &self)]))
    case 9:
      let classes = Expression(.stack((0..<count).map { _ in .number(pick([0, 1])) }))
      let loss = pick([Function.crossEntropy, .negativeLogLikelihood, .multiclassHinge])
      return Expression(
        .call(loss, [part(.matrix(rows: count, columns: other), &self), classes]))
    case 10:
      return Expression(.call(pick([.softmax, .logSoftmax, .layerNorm]), [part(own, &self)]))
    case 11: return Expression(.call(.clip, [part(own, &self), .number(-0.6), .number(0.4)]))
    case 12 where count == 1:
      let probability = Expression(.call(.sigmoid, [part(own, &self)]))
      return Expression(.call(.binaryCrossEntropy, [probability, part(own, &self)]))
    case 12:
      return Expression(.stack([part(.vector(count - 1), &self), part(.scalar, &self)]))
    default: return Expression(.call(pick([.max, .min]), [part(own, &self), part(own, &self)]))
    }
  }

  private mutating func matrix(_ rows: Int, _ columns: Int, depth: Int) -> Expression {
    let other = size()
    func part(_ shape: Shape, _ random: inout SplitMix64) -> Expression {
      random.formula(of: shape, depth: depth)
    }
    let own = Shape.matrix(rows: rows, columns: columns)
    // What is spread over it.
    let small: [Shape] = [
      .scalar, .vector(1), .matrix(rows: 1, columns: columns), .matrix(rows: rows, columns: 1), own,
    ]
    switch Int.random(in: 0..<12, using: &self) {
    case 0: return plain(part(own, &self))
    case 1: return Expression(.sum([part(pick(small), &self), part(own, &self)]))
    case 2: return Expression(.sum([part(own, &self), part(.vector(columns), &self)]))
    case 3: return Expression(.elementwiseProduct([part(own, &self), part(pick(small), &self)]))
    case 4: return Expression(.quotient(part(own, &self), positive(pick(small), depth: depth)))
    case 5:
      let left = part(.matrix(rows: rows, columns: other), &self)
      return Expression(.product([left, part(.matrix(rows: other, columns: columns), &self)]))
    case 6:
      return Expression(.transpose(part(.matrix(rows: columns, columns: rows), &self)))
    case 7 where rows > 1:
      return Expression(.call(.stacked, (0..<rows).map { _ in part(.vector(columns), &self) }))
    case 8:
      let slice = Slice(
        rows: .init(start: 1, end: rows + 1), columns: .init(start: nil, end: columns))
      return Expression(
        .call(.slice(slice), [part(.matrix(rows: rows + 1, columns: columns + other), &self)]))
    case 9:
      return Expression(.call(.rowwise(pick([.softmax, .logSoftmax])), [part(own, &self)]))
    case 10: return Expression(.call(pick([.layerNorm]), [part(own, &self)]))
    default: return Expression(.call(.max, [part(own, &self), part(.vector(columns), &self)]))
    }
  }
}
