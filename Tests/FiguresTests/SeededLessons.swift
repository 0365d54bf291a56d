import Formulas
import Look
import Storyboards

/// Random lessons from a seed: fifteen kinds of network, 1 to 12 time steps, scalars and vectors of
/// up to six components.
struct SeededLesson {
  enum Kind: String, CaseIterable {
    case elman, jordan, lstm, gru, resetAfter, peephole, stack, encoderDecoder, attention, skip
    case siblings, pooling, regularized, tied, circuit
  }

  let yaml: String
  /// A description of the lesson, for failure messages.
  let name: String
  private var random: SplitMix64

  /// The seed itself enumerates the kinds and the lengths, so that all of them occur.
  init(seed: UInt64) {
    let kind = Kind.allCases[Int(seed % UInt64(Kind.allCases.count))]
    let round = seed / UInt64(Kind.allCases.count)
    let steps = 1 + Int((round + 5 * (seed % UInt64(Kind.allCases.count))) % 12)
    var draft = LessonDraft(seed: seed, steps: steps)
    draft.add(kind)
    yaml = draft.yaml
    name =
      "seed \(seed): \(kind), \(draft.steps) time steps, "
      + (draft.state.map { "vectors of \($0)" } ?? "scalars")
    random = draft.random
  }

  /// How the lesson is drawn.
  struct Look {
    let theme: Theme
    let canvas: Canvas
    let parts: Set<Part>
    let showsParameters: Bool
    let drawsAllColumns: Bool
    /// Which time steps are folded; `nil` leaves it to the drawing.
    let folding: Folding?
  }

  /// A random theme, canvas and set of parts for the lesson.
  mutating func look() -> Look {
    let canvases: [Canvas] = [
      .widescreen, .standard, .a4, .tight, Canvas(width: 800, height: 600),
      Canvas(width: 1200, height: 500), Canvas(width: 400, height: 300),
      Canvas(width: 600, height: 850),
    ]
    return Look(
      theme: random.pick(Theme.all), canvas: random.pick(canvases),
      parts: Set(Part.allCases.filter { _ in random.next() % 4 != 0 }),
      showsParameters: random.next() % 6 == 0, drawsAllColumns: random.next() % 8 == 0,
      folding: random.next() % 4 == 0 ? .unnamed : nil)
  }
}

/// The lines of a random lesson as they are put together.
private struct LessonDraft {
  var random: SplitMix64
  var steps: Int
  /// How many components states, inputs and outputs have; `nil` for numbers.
  private(set) var state: Int?
  private var input: Int?
  private var output: Int?
  private let title: String?
  private let activation: String
  private var cell: String?
  private var equations: [String] = []
  private var parameters: [String] = []
  private var rest: [String] = []

  init(seed: UInt64, steps: Int) {
    random = SplitMix64(seed: seed)
    self.steps = steps
    if random.next() % 2 == 1 {
      state = 2 + Int(random.next() % 5)
      input = 2 + Int(random.next() % 5)
      output = 2 + Int(random.next() % 3)
    }
    title = random.next() % 4 == 0 ? nil : "Seed \(seed)"
    activation = random.pick(["identity", "tanh", "sigmoid", "relu", "softplus"])
  }

  var yaml: String {
    var lines = title.map { ["title: \($0)"] } ?? []
    if let cell { lines.append("cell: \(cell)") }
    if !equations.isEmpty { lines += ["equations:"] + equations }
    if !parameters.isEmpty { lines += ["parameters:"] + parameters }
    return (lines + rest).joined(separator: "\n")
  }

  mutating func add(_ kind: SeededLesson.Kind) {
    switch kind {
    case .elman, .jordan, .lstm, .gru: addCell(kind.rawValue)
    case .resetAfter: addResetAfter()
    case .peephole: addPeephole()
    case .stack:
      var below = "x"
      for layer in ["h", "g", "k"].prefix(2 + Int(random.next() % 2)) {
        addState(layer, reading: below, size: below == "x" ? input : state)
        below = layer
      }
      addOutput(of: below)
      addSequence()
    case .encoderDecoder:
      steps = min(steps, 6)
      addState("e", reading: "x", size: input)
      weight("C", state, state)
      addState("s", reading: "u", size: input, " + C*e[\(steps)]")
      addOutput(of: "s")
      addSequence(["x", "u"])
    case .attention: addAttention()
    case .skip:
      steps = max(steps, 3)
      weight("V", state, state)
      addState("h", reading: "x", size: input, " + V*h[t-\(2 + random.next() % 2)]")
      addOutput(of: "h")
      addSequence()
    case .siblings: addSiblings()
    case .pooling:
      addState("h", reading: "x", size: input)
      let all = (1...steps).map { "h[\($0)]" }.joined(separator: ", ")
      equation("m", random.pick(["mean(h[t])", "sum(h[t])", steps == 1 ? "h[1]" : "max(\(all))"]))
      weight("v", state)
      equation("p", state == nil ? "sigmoid(v*m)" : "sigmoid(v^T*m)")
      equation("Loss", "-log(p)")
      addSequence()
    case .regularized:
      (state, input, output) = (nil, nil, nil)
      addState("h", reading: "x", size: nil)
      weight("V")
      equation("y[t]", "V*h[t]")
      equation("R", "0.1*(W_h^2 + U_h^2 + V^2)")
      equation("Loss[t]", "(y[t] - target[t])^2")
      equation("Loss", "mean(Loss[t]) + R")
      rest.append("targets: \(list(steps) { $0.value(nil) })")
      addSequence()
    case .tied: addTied()
    case .circuit: addCircuit()
    }
    // A node for each operation takes much space.
    if steps <= 3, random.next() % 5 == 0 { rest.append("figure: {detail: operations}") }
  }

  // MARK: Parts

  private mutating func number() -> String { "\(Double(Int(random.next() % 300)) / 100 - 1.5)" }

  private mutating func list(_ count: Int, _ item: (inout Self) -> String) -> String {
    "[" + (0..<count).map { _ in item(&self) }.joined(separator: ", ") + "]"
  }

  private mutating func value(_ rows: Int?, _ columns: Int? = nil) -> String {
    guard let rows else { return number() }
    return list(rows) { draft in
      columns.map { draft.list($0) { $0.number() } } ?? draft.number()
    }
  }

  private mutating func weight(_ name: String, _ rows: Int? = nil, _ columns: Int? = nil) {
    parameters.append("  \(name): \(value(rows, columns))")
  }

  private mutating func equation(_ left: String, _ right: String) {
    equations.append("  \"\(left)\": \"\(right)\"")
  }

  /// The product component by component.
  private var times: String { state == nil ? "*" : ".*" }

  private mutating func addState(
    _ name: String, reading below: String, size: Int?, _ more: String = ""
  ) {
    weight("W_\(name)", state, state)
    weight("U_\(name)", state, size)
    equation(
      "\(name)[t]", "tanh(W_\(name)*\(name)[t-1] + U_\(name)*\(below)[t]\(more))")
  }

  private mutating func addGate(_ name: String, _ function: String = "sigmoid", _ more: String = "")
  {
    weight("W_\(name)", state, input)
    weight("U_\(name)", state, state)
    equation("\(name)[t]", "\(function)(W_\(name)*x[t] + U_\(name)*h[t-1]\(more))")
  }

  private mutating func addOutput(of state: String) {
    weight("W_y", output, self.state)
    equation("y[t]", "W_y*\(state)[t]")
    addLoss()
  }

  private mutating func addLoss() {
    let loss = random.pick(["output", "squared-error", "absolute-error"])
    rest.append("loss: \(loss)")
    rest.append("reduction: \(random.pick(["sum", "sum", "mean", "last"]))")
    guard loss != "output" else { return }
    // Some time steps have no loss, but the last one does.
    let targets = (1...steps).map { time in
      time < steps && random.next() % 4 == 0 ? "~" : value(output)
    }
    rest.append("targets: [\(targets.joined(separator: ", "))]")
  }

  private mutating func addSequence(_ names: [String] = ["x"]) {
    let series = names.map { name in "\(name): \(list(steps) { $0.value($0.input) })" }
    rest.append("sequence: {\(series.joined(separator: ", "))}")
  }

  // MARK: Kinds

  private mutating func addCell(_ name: String) {
    cell = name
    let gates = name == "gru" ? ["r", "z", "n"] : name == "lstm" ? ["i", "f", "o", "g"] : []
    for gate in gates {
      weight("W_x\(gate)", state, input)
      weight("W_h\(gate)", state, state)
    }
    if gates.isEmpty {
      weight("W_h", state, name == "jordan" ? output : state)
      weight("W_x", state, input)
      if random.next() % 2 == 0 { weight("b_h", state) }
      rest.append("activation: \(activation)")
    }
    weight("W_y", output, state)
    addLoss()
    rest.append("sequence: \(list(steps) { $0.value($0.input) })")
  }

  private mutating func addResetAfter() {
    addGate("r")
    addGate("z")
    weight("W_n", state, input)
    weight("U_n", state, state)
    equation("n[t]", "tanh(W_n*x[t] + r[t] \(times) (U_n*h[t-1]))")
    equation("h[t]", "(1 - z[t]) \(times) n[t] + z[t] \(times) h[t-1]")
    addOutput(of: "h")
    addSequence()
  }

  private mutating func addPeephole() {
    for (gate, time) in [("i", "t-1"), ("f", "t-1"), ("o", "t")] {
      weight("p_\(gate)", state)
      addGate(gate, "sigmoid", " + p_\(gate) \(times) c[\(time)]")
    }
    addGate("g", "tanh")
    equation("c[t]", "f[t] \(times) c[t-1] + i[t] \(times) g[t]")
    equation("h[t]", "o[t] \(times) tanh(c[t])")
    addOutput(of: "h")
    addSequence()
  }

  private mutating func addAttention() {
    steps = 1 + steps % 4
    let size = state ?? 2
    (state, input, output) = (size, input ?? 2, output ?? 2)
    addState("e", reading: "x", size: input)
    addState("d", reading: "u", size: input)
    let scores = (1...steps).map { "d[t]^T*e[\($0)]" }.joined(separator: "; ")
    equation("s[t]", "[\(scores)]")
    equation("a[t]", "softmax(s[t])")
    equation("c[t]", (1...steps).map { "a[t][\($0 - 1)]*e[\($0)]" }.joined(separator: " + "))
    weight("W_y", output, 2 * size)
    equation("y[t]", "W_y*[c[t]; d[t]]")
    addLoss()
    addSequence(["x", "u"])
  }

  private mutating func addSiblings() {
    weight("W", state, state)
    weight("U", state, input)
    let chains = Array(zip(["a", "b", "c"], ["x", "u", "v"]).prefix(2 + Int(random.next() % 2)))
    for (chain, series) in chains {
      equation("\(chain)[t]", "tanh(W*\(chain)[t-1] + U*\(series)[t])")
    }
    for (chain, _) in chains.dropFirst() {
      equation("d_\(chain)", "sum((a[\(steps)] - \(chain)[\(steps)])^2)")
    }
    equation("Loss", chains.count == 2 ? "d_b" : "relu(d_b - d_c + 9)")
    addSequence(chains.map(\.1))
  }

  private mutating func addTied() {
    let size = state ?? 2
    let words = 3 + Int(random.next() % 4)
    state = size
    weight("W", size, size)
    weight("E", words, size)
    equation("x[t]", "E[k[t]]")
    equation("h[t]", "tanh(W*h[t-1] + x[t])")
    equation("y[t]", "E*h[t]")
    func word(_ draft: inout Self) -> String { "\(draft.random.next() % UInt64(words))" }
    rest += [
      "sequence: {k: \(list(steps, word))}", "targets: \(list(steps, word))",
      "loss: cross-entropy", "ask: E",
    ]
  }

  /// Layers of up to six components, or operations on numbers of which each reads one not read yet.
  private mutating func addCircuit() {
    if state != nil {
      var (below, size) = ("x", input)
      rest.append("inputs: {x: \(value(input)), y: \(value(output))}")
      let layers = 1 + Int(random.next() % 3)
      for layer in 1...layers {
        let next = layer == layers ? output : 2 + Int(random.next() % 5)
        weight("W_\(layer)", next, size)
        weight("b_\(layer)", next)
        equation("a_\(layer)", "sigmoid(W_\(layer)*\(below) + b_\(layer))")
        (below, size) = ("a_\(layer)", next)
      }
      equation("Loss", "sum((\(below) - y)^2)")
      return
    }
    let inputs = (1...3 + Int(random.next() % 3)).map { "x_\($0)" }
    rest.append("inputs: {\(inputs.map { "\($0): \(number())" }.joined(separator: ", "))}")
    var (unread, all) = (inputs, inputs)
    for name in ["p", "q", "r", "s", "u", "v", "m", "n"] where unread.count > 1 || name < "s" {
      let (one, other) = (unread.removeFirst(), random.pick(all))
      unread.removeAll { $0 == other }
      equation(
        name,
        random.pick([
          "\(one) + \(other)", "\(one) * \(other)", "tanh(\(one) - \(other))",
          "sigmoid(\(one) * \(other) + \(one))",
        ]))
      unread.append(name)
      all.append(name)
    }
    equation("Loss", "(\(unread.joined(separator: " + ")))^2")
  }
}
