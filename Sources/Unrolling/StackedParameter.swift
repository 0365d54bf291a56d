import Formulas

/// A parameter as PyTorch stores it: those of all gates stacked by rows, one above the other.
///
///     weight_ih_l0 of an LSTM: W_xi, W_xf, W_xg and W_xo
///
/// Its parts are parameters of the network. The two biases of a gate are one parameter, their sum,
/// and both have its gradient.
public struct StackedParameter: Hashable, Sendable {
  /// The name in PyTorch: `weight_hh_l0_reverse`.
  public let name: String
  /// The value, as it is given.
  public let value: Value
  /// The parameters that it consists of, from the top.
  public let parts: [String]

  /// Creates a stacked parameter.
  public init(_ name: String, _ value: Value, parts: [String]) {
    (self.name, self.value, self.parts) = (name, value, parts)
  }
}

extension StackedParameter {
  /// The layer (counted from 1) and direction of a name such as `weight_ih_l0_reverse`, and whether
  /// it is a weight of the input; `nil` for a name of another form.
  public struct Place: Hashable, Sendable {
    /// Whether it is a weight, not a bias.
    public let isWeight: Bool
    /// Whether it belongs to what the layer reads, not to its state.
    public let isOfInput: Bool
    /// The layer, counted from 1.
    public let layer: Int
    /// Whether it belongs to the reverse direction.
    public let isReverse: Bool

    /// Reads a name in PyTorch's form.
    ///
    ///     StackedParameter.Place("bias_hh_l1")?.layer  // 2
    public init?(_ name: String) {
      var parts = name.split(separator: "_", omittingEmptySubsequences: false)[...]
      guard let kind = parts.popFirst(), kind == "weight" || kind == "bias",
        let operand = parts.popFirst(), operand == "ih" || operand == "hh",
        let layer = parts.popFirst(), layer.hasPrefix("l"), let number = Int(layer.dropFirst()),
        (0..<1000).contains(number), parts.isEmpty || Array(parts) == ["reverse"]
      else { return nil }
      (isWeight, isOfInput) = (kind == "weight", operand == "ih")
      (self.layer, isReverse) = (number + 1, !parts.isEmpty)
    }

    /// What the names of its parts begin with: `l2.back.`.
    public var prefix: String {
      Cell.Arrangement.Part(layer: layer, isBackward: isReverse).prefix
    }
  }
}

extension Cell {
  /// The gates of a stacked parameter from the top, in PyTorch's order, with `""` for a cell without
  /// gates; `nil` for a cell that PyTorch does not have.
  public var stackedGates: [String]? {
    switch name {
    case "elman", "rnn": [""]
    case "lstm": ["i", "f", "g", "o"]
    case "gru": ["r", "z", "n"]
    default: nil
    }
  }

  /// Returns the names of a stacked parameter's parts: `W_xi`, `b_h`, `b_hn`.
  public func parts(of place: StackedParameter.Place) -> [String] {
    (stackedGates ?? []).map { gate in
      let operand = place.isOfInput ? "x" : "h"
      let name: String =
        if place.isWeight {
          "W_\(operand)\(gate)"
        } else if name == "gru", gate == "n" {
          "b_\(operand)n"
        } else {
          gate.isEmpty ? "b_h" : "b_\(gate)"
        }
      return place.prefix + name
    }
  }
}

extension Trace {
  /// Returns the gradient of a stacked parameter, in its shape: those of its parts, one above the
  /// other.
  public func gradient(of stacked: StackedParameter) -> Value {
    let gradients = stacked.parts.compactMap { part in
      graph.nodes.firstIndex { $0.role == .parameter && $0.name == part }.map(gradient(of:))
    }
    return Value(Shape(of: stacked.value), gradients.flatMap(\.components))
  }
}
