extension ShapeInference {
  /// The shape of a function's value.
  func call(
    _ function: Function, _ arguments: [Expression], in whole: Expression
  ) throws(ShapeError) -> Shape? {
    if function == .stacked { return try stacked(arguments, in: whole) }
    let first = try shape(of: arguments[0])
    switch function {
    case .max, .min:
      return arguments.count > 1 ? try broadcast(arguments) : reduced(first)
    case .sum, .mean, .norm, .logSumExp: return reduced(first)
    case .last:
      try report(
        ShapeError(
          "last( ) takes the last time step, but there are no time steps here", about: [whole],
          hint: "write last(Loss[t]) in an equation without time"))
      return first
    case .softmax, .logSoftmax:
      if case .matrix? = first, !isGuess {
        try report(
          ShapeError(
            "\(function.name) takes a vector, but \(arguments[0].text) \(phrase(first))",
            about: [arguments[0]],
            hint: "write \(function.name)(\(arguments[0].text), rows) for each row"))
      }
      return first
    case .crossEntropy, .negativeLogLikelihood, .multiclassHinge:
      return try lossOfClasses(function.name, arguments, first)
    case .binaryCrossEntropy: return try broadcast(arguments)
    case .dot: return try dot(arguments, first)
    case .clip:
      for limit in arguments.dropFirst() {
        try expectNumber(limit, "a limit of clip", hint: "clip(x, low, high) limits each component")
      }
      return first
    case .rowwise(let function): return try rowwise(function, arguments[0], first)
    case .slice(let slice): return try sliced(first, slice, arguments[0], in: whole)
    case .diagonal:
      return first.map { $0 == .scalar ? .scalar : .matrix(rows: $0.count, columns: $0.count) }
    case .oneHot: return try shape(of: arguments[1])
    default: return first
    }
  }

  private func phrase(_ shape: Shape?) -> String { shape?.phrase ?? "" }

  private func reduced(_ shape: Shape?) -> Shape? { shape == nil && !isGuess ? nil : .scalar }

  // MARK: Rows

  private func rowwise(
    _ function: Function, _ operand: Expression, _ shape: Shape?
  ) throws(ShapeError) -> Shape? {
    let keepsShape = function == .softmax || function == .logSoftmax
    switch shape {
    case nil: return nil
    case .matrix(let rows, _)?: return keepsShape ? shape : .vector(rows)
    case .row?: return keepsShape ? shape : .vector(1)
    case .scalar?, .vector?:
      if isGuess { return keepsShape ? shape : .scalar }
      try report(
        ShapeError(
          "\(function.name) by rows takes a matrix, but \(operand.text) \(phrase(shape))",
          about: [operand], hint: "write \(function.name)(\(operand.text))"))
      return nil
    }
  }

  private func lossOfClasses(
    _ name: String, _ arguments: [Expression], _ scores: Shape?
  ) throws(ShapeError) -> Shape? {
    guard case .matrix(let rows, let columns)? = scores else {
      try expectNumber(arguments[1], "the class of \(name)", hint: nil)
      guard let scores, !isGuess else { return .scalar }
      if case .vector = scores { return .scalar }
      try report(
        ShapeError(
          "\(name) takes a vector of scores, but \(arguments[0].text) \(scores.phrase)",
          about: [arguments[0]]))
      return .scalar
    }
    let classes = try shape(of: arguments[1])
    if let classes, !isGuess, classes.count != rows || classes.isMatrix {
      try report(
        ShapeError(
          "\(name) of a matrix takes a class for each row: \(arguments[0].text) is "
            + "\(rows)×\(columns) but \(arguments[1].text) \(classes.phrase)",
          about: [arguments[1], arguments[0]],
          hint: classes.count == columns ? "a minibatch has a row for each sample" : nil))
    }
    return .vector(rows)
  }

  private func dot(_ arguments: [Expression], _ first: Shape?) throws(ShapeError) -> Shape? {
    let second = try shape(of: arguments[1])
    guard let first, let second, !isGuess else { return .scalar }
    if !first.isMatrix, !second.isMatrix, first.count == second.count { return .scalar }
    try report(
      ShapeError(
        "dot takes two vectors of the same length, but \(arguments[0].text) \(first.phrase) and "
          + "\(arguments[1].text) \(second.phrase)", about: [arguments[1], arguments[0]],
        hint: first.isMatrix || second.isMatrix ? "* is the product of matrices" : nil))
    return .scalar
  }

  // MARK: Parts and wholes

  private func stacked(_ entries: [Expression], in whole: Expression) throws(ShapeError) -> Shape? {
    guard entries.count > 1 else {
      let operand = try shape(of: entries[0])
      if isGuess { return nil }
      let name = entries[0].symbols.first?.symbol.name ?? "h"
      try report(
        ShapeError(
          "stack( ) of one operand takes all its time steps, but there are none here",
          about: [whole],
          hint: "write stack(\(name)[t]) in an equation without time, or \(name)[t-2..t]"))
      return operand
    }
    guard let shapes = try shapes(of: entries) else { return nil }
    let first = shapes[0]
    for (entry, shape) in zip(entries, shapes) where shape.isMatrix || shape.count != first.count {
      if isGuess { return nil }
      try report(
        shape.isMatrix
          ? ShapeError(
            "stack( ) writes numbers or vectors into rows, but \(entry.text) \(shape.phrase)",
            about: [entry], hint: "[A; B] puts matrices one above the other")
          : ShapeError(
            "\(entries[0].text) \(first.phrase) but \(entry.text) \(shape.phrase), "
              + "so they cannot be stacked", about: [entry, entries[0]]))
      return nil
    }
    let areNumbers = shapes.allSatisfy { $0 == .scalar }
    return areNumbers ? .vector(entries.count) : .matrix(rows: entries.count, columns: first.count)
  }

  private func sliced(
    _ shape: Shape?, _ slice: Slice, _ operand: Expression, in whole: Expression
  ) throws(ShapeError) -> Shape? {
    guard let shape else { return isGuess ? likelySlice(slice) : nil }
    var rows = 1..<1
    var columns = 0..<shape.columns
    let isMatrix = shape.isMatrix
    if shape == .scalar || !isMatrix && slice.columns != nil {
      if isGuess { return likelySlice(slice) }
      try report(
        ShapeError(
          "\(operand.text) \(shape.phrase), so it has no slice [\(slice.text)]", about: [whole],
          hint: shape == .scalar ? nil : "a vector has no columns: write [\(slice.rows.text)]"))
      return nil
    }
    let length = isMatrix ? shape.rows : shape.count
    for (bounds, length, noun) in [
      (slice.rows, length, isMatrix ? "rows" : "components"),
      (slice.columns ?? Slice.Bounds(start: nil, end: nil), shape.columns, "columns"),
    ] where isMatrix || noun == "components" {
      guard let range = bounds.range(of: length) else {
        if isGuess { return likelySlice(slice) }
        try report(
          ShapeError(
            "\(operand.text) has \(length) \(noun), so it has no slice \(bounds.text)",
            about: [whole],
            hint: "they are counted from 0 to \(length - 1), and the end is not part of a slice"))
        return nil
      }
      if noun == "columns" { columns = range } else { rows = range }
    }
    switch shape {
    case .scalar: return nil
    case .vector: return .vector(rows.count)
    case .row: return .row(rows.count)
    case .matrix: return .matrix(rows: rows.count, columns: columns.count)
    }
  }

  private func likelySlice(_ slice: Slice) -> Shape? {
    slice.columns == nil ? slice.rows.count.map(Shape.vector) : nil
  }
}
