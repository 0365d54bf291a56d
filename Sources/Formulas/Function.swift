#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A function that formulas may call. **A new activation goes here:** a case, its formula in
/// `value`, its derivative in `derivative` and, if it has a short closed form, in
/// `symbolicDerivative`; the same in `functions.js` of the HTML player.
///
/// Conventions follow PyTorch where it has the function: the derivative of relu and abs at 0 is 0,
/// gelu is the exact form, and when two arguments of `max` or `min` tie, each gets half. Functions
/// of one number apply to each component of a vector or matrix; functions of a whole vector
/// (`softmax`, `sum`, …) are computed by `Program`.
public indirect enum Function: Hashable, Sendable {
  /// f(u) = u, derivative 1.
  case identity
  /// tanh u, derivative 1 − tanh² u.
  case tanh
  /// σ(u) = 1 / (1 + e⁻ᵘ), derivative σ (1 − σ).
  case sigmoid
  /// max(u, 0), derivative 1 where u > 0, else 0.
  case relu
  /// u where u > 0, else 0.01 u; derivative 1 or 0.01.
  case leakyRelu
  /// log(1 + eᵘ), derivative σ(u).
  case softplus
  /// u Φ(u) with Φ the normal distribution function; derivative Φ(u) + u φ(u).
  case gelu
  /// u σ(u), derivative σ (1 + u (1 − σ)).
  case silu
  /// u where u > 0, else eᵘ − 1; derivative 1 or eᵘ.
  case elu
  /// eᵘ, derivative eᵘ.
  case exp
  /// Natural logarithm, derivative 1/u.
  case log
  /// √u, derivative 1 / (2 √u).
  case sqrt
  /// |u|, derivative the sign of u.
  case abs
  /// sin u, derivative cos u.
  case sin
  /// cos u, derivative −sin u.
  case cos
  /// p = eᵘⁱ / Σ eᵘʲ, computed after subtracting the largest u; its Jacobian is diag(p) − p pᵀ.
  case softmax
  /// u − log Σ eᵘʲ, which stays finite where softmax is 0; its Jacobian is I − 1 pᵀ.
  case logSoftmax
  /// −log softmax(y)[k] of scores y and a class k counted from 0, by log-sum-exp; its gradient
  /// is softmax(y) − onehot(k).
  case crossEntropy
  /// −y[k] of log-probabilities y and a class k counted from 0, as PyTorch's `nll_loss`; its gradient
  /// is −onehot(k).
  case negativeLogLikelihood
  /// −(t log p + (1 − t) log(1 − p)) of probabilities p and targets t, component by component, as
  /// PyTorch's `binary_cross_entropy`: a logarithm is at least −100, and the derivative by p is
  /// (p − t) / (p (1 − p)) with a divisor of at least 10⁻¹².
  case binaryCrossEntropy
  /// u²/2 where |u| ≤ 1, else |u| − 1/2, as PyTorch's `huber_loss` with a delta of 1; derivative
  /// clip(u, −1, 1).
  case huber
  /// max(0, 1 − u) of a margin u, derivative −1 where u < 1, else 0.
  case hinge
  /// Σ max(0, 1 − y[k] + y[j]) over all j ≠ k, of scores y and a class k counted from 0; PyTorch's
  /// `multi_margin_loss` divides it by the number of classes. Formulas call it `hinge(y, k)`. With
  /// s = [1 − y[k] + y > 0], its gradient is s − (Σ s) · onehot(k).
  case multiclassHinge
  /// The largest component of a vector, or the larger of the arguments, component by component.
  case max
  /// The smallest, likewise.
  case min
  /// The sum of a vector's components, or over time; a number is its own sum.
  case sum
  /// The mean of a vector's components, or over time; a number is its own mean.
  case mean
  /// The value at the last time step that has one.
  case last
  /// √(Σ uᵢ²), the Euclidean norm of a vector or the Frobenius norm of a matrix, computed without
  /// overflow; its gradient is u/‖u‖, and 0 at 0 as in PyTorch.
  case norm
  /// aᵀ · b of two vectors of the same length.
  case dot
  /// log Σ eᵘʲ, computed after subtracting the largest u; its gradient is softmax(u).
  case logSumExp
  /// y = (u − mean(u)) / √(variance(u) + 10⁻⁵) of a vector or of each row of a matrix, the variance
  /// with 1/n, as PyTorch's `layer_norm`; its gradient is (δ − mean(δ) − y · mean(δ ⊙ y)) / √…
  case layerNorm
  /// min(max(u, low), high); derivative 1 where low ≤ u ≤ high, else 0, as PyTorch's `clamp`;
  /// version 2.15 differs at the limits themselves.
  case clip
  /// The matrix with a row for each argument, or the vector of several numbers: `h[1..3]`. With one
  /// argument, all time steps of it.
  case stacked
  /// A function of each row of a matrix: `softmax(S, rows)`.
  case rowwise(Function)
  /// Some components of a vector, or rows and columns of a matrix: `a[0:5]`.
  case slice(Slice)
  /// The diagonal matrix of a vector. It occurs only in derivatives.
  case diagonal
  /// The unit vector of an index, as long as the second argument. It occurs only in derivatives.
  case oneHot
  /// −1, 0 or 1: the derivative of abs. It occurs only in derivatives.
  case sign
  /// 1 where u > 0, else 0: the derivative of relu; its own derivative is 0 everywhere.
  case step
  /// 1, ½ or 0 for u > 0, u = 0, u < 0: the share of an argument of max. Only in derivatives.
  case share
  /// f′, for a function whose derivative has no short formula. It occurs only in derivatives.
  case slope(Function)

  /// The functions that a formula may call.
  public static let callable: [Function] = [
    .identity, .tanh, .sigmoid, .relu, .leakyRelu, .softplus, .gelu, .silu, .elu, .exp, .log,
    .sqrt, .abs, .sin, .cos, .softmax, .logSoftmax, .crossEntropy, .negativeLogLikelihood,
    .binaryCrossEntropy, .huber, .hinge, .max, .min, .sum, .mean, .last,
    .norm, .dot, .logSumExp, .layerNorm, .clip, .step, .stacked,
  ]

  /// Other names that formulas may call functions by, with at least two arguments.
  static let synonyms: [String: Function] = ["maximum": .max, "minimum": .min]

  /// The functions that `activation:` may name, as a lesson writes them (`leaky-relu`).
  public static let activations: [Function] = [
    .identity, .tanh, .sigmoid, .relu, .leakyRelu, .softplus, .gelu, .silu, .elu,
  ]

  /// The name in a formula: `leaky_relu`. A lesson's `activation:` writes a hyphen instead.
  public var name: String {
    switch self {
    case .leakyRelu: "leaky_relu"
    case .logSoftmax: "log_softmax"
    case .crossEntropy: "cross_entropy"
    case .negativeLogLikelihood: "nll"
    case .binaryCrossEntropy: "binary_cross_entropy"
    case .multiclassHinge: Function.hinge.name
    case .logSumExp: "logsumexp"
    case .layerNorm: "layer_norm"
    case .stacked: "stack"
    case .rowwise(let function): function.name
    case .slice: "slice"
    case .diagonal: "diag"
    case .oneHot: "onehot"
    case .slope(let function): function.name + "′"
    default: "\(self)"
    }
  }

  /// Returns the callable function of this name; hyphens and underscores are equivalent.
  public static func named(_ name: String) -> Function? {
    // σ, as formulas show it; a name in Greek letters is read as a word.
    if name == "sigma" { return .sigmoid }
    let wanted = String(name.map { $0 == "-" ? "_" : $0 })
    return callable.first { $0.name == wanted }
  }

  /// How many arguments the function takes.
  public var argumentCounts: ClosedRange<Int> {
    switch self {
    case .max, .min, .stacked: 1...Int.max
    case .crossEntropy, .negativeLogLikelihood, .binaryCrossEntropy, .multiclassHinge, .oneHot,
      .dot:
      2...2
    case .hinge: 1...2
    case .clip: 3...3
    case .layerNorm: 1...3
    default: 1...1
    }
  }

  /// Whether it is a function of one number, applied to each component.
  var isComponentwise: Bool {
    switch self {
    case .identity, .tanh, .sigmoid, .relu, .leakyRelu, .softplus, .gelu, .silu, .elu, .exp, .log,
      .sqrt, .abs, .sin, .cos, .huber, .hinge, .sign, .step, .share, .slope:
      true
    case .softmax, .logSoftmax, .crossEntropy, .negativeLogLikelihood, .binaryCrossEntropy,
      .multiclassHinge, .max, .min, .sum, .mean, .last, .norm, .dot,
      .logSumExp, .layerNorm, .clip, .stacked, .rowwise, .slice, .diagonal, .oneHot:
      false
    }
  }

  /// Whether its second argument is a class, or a class for each row of a matrix of scores.
  package var takesClasses: Bool {
    [.crossEntropy, .negativeLogLikelihood, .multiclassHinge].contains(self)
  }

  /// Whether `rows` may be its second argument.
  var goesByRows: Bool {
    [.softmax, .logSoftmax, .max, .min, .sum, .mean, .norm, .logSumExp].contains(self)
  }

  /// Returns f(u) of one number; for a function of a vector, of the vector with the component u.
  public func value(_ u: Double) -> Double {
    switch self {
    case .identity, .max, .min, .sum, .mean, .last, .diagonal, .crossEntropy,
      .negativeLogLikelihood,
      .binaryCrossEntropy, .multiclassHinge, .oneHot, .logSumExp, .dot, .clip, .stacked, .slice:
      u
    case .norm: Swift.abs(u)
    case .layerNorm: 0
    case .rowwise(let function): function.value(u)
    case .tanh: systemTanh(u)
    case .sigmoid: Function.stableSigmoid(u)
    case .relu: u > 0 ? u : (u.isNaN ? u : 0)
    case .leakyRelu: u > 0 ? u : 0.01 * u
    // log(1 + eᵘ) without overflow for large u.
    case .softplus: Swift.max(u, 0) + log1p(systemExp(-Swift.abs(u)))
    case .gelu: u * Function.normalDistribution(u)
    case .silu: u * Function.stableSigmoid(u)
    case .elu: u > 0 ? u : expm1(u)
    case .exp: systemExp(u)
    case .log: systemLog(u)
    case .sqrt: u.squareRoot()
    case .abs: Swift.abs(u)
    case .sin: systemSin(u)
    case .cos: systemCos(u)
    case .huber: Swift.abs(u) <= 1 ? u * u / 2 : Swift.abs(u) - 0.5
    case .hinge: u < 1 ? 1 - u : u.isNaN ? u : 0
    case .softmax: 1
    case .logSoftmax: 0
    case .sign: u > 0 ? 1 : u < 0 ? -1 : 0
    case .step: u > 0 ? 1 : 0
    case .share: u > 0 ? 1 : u < 0 ? 0 : 0.5
    case .slope(let function): function.derivative(at: u, value: function.value(u))
    }
  }

  /// Returns f′(u); `value` is f(u), passed so that it is not computed again.
  public func derivative(at u: Double, value: Double) -> Double {
    switch self {
    case .identity, .max, .min, .sum, .mean, .last, .diagonal, .crossEntropy,
      .negativeLogLikelihood,
      .binaryCrossEntropy, .multiclassHinge, .oneHot, .logSumExp, .dot, .clip, .stacked, .slice:
      1
    case .rowwise(let function): function.derivative(at: u, value: value)
    case .tanh: 1 - value * value
    case .sigmoid: value * (1 - value)
    case .relu: u > 0 ? 1 : 0
    case .leakyRelu: u > 0 ? 1 : 0.01
    case .softplus: Function.stableSigmoid(u)
    case .gelu: Function.normalDistribution(u) + u * Function.normalDensity(u)
    case .silu: Function.stableSigmoid(u) * (1 + u * (1 - Function.stableSigmoid(u)))
    case .elu: u > 0 ? 1 : systemExp(u)
    case .exp: value
    case .log: 1 / u
    case .sqrt: 1 / (2 * value)
    case .abs, .norm: u > 0 ? 1 : u < 0 ? -1 : 0
    case .sin: systemCos(u)
    case .cos: -systemSin(u)
    case .huber: Swift.min(Swift.max(u, -1), 1)
    case .hinge: u < 1 ? -1 : 0
    case .softmax, .logSoftmax, .layerNorm, .sign, .step, .share, .slope: 0
    }
  }

  /// Returns f′(u) as a person would write it: in terms of the function's own value `own` where
  /// that is shorter (tanh: 1 − own²), otherwise in terms of its argument.
  public func symbolicDerivative(argument u: Expression, own: Expression) -> Expression {
    let one = Expression.number(1)
    return switch self {
    case .identity, .max, .min, .sum, .mean, .last, .diagonal, .crossEntropy,
      .negativeLogLikelihood,
      .binaryCrossEntropy, .multiclassHinge, .oneHot, .logSumExp, .dot, .clip, .stacked, .slice:
      one
    case .rowwise(let function): function.symbolicDerivative(argument: u, own: own)
    case .tanh:
      Expression(.sum([one, Expression(.negative(Expression(.power(own, .number(2)))))]))
    case .sigmoid:
      Expression(.product([own, Expression(.sum([one, Expression(.negative(own))]))]))
    case .relu: Expression(.call(.step, [own]))
    case .softplus: Expression(.call(.sigmoid, [u]))
    case .exp: own
    case .log: Expression(.quotient(one, u))
    case .sqrt: Expression(.quotient(one, Expression(.product([.number(2), own]))))
    case .abs, .norm: Expression(.call(.sign, [u]))
    case .sin: Expression(.call(.cos, [u]))
    case .cos: Expression(.negative(Expression(.call(.sin, [u]))))
    case .huber: Expression(.call(.clip, [u, .number(-1), one]))
    case .hinge:
      Expression(
        .negative(Expression(.call(.step, [Expression(.sum([one, Expression(.negative(u))]))]))))
    case .softmax, .logSoftmax, .layerNorm, .sign, .step, .share, .slope: .number(0)
    case .leakyRelu, .gelu, .silu, .elu: Expression(.call(.slope(self), [u]))
    }
  }

  // Splitting by sign keeps e⁻ᵘ from overflowing.
  private static func stableSigmoid(_ u: Double) -> Double {
    guard u < 0 else { return 1 / (1 + systemExp(-u)) }
    let power = systemExp(u)
    return power / (1 + power)
  }

  private static func normalDistribution(_ u: Double) -> Double {
    0.5 * erfc(-u * 0.5.squareRoot())
  }

  private static func normalDensity(_ u: Double) -> Double {
    systemExp(-0.5 * u * u) / (2 * Double.pi).squareRoot()
  }
}

// Inside `Function` the bare names are its cases.
private func systemTanh(_ u: Double) -> Double { tanh(u) }
private func systemExp(_ u: Double) -> Double { exp(u) }
private func systemLog(_ u: Double) -> Double { log(u) }
private func systemSin(_ u: Double) -> Double { sin(u) }
private func systemCos(_ u: Double) -> Double { cos(u) }
func systemLog1p(_ u: Double) -> Double { log1p(u) }
func systemPower(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
