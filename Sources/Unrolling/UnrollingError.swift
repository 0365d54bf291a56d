import Formulas

/// Why a network cannot be unrolled or computed.
public enum UnrollingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// An equation needs itself: the names along the way, the first again at the end.
  case cycle(path: [String])
  /// A formula reads a name that nothing defines.
  case unknown(name: String, in: String)
  /// A formula reads a time step past the end of the sequence.
  case pastTheEnd(name: String, time: Int, in: String)
  /// A formula reads a time step further before the first than there is room for.
  case tooFarBack(name: String, in: String)
  /// An equation without time holds a time index outside of sum( ), mean( ) and last( ).
  case timeIndexWithoutTime(name: String, in: String)
  /// Operands of an equation do not fit: its place is an offset into the equation's text, and its
  /// symbols name the operands, so that of a cell's own equation the parameter can be shown.
  case shape(ShapeError, in: String)
  /// The value of a state at time 0 has another shape than the state.
  case initialShape(name: String, given: Shape, wanted: Shape)
  /// An equation makes another shape than the one its own readers give it.
  case unclearShape(name: String, guess: Shape, found: Shape)
  /// What is differentiated is no number.
  case outcomeNotANumber(name: String, shape: Shape)
  /// A value is no vector or matrix: ragged, empty, or of another shape at another time step.
  case malformed(name: String, reason: String)
  /// The forward pass left the finite numbers at this node, by growing too large or by an operation
  /// that is not defined.
  case notFinite(node: String, time: Int?, reason: String, isTooLarge: Bool)
  /// The backward pass left the finite numbers at this node.
  case gradientNotFinite(node: String, time: Int?, isInfinite: Bool)
  /// All values and gradients can be held, but not what a figure says about this node beside them.
  case beyondNumbers(Detail, node: String, time: Int?)

  /// What a figure or a table says about a node beside its value and its gradient.
  public enum Detail: Hashable, Sendable {
    /// The Euclidean norm of the value.
    case norm
    /// The Euclidean norm of the gradient.
    case gradientNorm
    /// The local gradient with respect to an operand.
    case local(operand: String)
    /// What the node adds to the gradient of an operand.
    case contribution(operand: String)
    /// The sum of what this node and all before it add to the gradient of a parameter or embedding.
    case sum(parameter: String)
  }

  /// The equation's or quantity's name that the error is about.
  public var subject: String {
    switch self {
    case .cycle(let path): path.first ?? ""
    case .unknown(_, let name), .pastTheEnd(_, _, let name), .timeIndexWithoutTime(_, let name),
      .shape(_, let name), .tooFarBack(_, let name):
      name
    case .initialShape(let name, _, _), .unclearShape(let name, _, _),
      .outcomeNotANumber(let name, _), .malformed(let name, _):
      name
    case .notFinite(let node, _, _, _), .gradientNotFinite(let node, _, _),
      .beyondNumbers(_, let node, _):
      node
    }
  }

  /// What to do, where we know it.
  public var hint: String? {
    switch self {
    case .shape(let error, _): error.hint
    case .initialShape(_, .scalar, _): "leave it out for zeros, or give each component"
    case .unclearShape(let name, _, _): "give \(name) an initial value of its shape"
    case .outcomeNotANumber: "only a number can be differentiated: add sum( ) around it"
    case .notFinite(_, _, _, isTooLarge: true), .beyondNumbers: Self.howToStaySmall
    case .gradientNotFinite:
      Self.howToStaySmall + "; keep away from points without a derivative, such as sqrt(0)"
    default: nil
    }
  }

  private static let howToStaySmall =
    "numbers end at 1.8 × 10^308: take smaller weights or inputs, or fewer time steps"

  /// What is wrong, in a sentence without a full stop.
  public var description: String {
    switch self {
    case .cycle(let path):
      "\(path.first ?? "an equation") depends on itself: \(path.joined(separator: " → "))"
    case .unknown(let name, let equation): "\(equation) reads \(name), which nothing defines"
    case .pastTheEnd(let name, let time, let equation):
      "\(equation) reads \(name) at time step \(time), past the end of the sequence"
    case .tooFarBack(let name, let equation): "\(equation) reads \(name) too far back"
    case .timeIndexWithoutTime(let name, let equation):
      "\(equation) has no time, so \(name)[t] has no meaning in it outside of sum( ) or mean( )"
    case .shape(let error, _): error.message
    case .initialShape(let name, let given, let wanted):
      "the initial \(name) \(given.phrase) but \(name)[t] \(wanted.phrase)"
    case .unclearShape(let name, let guess, let found):
      "\(name) \(found.phrase) by its equation, but what it reads of itself \(guess.phrase)"
    case .outcomeNotANumber(let name, let shape): "\(name) must be a number, but \(shape.phrase)"
    case .malformed(_, let reason): reason
    case .notFinite(let node, let time, let reason, _):
      "the forward pass fails at \(node)\(Self.at(time)): \(reason)"
    case .gradientNotFinite(let node, let time, let isInfinite):
      "the backward pass fails at \(node)\(Self.at(time)): its gradient is "
        + (isInfinite ? "too large to hold" : "not a number")
    case .beyondNumbers(let detail, let node, let time):
      Self.name(of: detail, at: node + Self.at(time)) + " is too large to hold"
    }
  }

  private static func name(of detail: Detail, at node: String) -> String {
    switch detail {
    case .norm: "the norm of \(node)"
    case .gradientNorm: "the norm of the gradient of \(node)"
    case .local(let operand): "the local gradient of \(node) with respect to \(operand)"
    case .contribution(let operand): "what \(node) adds to the gradient of \(operand)"
    case .sum(let parameter): "the gradient of \(parameter) summed up to \(node)"
    }
  }

  private static func at(_ time: Int?) -> String { time.map { " (time step \($0))" } ?? "" }
}
