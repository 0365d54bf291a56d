import Formulas

/// How a step of stochastic gradient descent changes parameters, as PyTorch's `torch.optim.SGD` does
/// after `torch.nn.utils.clip_grad_norm_`.
///
/// With the gradient g, of a parameter w with the velocity v:
///
///     g ← g · min(1, clip / (‖g‖ + 10⁻⁶))     the norm over all parameters that learn
///     g ← g + decay · w
///     v ← momentum · v + g
///     w ← w − rate · v
public struct Update: Hashable, Sendable {
  /// The learning rate η, greater than 0.
  public var rate: Double
  /// The names of the parameters that learn.
  public var parameters: [String]
  /// The largest norm of the gradient; `nil` for no clipping.
  public var clip: Double?
  /// How much of the velocity is kept, at least 0 and less than 1.
  public var momentum: Double
  /// Weight decay: what part of the parameter is added to its gradient.
  public var decay: Double
  /// Where the velocity of a parameter starts; 0 if it is not listed.
  public var velocity: [String: Value]

  /// Creates an update.
  public init(
    rate: Double, parameters: [String], clip: Double? = nil, momentum: Double = 0,
    decay: Double = 0, velocity: [String: Value] = [:]
  ) {
    precondition(rate > 0 && (0..<1).contains(momentum) && (clip ?? 1) > 0)
    (self.rate, self.parameters, self.clip) = (rate, parameters, clip)
    (self.momentum, self.decay, self.velocity) = (momentum, decay, velocity)
  }

  /// Whether the velocity differs from the gradient.
  public var hasVelocity: Bool { momentum != 0 }

  /// What is added to the norm so that nothing is divided by zero, as in `clip_grad_norm_`.
  static let leastNorm = 1e-6

  /// Returns the factor that scales a gradient of this norm.
  ///
  ///     Update(rate: 0.1, parameters: [], clip: 1).clipFactor(ofNorm: 4)  // 0.24999994
  public func clipFactor(ofNorm norm: Double) -> Double {
    clip.map { min(1, $0 / (norm + Self.leastNorm)) } ?? 1
  }
}

extension Network {
  /// What learns: a parameter as the lesson gives it, in PyTorch's stacked form or by itself.
  public struct Learnable: Hashable, Sendable {
    /// The name that the lesson gives it.
    public let name: String
    /// The value that the lesson gives it.
    public let value: Value
    /// The parameters of the network that it consists of, by index, one above the other.
    public let parts: [Int]
  }

  /// What can learn, in the lesson's order: stacked parameters instead of their parts.
  public var learnables: [Learnable] {
    let places = Dictionary(
      parameters.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    let stackedParts = Set(stacked.flatMap(\.parts))
    return stacked.map { stacked in
      Learnable(
        name: stacked.name, value: stacked.value, parts: stacked.parts.compactMap { places[$0] })
    }
      + parameters.indices.filter { !stackedParts.contains(parameters[$0].name) }.map {
        Learnable(name: parameters[$0].name, value: parameters[$0].value, parts: [$0])
      }
  }
}
