import Foundation
import Lessons

/// The scalar Elman RNN h = tanh(W_h·h + W_x·x), y = W_y·h, Loss = Σ y as a loop over arrays: the
/// shortest time that the forward and backward pass can take.
struct ElmanByHand {
  let stateWeight = 0.9
  let inputWeight = 0.5
  let outputWeight = 1.5
  let inputs: [Double]

  struct Gradients {
    var stateWeight = 0.0
    var inputWeight = 0.0
    var outputWeight = 0.0
    var initial = 0.0
    var inputs: [Double]
  }

  func gradients() -> Gradients {
    let count = inputs.count
    var states = [Double](repeating: 0, count: count + 1)
    for t in 0..<count {
      states[t + 1] = tanh(stateWeight * states[t] + inputWeight * inputs[t])
    }
    var gradients = Gradients(inputs: Array(repeating: 0, count: count))
    var upstream = 0.0
    for t in stride(from: count - 1, through: 0, by: -1) {
      let state = states[t + 1]
      gradients.outputWeight += state
      let slope = (upstream + outputWeight) * (1 - state * state)
      gradients.stateWeight += slope * states[t]
      gradients.inputWeight += slope * inputs[t]
      gradients.inputs[t] = slope * inputWeight
      upstream = slope * stateWeight
    }
    gradients.initial = upstream
    return gradients
  }

  /// The same network as a lesson.
  var lesson: String {
    """
    cell: elman
    activation: tanh
    parameters: {W_h: \(stateWeight), W_x: \(inputWeight), W_y: \(outputWeight)}
    sequence: \(inputs)
    loss: output
    """
  }
}

func measureElman(steps: Int) throws {
  let byHand = ElmanByHand(inputs: (0..<steps).map { Double($0 * 7 % 17 - 8) / 8 })
  let trace = try measureLibrary(Lesson(yaml: byHand.lesson, name: "elman"))
  let (seconds, gradients) = measured { byHand.gradients() }
  report("by-hand", seconds)
  compare(trace, "W_h", [gradients.stateWeight])
  compare(trace, "W_x", [gradients.inputWeight])
  compare(trace, "W_y", [gradients.outputWeight])
  compare(trace, "h_0", [gradients.initial])
  compare(trace, "x_1", [gradients.inputs[0]])
}
