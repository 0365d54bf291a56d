/// Why a network cannot be unrolled or computed.
public enum UnrollingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// An equation needs itself: the names along the way, the first again at the end.
  case cycle(path: [String])
  /// A formula reads a name that nothing defines.
  case unknown(name: String, in: String)
  /// A formula reads a time step past the end of the sequence.
  case pastTheEnd(name: String, time: Int, in: String)
  /// An equation without time holds a time index outside of sum( ) and mean( ).
  case timeIndexWithoutTime(name: String, in: String)
  /// A value of a kind that this version cannot compute with.
  case notANumber(name: String)
  /// The forward pass left the finite numbers at this node.
  case notFinite(node: String, time: Int?, reason: String)
  /// The backward pass left the finite numbers at this node.
  case gradientNotFinite(node: String, time: Int?)

  /// The equation's or quantity's name that the error is about.
  public var subject: String {
    switch self {
    case .cycle(let path): path.first ?? ""
    case .unknown(_, let name), .pastTheEnd(_, _, let name), .timeIndexWithoutTime(_, let name):
      name
    case .notANumber(let name): name
    case .notFinite(let node, _, _), .gradientNotFinite(let node, _): node
    }
  }

  /// What is wrong, in a sentence without a full stop.
  public var description: String {
    switch self {
    case .cycle(let path):
      "\(path.first ?? "an equation") depends on itself: \(path.joined(separator: " → "))"
    case .unknown(let name, let equation): "\(equation) reads \(name), which nothing defines"
    case .pastTheEnd(let name, let time, let equation):
      "\(equation) reads \(name) at time step \(time), past the end of the sequence"
    case .timeIndexWithoutTime(let name, let equation):
      "\(equation) has no time, so \(name)[t] has no meaning in it outside of sum( ) or mean( )"
    case .notANumber(let name):
      "\(name) is a vector or matrix, and this version computes with numbers only"
    case .notFinite(let node, let time, let reason):
      "the forward pass fails at \(node)\(Self.at(time)): \(reason)"
    case .gradientNotFinite(let node, let time):
      "the backward pass fails at \(node)\(Self.at(time)): its gradient is too large to hold"
    }
  }

  private static func at(_ time: Int?) -> String { time.map { " (time step \($0))" } ?? "" }
}
