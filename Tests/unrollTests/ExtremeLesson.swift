import Formulas
import TestSupport

/// Random lessons from a seed, with numbers from the smallest denormal to the largest number.
struct ExtremeLesson {
  /// The distribution of a lesson's numbers.
  private enum Mix: CaseIterable {
    /// Any number.
    case all
    /// Ordinary numbers, except for about one in eight.
    case rarelyExtreme
    /// Values and gradients vanish.
    case tiny
    /// Large weights and small inputs, whose products are ordinary.
    case balanced
  }

  private static let extremes = [
    0, -0.0, .leastNonzeroMagnitude, 0x1p-1030, 2.3e-308, 1e-200, 1e-154, 1e-30, 1e30, 1e100,
    1.3e154, 1.4e154, 1e200,
    1e300, 1e308, 1.7976931348623157e308,
  ]
  private static let activations = [
    "identity", "tanh", "sigmoid", "relu", "leaky-relu", "softplus", "gelu", "silu", "elu",
  ]
  private static let circuits = [
    "{q: a*b + c, z: q*d}", "{q: a*b*c*d, z: q + a}", "{q: a/b, z: q - c/d}",
    "{q: exp(a) + log(b), z: q*c - d}", "{q: sqrt(a) + b^2, z: tanh(q)*d - c}",
    #"{v: "[a; b; c; d]", q: max(v), z: sum(v .* v) + q}"#,
    #"{v: "softmax([a; b; c])", z: "d*v[1]"}"#,
    "{u: abs(a) + relu(b), z: sigmoid(u)*silu(c) + gelu(d)}",
  ]

  let yaml: String

  init(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let mix = Mix.allCases[Int(seed % 4)]
    func extreme(_ random: inout SplitMix64) -> Double {
      random.pick(Self.extremes) * (Bool.random(using: &random) ? 1 : -1)
    }
    func number(isWeight: Bool = false) -> Double {
      switch mix {
      case .all: extreme(&random)
      case .rarelyExtreme:
        Int.random(in: 0..<8, using: &random) == 0 ? extreme(&random) : random.number()
      case .tiny:
        random.number() * random.pick([1e-3, 1e-60, 1e-154, 1e-200, 1e-300, 0x1p-1060])
      case .balanced: random.number() * (isWeight ? 1e40 : 1e-80)
      }
    }
    func list(_ count: Int, _ item: () -> String) -> String {
      "[" + (0..<count).map { _ in item() }.joined(separator: ", ") + "]"
    }
    func value(_ rows: Int?, _ columns: Int? = nil, isWeight: Bool = false) -> String {
      guard let rows else { return "\(number(isWeight: isWeight))" }
      return list(rows) { value(columns, isWeight: isWeight) }
    }
    // Every fifth lesson is a circuit.
    if seed % 5 == 4 {
      yaml = """
        equations: \(random.pick(Self.circuits))
        inputs: {a: \(number()), b: \(number()), c: \(number()), d: \(number(isWeight: true))}
        """
      return
    }
    let cell = random.pick(["elman", "jordan", "gru", "lstm"])
    let isVector = seed % 3 > 0
    // Values with seven rows are not written out.
    let hidden = isVector ? random.pick([1, 2, 3, 7]) : nil
    let inputs = isVector ? random.pick([1, 2, 7]) : nil
    let outputs = isVector ? random.pick([2, 3, 7]) : nil
    let steps = random.pick([1, 2, 3, 12])
    let losses = ["output", "squared-error", "half-squared-error", "absolute-error"]
    let loss = random.pick(isVector ? losses + ["cross-entropy"] : losses)
    var parameters: [String] = []
    func add(_ name: String, _ rows: Int?, _ columns: Int?) {
      parameters.append("  \(name): \(value(rows, columns, isWeight: true))")
    }
    let gates = cell == "gru" ? ["r", "z", "n"] : cell == "lstm" ? ["i", "f", "o", "g"] : []
    for gate in gates {
      add("W_x\(gate)", hidden, inputs)
      add("W_h\(gate)", hidden, hidden)
    }
    if gates.isEmpty {
      add("W_h", hidden, cell == "jordan" ? outputs : hidden)
      add("W_x", hidden, inputs)
    }
    add("W_y", outputs, hidden)
    let target = {
      loss == "cross-entropy"
        ? "\(Int.random(in: 0..<(outputs ?? 1), using: &random))" : value(outputs)
    }
    let lines = [
      "cell: \(cell)", gates.isEmpty ? "activation: \(random.pick(Self.activations))" : nil,
      "parameters:\n" + parameters.joined(separator: "\n"),
      "sequence: " + list(steps) { value(inputs) },
      loss == "output" ? nil : "targets: " + list(steps, target), "loss: \(loss)",
      "figure: {digits: \(random.pick([1, 3, 15])), flow: shown}",
    ]
    yaml = lines.compactMap(\.self).joined(separator: "\n")
  }
}
