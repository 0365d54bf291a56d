extension Storyboard {
  /// Steps that belong together, such as the forward pass or one edge of the backward pass.
  public struct Section: Hashable, Sendable {
    /// What it is about: a caption, in plain text.
    public let title: String
    /// The places of its steps among those given.
    public let steps: Range<Int>
  }

  /// Returns the sections of some steps, in order; each step is in one of them.
  ///
  ///     board.sections(of: board.steps)[1].title  // "the forward pass begins with the inputs"
  public func sections(of steps: [Step]) -> [Section] {
    var sections: [Section] = []
    var start = 0
    while start < steps.count {
      let key = steps[start].section
      // The lecturer's own words go with what is before them.
      let end =
        steps[(start + 1)...].firstIndex { $0.section != key && $0.kind != .say } ?? steps.count
      // An edge's last step says what the others lead up to.
      let titled = steps[start..<end].last { $0.name == "backward \(key)" } ?? steps[start]
      let title =
        steps[start].kind == .title ? self.title ?? titled.caption.plain : titled.caption.plain
      sections.append(Section(title: title, steps: start..<end))
      start = end
    }
    return sections
  }
}

extension Step {
  /// What all steps of a section have in common.
  fileprivate var section: String {
    switch kind {
    case .title, .definitions, .target, .question, .cell: "opening"
    case .forward: "forward"
    case .loss where isForward: "forward"
    case .ledger, .recap, .flow: kind.rawValue
    // After the first word is the edge.
    case .output, .state, .derivative, .local, .upstream, .braces:
      name.firstIndex(of: " ").map { String(name[name.index(after: $0)...]) } ?? name
    case .loss, .sum, .answer, .say, .comparison, .worksheet, .solution: name
    }
  }
}
