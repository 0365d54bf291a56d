extension Storyboard {
  /// Steps that belong together, such as the forward pass or one edge of the backward pass.
  public struct Section: Hashable, Sendable {
    /// What it is called in `unroll steps --format json`: `backward h_2->h_1`.
    public let name: String
    /// What it is about: the deck's title or a caption, in plain text.
    public let title: String
    /// The places of its steps among those given.
    public let steps: Range<Int>
  }

  /// Returns the sections of some steps, in order; each step is in one of them.
  ///
  ///     board.sections(of: board.steps)[1].title  // "the forward pass begins with the inputs"
  public func sections(of steps: [Step]) -> [Section] {
    let all = sectionNames
    let names = steps.map { all[$0.number - 1] }
    var sections: [Section] = []
    var start = 0
    while start < steps.count {
      let name = names[start]
      let end = names[start...].firstIndex { $0 != name } ?? steps.count
      // An edge's last step says what the others lead up to.
      let titled = steps[start..<end].last { $0.name == name } ?? steps[start]
      let title = steps[start].kind == .title ? self.title : nil
      sections.append(
        Section(name: name, title: title ?? titled.caption.plain, steps: start..<end))
      start = end
    }
    return sections
  }

  /// The part of the lecture that each step belongs to: the question, the forward pass, each way of
  /// the gradient with all its steps, each sum, the answer, the ledgers,
  /// training. The lecturer's own slides
  /// belong to the part before them.
  var sectionNames: [String] {
    var sections: [String] = []
    for step in steps {
      let subject = step.name.split(separator: " ", maxSplits: 1).dropFirst().first
      let section =
        switch step.kind {
        case .title, .definitions, .target, .question, .cell: "question"
        case .forward: "forward"
        case .loss: step.isForward ? "forward" : "backward \(subject ?? "")"
        case .output, .state, .derivative, .local, .upstream, .braces: "backward \(subject ?? "")"
        case .say: sections.last ?? "question"
        case .answer, .recap: "answer"
        case .sum: step.name
        case .flow, .ledger: "ledger"
        case .samples, .update: "update"
        case .comparison, .worksheet, .solution: step.kind.rawValue
        }
      sections.append(section)
    }
    return sections
  }
}
