/// Loops over contiguous numbers; matrices are stored row by row.
enum Kernels {
  typealias Input = UnsafePointer<Double>
  typealias Output = UnsafeMutablePointer<Double>

  static func sum(_ a: Input, _ count: Int) -> Double {
    var total = 0.0
    for i in 0..<count { total += a[i] }
    return total
  }

  /// The largest or smallest number.
  static func best(_ a: Input, _ count: Int, isLargest: Bool) -> Double {
    var best = a[0]
    for i in 1..<max(1, count) { best = Program.better(best, a[i], isLargest: isLargest) }
    return best
  }

  /// √(Σ a²), scaled by a power of two, so that squares neither overflow nor underflow.
  static func norm(_ a: Input, _ count: Int) -> Double {
    if count == 1 { return abs(a[0]) }
    var largest = 0.0
    for i in 0..<count { largest = Program.better(largest, abs(a[i]), isLargest: true) }
    guard largest > 0, largest.isFinite else { return largest }
    let exponent = largest.exponent
    var squares = 0.0
    for i in 0..<count {
      let scaled = Double(sign: .plus, exponent: -exponent, significand: a[i])
      squares += scaled * scaled
    }
    return Double(sign: .plus, exponent: exponent, significand: squares.squareRoot())
  }

  /// log Σ eᵃ.
  static func logSumExp(_ a: Input, _ count: Int) -> Double {
    let (largest, sum) = exponentialSum(a, count)
    return largest.isInfinite ? largest : largest + Function.log.value(sum)
  }

  /// What layer normalization adds to the variance, as PyTorch does.
  private static let leastVariance = 1e-5

  /// The mean, and 1/√(variance + 10⁻⁵) with the variance divided by n.
  static func moments(_ a: Input, _ count: Int) -> (mean: Double, inverse: Double) {
    let mean = sum(a, count) / Double(count)
    var squares = 0.0
    for i in 0..<count { squares += (a[i] - mean) * (a[i] - mean) }
    return (mean, 1 / (squares / Double(count) + leastVariance).squareRoot())
  }

  /// The largest number, and Σ eᵃ after subtracting it, so that nothing overflows.
  static func exponentialSum(_ a: Input, _ count: Int) -> (largest: Double, sum: Double) {
    var largest = a[0]
    for i in 1..<max(1, count) { largest = Program.better(largest, a[i], isLargest: true) }
    var sum = 0.0
    for i in 0..<count { sum += Function.exp.value(a[i] - largest) }
    return (largest, sum)
  }

  /// The dot product, in four partial sums, since with one each addition would wait for the last.
  @inline(__always)
  static func dot(_ a: Input, _ b: Input, _ count: Int) -> Double {
    var sums = SIMD4<Double>()
    let whole = count & ~3
    var i = 0
    while i < whole {
      sums += SIMD4(a[i], a[i + 1], a[i + 2], a[i + 3]) * SIMD4(b[i], b[i + 1], b[i + 2], b[i + 3])
      i += 4
    }
    var total = 0.0
    while i < count {
      total += a[i] * b[i]
      i += 1
    }
    return sums.sum() + total
  }

  /// y += factor · x.
  @inline(__always)
  static func add(_ factor: Double, _ x: Input, to y: Output, _ count: Int) {
    for i in 0..<count { y[i] += factor * x[i] }
  }

  /// out = A · B.
  static func multiply(
    _ a: Input, _ b: Input, into out: Output, _ rows: Int, _ inner: Int, _ columns: Int
  ) {
    if columns == 1 {
      for i in 0..<rows { out[i] = dot(a + i * inner, b, inner) }
      return
    }
    for i in 0..<rows * columns { out[i] = 0 }
    for i in 0..<rows {
      for k in 0..<inner {
        add(a[i * inner + k], b + k * columns, to: out + i * columns, columns)
      }
    }
  }

  /// Adds upstream · Bᵀ to A's adjoint and Aᵀ · upstream to B's.
  static func multiplyBackward(
    _ a: Input, _ b: Input, _ upstream: Input, adjointA: Output, adjointB: Output,
    _ rows: Int, _ inner: Int, _ columns: Int
  ) {
    for i in 0..<rows {
      if columns == 1 {
        let factor = upstream[i]
        if factor == 0 { continue }
        add(factor, b, to: adjointA + i * inner, inner)
        add(factor, a + i * inner, to: adjointB, inner)
        continue
      }
      let row = upstream + i * columns
      for k in 0..<inner {
        adjointA[i * inner + k] += dot(row, b + k * columns, columns)
        add(a[i * inner + k], row, to: adjointB + k * columns, columns)
      }
    }
  }
}
