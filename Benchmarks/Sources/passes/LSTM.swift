import Foundation
import Lessons
import Unrolling

/// An LSTM with y = W_y·h and Loss = Σ y as loops over contiguous arrays.
///
/// The weights of the four gates are stacked in the order i, f, g, o, in row-major order.
struct LSTMByHand {
  let size: Int
  let steps: Int
  let inputWeights: [Double]
  let stateWeights: [Double]
  let outputWeights: [Double]
  let inputs: [Double]

  struct Gradients {
    var inputWeights: [Double]
    var stateWeights: [Double]
    var outputWeights: [Double]
    var inputs: [Double]
    var initialState: [Double]
    var initialCell: [Double]
  }

  init(size: Int, steps: Int) {
    self.size = size
    self.steps = steps
    var seed: UInt64 = 1
    // Numbers with few digits, so that the lesson contains exactly the same ones.
    func numbers(_ count: Int) -> [Double] {
      (0..<count).map { _ in
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(Int(seed >> 33) % 256 - 128) / 1024
      }
    }
    inputWeights = numbers(4 * size * size)
    stateWeights = numbers(4 * size * size)
    outputWeights = numbers(size)
    inputs = numbers(steps * size)
  }

  func gradients() -> Gradients {
    // Gates, cell states and states of all time steps; cell states and states start at time 0.
    var gates = [Double](repeating: 0, count: steps * 4 * size)
    var cells = [Double](repeating: 0, count: (steps + 1) * size)
    var states = [Double](repeating: 0, count: (steps + 1) * size)
    var gradients = Gradients(
      inputWeights: Array(repeating: 0, count: 4 * size * size),
      stateWeights: Array(repeating: 0, count: 4 * size * size),
      outputWeights: Array(repeating: 0, count: size),
      inputs: Array(repeating: 0, count: steps * size),
      initialState: Array(repeating: 0, count: size), initialCell: Array(repeating: 0, count: size))
    for t in 0..<steps { forward(t, &gates, &cells, &states) }
    for t in (0..<steps).reversed() { backward(t, gates, cells, states, &gradients) }
    return gradients
  }

  private func forward(
    _ t: Int, _ gates: inout [Double], _ cells: inout [Double], _ states: inout [Double]
  ) {
    for row in 0..<4 * size {
      var sum = 0.0
      for column in 0..<size {
        sum += inputWeights[row * size + column] * inputs[t * size + column]
        sum += stateWeights[row * size + column] * states[t * size + column]
      }
      gates[t * 4 * size + row] = row / size == 2 ? tanh(sum) : 1 / (1 + exp(-sum))
    }
    for unit in 0..<size {
      let gate = t * 4 * size + unit
      let cell =
        gates[gate + size] * cells[t * size + unit] + gates[gate] * gates[gate + 2 * size]
      cells[(t + 1) * size + unit] = cell
      states[(t + 1) * size + unit] = gates[gate + 3 * size] * tanh(cell)
    }
  }

  /// Adds the contributions of time step t; `initialState` and `initialCell` contain the upstream
  /// gradients from later time steps.
  private func backward(
    _ t: Int, _ gates: [Double], _ cells: [Double], _ states: [Double],
    _ gradients: inout Gradients
  ) {
    var slopes = [Double](repeating: 0, count: 4 * size)
    for unit in 0..<size {
      let gate = t * 4 * size + unit
      let (i, f) = (gates[gate], gates[gate + size])
      let (g, o) = (gates[gate + 2 * size], gates[gate + 3 * size])
      let shape = tanh(cells[(t + 1) * size + unit])
      gradients.outputWeights[unit] += states[(t + 1) * size + unit]
      let state = gradients.initialState[unit] + outputWeights[unit]
      let cell = gradients.initialCell[unit] + state * o * (1 - shape * shape)
      slopes[unit] = cell * g * i * (1 - i)
      slopes[unit + size] = cell * cells[t * size + unit] * f * (1 - f)
      slopes[unit + 2 * size] = cell * i * (1 - g * g)
      slopes[unit + 3 * size] = state * shape * o * (1 - o)
      gradients.initialCell[unit] = cell * f
      gradients.initialState[unit] = 0
    }
    for row in 0..<4 * size {
      let slope = slopes[row]
      for column in 0..<size {
        let weight = row * size + column
        gradients.inputWeights[weight] += slope * inputs[t * size + column]
        gradients.stateWeights[weight] += slope * states[t * size + column]
        gradients.inputs[t * size + column] += slope * inputWeights[weight]
        gradients.initialState[column] += slope * stateWeights[weight]
      }
    }
  }

  /// The same network as a lesson.
  var lesson: String {
    func rows(_ numbers: [Double]) -> [[Double]] {
      stride(from: 0, to: numbers.count, by: size).map { Array(numbers[$0..<$0 + size]) }
    }
    func gate(_ number: Int, of weights: [Double]) -> [[Double]] {
      Array(rows(weights)[number * size..<(number + 1) * size])
    }
    let parameters = ["i", "f", "g", "o"].enumerated().map { number, name in
      """
        W_x\(name): \(gate(number, of: inputWeights))
        W_h\(name): \(gate(number, of: stateWeights))
      """
    }
    return """
      cell: lstm
      parameters:
      \(parameters.joined(separator: "\n"))
        W_y: [\(outputWeights)]
      sequence: \(rows(inputs))
      loss: output
      """
  }

  func compare(_ trace: Trace, with gradients: Gradients) {
    for (number, name) in ["i", "f", "g", "o"].enumerated() {
      let part = number * size * size..<(number + 1) * size * size
      passes.compare(trace, "W_x" + name, Array(gradients.inputWeights[part]))
      passes.compare(trace, "W_h" + name, Array(gradients.stateWeights[part]))
    }
    passes.compare(trace, "W_y", gradients.outputWeights)
    passes.compare(trace, "x_1", Array(gradients.inputs[0..<size]))
    passes.compare(trace, "h_0", gradients.initialState)
    passes.compare(trace, "c_0", gradients.initialCell)
  }
}

func measureLSTM(size: Int, steps: Int) throws {
  let byHand = LSTMByHand(size: size, steps: steps)
  let trace = try measureLibrary(Lesson(yaml: byHand.lesson, name: "lstm"))
  let (seconds, gradients) = measured { byHand.gradients() }
  report("by-hand", seconds)
  byHand.compare(trace, with: gradients)
}
