import Formulas
import Unrolling

extension LessonReader {
  /// The likeliest cause where several parameters of a cell do not fit together: the one that gives
  /// its layer's state another size than most others do; `nil` if there is no majority.
  ///
  /// Of `l2.W_h` with 3×3 numbers, `l2.W_x` with 2×2 and `W_y` with 1×2, it is `l2.W_h`.
  func oddParameter(among names: [String], _ network: Network) -> String? {
    guard network.cell != nil, names.count > 1, let layer = names.first.map(Self.prefix) else {
      return nil
    }
    let isTop = !network.parameters.contains { Self.prefix($0.name) > layer }
    var sizes: [String: Int] = [:]
    for parameter in network.parameters {
      sizes[parameter.name] = Self.stateSize(of: parameter, layer, isTop: isTop)
    }
    let counts = Dictionary(grouping: sizes.values) { $0 }.mapValues(\.count)
    guard let (usual, count) = counts.max(by: { $0.value < $1.value }), 2 * count > sizes.count
    else { return nil }
    return names.first { name in sizes[name].map { $0 != usual } ?? false }
  }

  /// `l2.` of `l2.W_h`.
  private static func prefix(_ name: String) -> String {
    name.lastIndex(of: ".").map { String(name[...$0]) } ?? ""
  }

  /// The size that a parameter gives the state of a layer; `nil` if it says nothing about it.
  private static func stateSize(
    of parameter: NamedValue, _ layer: String, isTop: Bool
  ) -> Int? {
    let shape = Shape(of: parameter.value)
    let name = parameter.name.dropFirst(prefix(parameter.name).count)
    // A number fits every size.
    guard shape != .scalar else { return nil }
    if name == "W_y" { return isTop ? shape.columns : nil }
    guard prefix(parameter.name) == layer, name != "b_y" else { return nil }
    // A matrix from state to state is square.
    return name.hasPrefix("W_h") && shape.rows != shape.columns ? nil : shape.rows
  }
}
