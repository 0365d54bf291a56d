import Formulas

/// The size of the gradient at every time step of the backward pass.
extension StandardLecture {
  mutating func strip() {
    guard let gradientFlow else { return }
    show(.strip)
    // The gradient arrives at the last time step, where time runs backwards at the first.
    let ascending = [0, gradientFlow.norms.count - 1]
    let ends = gradientFlow.isBackward ? ascending : ascending.reversed()
    func norm(_ place: Int) -> Notation {
      number(sourced.norm(gradientFlow.norms[place], ofGradientOf: gradientFlow.nodes[place]))
    }
    var lines = ends.map { place -> Notation in
      let symbol = Symbol(gradientFlow.state, time: .absolute(gradientFlow.firstTime + place))
      let sign = Notation.partialDerivative(of: self.symbol(outcome), to: .symbol(symbol))
      return equals(.fenced(sign, .bars), .role(.upstream, norm(place)))
    }
    let factor = gradientFlow.factor.map {
      number(sourced.factor($0, between: gradientFlow.nodes))
    }
    if let factor { lines.append(phrases.eachTimeStepBack(factor)) }
    let values = ends.map { place in
      let symbol = Symbol(gradientFlow.state, time: .absolute(gradientFlow.firstTime + place))
      return Named(name: .symbol(symbol), value: norm(place))
    }
    let callout = call(lines)
    step(
      .flow, phrases.gradientFlow(last: values[0], first: values[1], factor: factor),
      hot: [.strip], callout: callout)
  }
}
