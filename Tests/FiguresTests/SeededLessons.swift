import Figures
import Formulas
import Look

/// Random lessons from a seed: every cell, 1 to 12 time steps, scalars and vectors.
struct SeededLesson {
  static let cells = ["elman", "jordan", "gru", "lstm"]
  private static let activations = ["identity", "tanh", "sigmoid", "relu", "softplus"]

  let yaml: String
  /// A description of the lesson, for failure messages.
  let name: String
  /// Whether no two quantities are side by side, and each is a single number.
  let isPlain: Bool
  private var random: SplitMix64

  init(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    // The seed itself enumerates the cells and lengths, so that all of them occur.
    let cell = Self.cells[Int(seed % 4)]
    let steps = 1 + Int(seed / 4 % 12)
    let isVector = random.next() % 2 == 1
    let hidden = isVector ? 2 + Int(random.next() % 2) : nil
    let inputs = isVector ? 2 + Int(random.next() % 2) : nil
    let outputs = isVector ? 2 + Int(random.next() % 2) : nil
    let loss = ["output", "squared-error", "absolute-error"][Int(random.next() % 3)]

    func number() -> String { "\(Double(Int(random.next() % 400)) / 100 - 2)" }
    func list(_ count: Int, _ item: () -> String) -> String {
      "[" + (0..<count).map { _ in item() }.joined(separator: ", ") + "]"
    }
    func value(_ rows: Int?, _ columns: Int? = nil) -> String {
      guard let rows else { return number() }
      guard let columns else { return list(rows, number) }
      return list(rows) { list(columns, number) }
    }
    var parameters: [String] = []
    func add(_ name: String, _ text: String) { parameters.append("  \(name): \(text)") }
    let gates = cell == "gru" ? ["r", "z", "n"] : cell == "lstm" ? ["i", "f", "o", "g"] : []
    for gate in gates {
      add("W_x\(gate)", value(hidden, inputs))
      add("W_h\(gate)", value(hidden, hidden))
    }
    if gates.isEmpty {
      add("W_h", value(hidden, cell == "jordan" ? outputs : hidden))
      add("W_x", value(hidden, inputs))
      if random.next() % 2 == 0 { add("b_h", value(hidden)) }
    }
    add("W_y", value(outputs, hidden))

    let text = [
      random.next() % 4 == 0 ? nil : "title: Seed \(seed), a \(cell) network",
      "cell: \(cell)",
      gates.isEmpty ? "activation: \(Self.activations[Int(random.next() % 5)])" : nil,
      "parameters:\n" + parameters.joined(separator: "\n"),
      "sequence: " + list(steps) { value(inputs) },
      loss == "output" ? nil : "targets: " + list(steps) { value(outputs) },
      "loss: \(loss)",
    ]
    yaml = text.compactMap { $0 }.joined(separator: "\n")
    name = "seed \(seed): \(cell), \(steps) time steps, \(isVector ? "vectors" : "scalars")"
    isPlain = gates.isEmpty && !isVector
    self.random = random
  }

  /// A random theme, canvas and set of parts for the lesson.
  mutating func look() -> (theme: Theme, canvas: Canvas, parts: Set<Part>) {
    let theme = Theme.all[Int(random.next() % 4)]
    let canvases: [Canvas] = [
      .widescreen, .standard, .a4, .tight, Canvas(width: 800, height: 600),
      Canvas(width: 1200, height: 500), Canvas(width: 400, height: 300),
      Canvas(width: 600, height: 850),
    ]
    let canvas = canvases[Int(random.next() % 8)]
    let parts = Part.allCases.filter { _ in random.next() % 4 != 0 }
    return (theme, canvas, Set(parts))
  }
}
