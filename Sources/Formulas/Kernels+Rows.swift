/// Functions of a vector, or of a row of a matrix.
extension Kernels {
  /// One number of many.
  static func reduced(_ a: Input, _ count: Int, _ opcode: Program.Opcode) -> Double {
    switch opcode {
    case .mean: sum(a, count) / Double(count)
    case .greatest: best(a, count, isLargest: true)
    case .least: best(a, count, isLargest: false)
    case .norm: norm(a, count)
    case .logSumExp: logSumExp(a, count)
    default: sum(a, count)
    }
  }

  /// Adds what `reduced` passes back to the adjoints of its numbers.
  static func reducedBackward(
    _ a: Input, _ count: Int, _ opcode: Program.Opcode, result: Double, upstream: Double,
    adjoint: Output
  ) {
    switch opcode {
    case .mean:
      let part = upstream / Double(count)
      for i in 0..<count { adjoint[i] += part }
    case .greatest, .least:
      var winners = 0.0
      for i in 0..<count where a[i] == result { winners += 1 }
      for i in 0..<count where a[i] == result { adjoint[i] += upstream / winners }
    case .norm:
      // At 0 there is no slope: 0, as in PyTorch.
      if result != 0 { for i in 0..<count { adjoint[i] += upstream * (a[i] / result) } }
    case .logSumExp:
      let (largest, sum) = exponentialSum(a, count)
      for i in 0..<count {
        adjoint[i] += upstream * (Function.exp.value(a[i] - largest) / sum)
      }
    default: for i in 0..<count { adjoint[i] += upstream }
    }
  }

  /// As many numbers as there are.
  static func normalize(_ a: Input, into output: Output, _ count: Int, _ opcode: Program.Opcode) {
    switch opcode {
    case .softmax:
      let (largest, sum) = exponentialSum(a, count)
      for i in 0..<count { output[i] = Function.exp.value(a[i] - largest) / sum }
    case .logSoftmax:
      let (largest, sum) = exponentialSum(a, count)
      let logarithm = Function.log.value(sum)
      for i in 0..<count { output[i] = a[i] - largest - logarithm }
    default:
      let (mean, inverse) = moments(a, count)
      for i in 0..<count { output[i] = (a[i] - mean) * inverse }
    }
  }

  /// Adds what `normalize` passes back to the adjoints of its numbers.
  static func normalizeBackward(
    _ a: Input, _ count: Int, _ opcode: Program.Opcode, result: Input, upstream: Input,
    adjoint: Output
  ) {
    switch opcode {
    case .softmax:
      // p ⊙ (upstream − ⟨upstream, p⟩)
      let mean = dot(upstream, result, count)
      for i in 0..<count { adjoint[i] += result[i] * (upstream[i] - mean) }
    case .logSoftmax:
      let total = sum(upstream, count)
      for i in 0..<count { adjoint[i] += upstream[i] - Function.exp.value(result[i]) * total }
    default:
      let inverse = moments(a, count).inverse
      let mean = sum(upstream, count) / Double(count)
      let along = dot(upstream, result, count) / Double(count)
      for i in 0..<count { adjoint[i] += inverse * (upstream[i] - mean - result[i] * along) }
    }
  }
}
