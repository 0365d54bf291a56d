import Formulas

extension Notation {
  /// Whether it has a network that is folded in time, which is a drawing.
  var isFolded: Bool {
    switch self {
    case .folded: true
    case .row(let parts): parts.contains(where: \.isFolded)
    case .role(_, let part), .stage(_, let part): part.isFolded
    default: false
    }
  }
}
