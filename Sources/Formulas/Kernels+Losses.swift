/// Losses of scores and a class, and of probabilities and targets.
extension Kernels {
  /// The loss of the scores y for a class; not a number if there is no such class.
  static func lossOfClass(
    _ y: Input, _ count: Int, class number: Double, _ opcode: Program.Opcode
  ) -> Double {
    guard let chosen = Program.index(number, below: count) else { return .nan }
    switch opcode {
    case .negativeLogLikelihood: return -y[chosen]
    case .multiclassHinge:
      var total = 0.0
      for i in 0..<count where i != chosen {
        total += Program.better(1 - y[chosen] + y[i], 0, isLargest: true)
      }
      return total
    default:
      let (largest, sum) = exponentialSum(y, count)
      return largest - y[chosen] + Function.log.value(sum)
    }
  }

  /// Adds upstream · gradient of `lossOfClass` to the adjoints of y.
  static func lossOfClassBackward(
    _ y: Input, _ count: Int, class number: Double, _ opcode: Program.Opcode, upstream: Double,
    adjoint: Output
  ) {
    guard let chosen = Program.index(number, below: count) else { return }
    switch opcode {
    case .negativeLogLikelihood: adjoint[chosen] -= upstream
    case .multiclassHinge:
      for i in 0..<count where i != chosen && 1 - y[chosen] + y[i] > 0 {
        adjoint[i] += upstream
        adjoint[chosen] -= upstream
      }
    default:
      let (largest, sum) = exponentialSum(y, count)
      for i in 0..<count { adjoint[i] += upstream * (Function.exp.value(y[i] - largest) / sum) }
      adjoint[chosen] -= upstream
    }
  }

  /// The least logarithm of a probability, as in PyTorch: the loss of a certain mistake is finite.
  private static let leastLogarithm = -100.0
  /// The least divisor of its derivative.
  private static let leastDivisor = 1e-12

  /// −(t log p + (1 − t) log(1 − p)).
  static func binaryCrossEntropy(_ p: Double, target: Double) -> Double {
    let (log, logOfRest) = logarithms(of: p)
    return (target - 1) * logOfRest - target * log
  }

  /// Its derivatives by the probability and by the target.
  static func binaryCrossEntropySlopes(
    _ p: Double, target: Double
  ) -> (probability: Double, target: Double) {
    let (log, logOfRest) = logarithms(of: p)
    return ((p - target) / max((1 - p) * p, leastDivisor), logOfRest - log)
  }

  private static func logarithms(of p: Double) -> (log: Double, logOfRest: Double) {
    func limited(_ logarithm: Double) -> Double {
      Program.better(logarithm, leastLogarithm, isLargest: true)
    }
    return (limited(Function.log.value(p)), limited(systemLog1p(-p)))
  }
}
