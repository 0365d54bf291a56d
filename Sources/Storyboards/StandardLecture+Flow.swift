import Formulas

/// The size of the gradient at every time step, on its way back.
extension StandardLecture {
  mutating func flowStep() {
    guard let gradientFlow else { return }
    show(.strip)
    let ends = [gradientFlow.norms.count - 1, 0]
    var lines = ends.map { place -> Notation in
      let symbol = Symbol(gradientFlow.state, time: .absolute(gradientFlow.firstTime + place))
      let sign = Notation.partialDerivative(of: self.symbol(outcome), to: .symbol(symbol))
      return equals(
        .fenced(sign, .bars), .role(.upstream, number(.scalar(gradientFlow.norms[place]))))
    }
    if let factor = gradientFlow.factor {
      lines.append(
        .row([
          .word("each time step back: times "), number(.scalar(factor)), .word(" on average"),
        ]))
    }
    callouts.append(lines)
    step(
      .flow, .word("the size of the gradient at every time step, on a logarithmic scale"),
      hot: [.strip], callout: callouts.count - 1)
  }
}
