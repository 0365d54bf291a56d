import Formulas

/// Why a network cannot be unrolled or computed.
public enum UnrollingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// An equation depends on itself: the names along the cycle, with the first repeated at the end.
  case cycle(path: [String])
  /// A formula reads a name that is not defined.
  case unknown(name: String, in: String)
  /// A formula reads a time step past the end of the sequence; the value of an input there may be
  /// given as its final one. Of a range, it is the last time step that it names.
  case pastTheEnd(name: String, time: Int, last: Int, takesFinal: Bool, in: String)
  /// A formula reads an input or target before the first time step.
  case beforeTheStart(name: String, time: Int, in: String)
  /// A formula reads a quantity whose time runs backwards before the first time step, where it ends.
  case backwardBeforeTheStart(name: String, time: Int, in: String)
  /// A formula reads two quantities at its own time step that have different numbers of time steps.
  case lengthsDiffer(in: String, Length, Length)
  /// A recurrence without inputs beside series of different lengths.
  case lengthUnknown(name: String)
  /// Quantities of one recurrence read each other at earlier and at later time steps.
  case bothDirections(earlier: String, by: String, later: String, in: String)
  /// A formula reads a target where there is none.
  case missingTarget(name: String, time: Int, in: String)
  /// A formula reads a time step too far before the first one.
  case tooFarBack(name: String, in: String)
  /// An equation without time contains a time index outside sum( ), mean( ) and last( ).
  case timeIndexWithoutTime(name: String, in: String)
  /// Operands of an equation do not fit: the position is an offset into the equation's text, and
  /// the symbols name the operands, so that an error in a named cell's equation can show the
  /// parameter.
  case shape(ShapeError, in: String)
  /// The value of a state at time 0 has a different shape from the state.
  case initialShape(name: String, given: Shape, wanted: Shape)
  /// An equation has a different shape from the one that its readers inferred for it.
  case unclearShape(name: String, guess: Shape, found: Shape)
  /// The quantity to be differentiated is not a number.
  case outcomeNotANumber(name: String, shape: Shape)
  /// A value is not a vector or matrix: ragged, empty, or of a different shape at some time step.
  case malformed(name: String, reason: String)
  /// The forward pass gives a value at this node that is not finite, because it is too large or an
  /// operation is undefined.
  case notFinite(node: String, time: Int?, reason: String, isTooLarge: Bool)
  /// The backward pass gives a gradient at this node that is not finite.
  case gradientNotFinite(node: String, time: Int?, isInfinite: Bool)
  /// A node is in the exponent of a negative base, so that there is no gradient.
  case exponentOfNegative(node: String, time: Int?, reader: String)
  /// All values and gradients are finite, but another number that a figure shows for this node is
  /// not.
  case beyondNumbers(Detail, node: String, time: Int?)

  /// The number of time steps of a quantity, and the input or the targets that give it.
  public struct Length: Hashable, Sendable {
    /// The quantity.
    public let name: String
    /// How many time steps it has.
    public let count: Int
    /// The series with so many values, `nil` if the lesson gives the length.
    public let series: String?

    /// In a sentence: `x, which has 5 values`, `h, which has 5 time steps, as many as x`.
    fileprivate var phrase: String {
      if series == name { return "\(name), which has \(count) value\(count == 1 ? "" : "s")" }
      return "\(name), which has \(count) time step\(count == 1 ? "" : "s")"
        + (series.map { ", as many as \($0)" } ?? "")
    }
  }

  /// A number that a figure or table shows for a node besides its value and gradient.
  public enum Detail: Hashable, Sendable {
    /// The Euclidean norm of the value.
    case norm
    /// The Euclidean norm of the gradient.
    case gradientNorm
    /// The local gradient with respect to an operand.
    case local(operand: String)
    /// The node's contribution to the gradient of an operand.
    case contribution(operand: String)
    /// The sum of the contributions up to this node to the gradient of a parameter or embedding.
    case sum(parameter: String)
  }

  /// The name of the equation or quantity that the error is about.
  public var subject: String {
    switch self {
    case .cycle(let path): path.first ?? ""
    case .unknown(_, let name), .pastTheEnd(_, _, _, _, let name),
      .beforeTheStart(_, _, let name), .backwardBeforeTheStart(_, _, let name),
      .missingTarget(_, _, let name), .timeIndexWithoutTime(_, let name),
      .lengthsDiffer(let name, _, _), .lengthUnknown(let name),
      .bothDirections(_, _, _, let name),
      .shape(_, let name), .tooFarBack(_, let name):
      name
    case .initialShape(let name, _, _), .unclearShape(let name, _, _),
      .outcomeNotANumber(let name, _), .malformed(let name, _):
      name
    case .notFinite(let node, _, _, _), .gradientNotFinite(let node, _, _),
      .exponentOfNegative(let node, _, _), .beyondNumbers(_, let node, _):
      node
    }
  }

  /// What to do, if known.
  public var hint: String? {
    switch self {
    case .shape(let error, _): error.hint
    case .beforeTheStart(let name, 0, _): "give its value at time 0: initial: {\(name): 0}"
    case .pastTheEnd(let name, _, _, takesFinal: true, _):
      "give its value after the last time step: final: {\(name): 0}"
    case .backwardBeforeTheStart(let name, _, _):
      "its time runs backwards: it starts after the last time step, and \(name)[1] is its last value"
    case .lengthsDiffer(_, _, let second):
      Self.howToReadAcross(second)
    case .lengthUnknown: "say how many it has: length: 5"
    case .bothDirections:
      "time runs one way in a recurrence: two directions are two quantities that do not read each "
        + "other, such as h[t] with h[t-1] and b[t] with b[t+1]"
    case .missingTarget(let name, _, _):
      "null is a time step without a loss: give a value, or read \(name)[t] only in the loss"
    case .initialShape(_, .scalar, _): "omit it for zeros, or give each component"
    case .unclearShape(let name, _, _): "give \(name) an initial value of the intended shape"
    case .outcomeNotANumber: "only a number can be differentiated: wrap it in sum( )"
    case .notFinite(_, _, _, isTooLarge: true), .beyondNumbers: Self.howToStaySmall
    case .gradientNotFinite:
      Self.howToStaySmall + "; avoid points without a derivative, such as sqrt(0)"
    case .exponentOfNegative: "write the exponent as a number, such as q^2"
    default: nil
    }
  }

  private static func howToReadAcross(_ read: Length) -> String {
    "to read it at other time steps, name one, such as \(read.name)[\(read.count)], or take them all: "
      + "last(\(read.name)[t]), stack(\(read.name)[t])"
  }

  private static let howToStaySmall =
    "the largest number is 1.8 × 10^308: use smaller weights or inputs, or fewer time steps"

  /// What is wrong, in a sentence without a full stop.
  public var description: String {
    switch self {
    case .cycle(let path):
      "\(path.first ?? "an equation") depends on itself: \(path.joined(separator: " → "))"
    case .unknown(let name, let equation): "\(equation) reads \(name), which is not defined"
    case .pastTheEnd(let name, let time, let last, _, let equation):
      "\(equation) reads \(name) at time step \(time), past the end of the sequence at time step "
        + "\(last)"
    case .beforeTheStart(let name, let time, let equation):
      "\(equation) reads \(name) at time step \(time), before the sequence begins"
    case .backwardBeforeTheStart(let name, let time, let equation):
      "\(equation) reads \(name) at time step \(time), where it has no value"
    case .lengthsDiffer(let equation, let first, let second):
      first.name == equation
        ? "\(equation) has \(first.count) time step\(first.count == 1 ? "" : "s")"
          + (first.series.map { ", as many as \($0)" } ?? "") + ", but reads \(second.phrase)"
        : "\(equation) reads \(first.phrase), and \(second.phrase)"
    case .lengthUnknown(let name): "nothing says how many time steps \(name) has"
    case .bothDirections(let earlier, let first, let later, let second):
      "\(first) reads \(earlier) at an earlier time step, but \(second) reads \(later) at a later one"
    case .missingTarget(let name, let time, let equation):
      "\(equation) needs \(name) at time step \(time), where it is null"
    case .tooFarBack(let name, let equation): "\(equation) reads \(name) too far back"
    case .timeIndexWithoutTime(let name, let equation):
      "\(equation) has no time, so it can use \(name)[t] only inside sum( ) or mean( )"
    case .shape(let error, _): error.message
    case .initialShape(let name, let given, let wanted):
      "the initial \(name) \(given.phrase) but \(name)[t] \(wanted.phrase)"
    case .unclearShape(let name, let guess, let found):
      "\(name) \(found.phrase) by its equation, but \(guess.phrase) where its equation reads it"
    case .outcomeNotANumber(let name, let shape): "\(name) must be a number, but \(shape.phrase)"
    case .malformed(_, let reason): reason
    case .notFinite(let node, let time, let reason, _):
      "the forward pass fails at \(node)\(Self.at(time)): \(reason)"
    case .gradientNotFinite(let node, let time, let isInfinite):
      "the backward pass fails at \(node)\(Self.at(time)): its gradient is "
        + (isInfinite ? "too large to represent" : "not a number")
    case .exponentOfNegative(let node, let time, let reader):
      "the backward pass fails at \(node)\(Self.at(time)): \(reader) has a negative base, and"
        + " powers of negative numbers have no derivative with respect to the exponent"
    case .beyondNumbers(let detail, let node, let time):
      Self.name(of: detail, at: node + Self.at(time)) + " is too large to represent"
    }
  }

  private static func name(of detail: Detail, at node: String) -> String {
    switch detail {
    case .norm: "the norm of \(node)"
    case .gradientNorm: "the norm of the gradient of \(node)"
    case .local(let operand): "the local gradient of \(node) with respect to \(operand)"
    case .contribution(let operand): "the contribution of \(node) to the gradient of \(operand)"
    case .sum(let parameter): "the gradient of \(parameter), summed up to \(node),"
    }
  }

  private static func at(_ time: Int?) -> String { time.map { " (time step \($0))" } ?? "" }
}
