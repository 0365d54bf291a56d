import Formulas
import Unrolling
import Yams

extension Lesson {
  /// A quantity whose value the lesson gives, and where it is written.
  public struct Adjustable: Hashable, Sendable {
    /// What it is.
    public enum Kind: String, Hashable, Sendable {
      /// A shared weight or bias.
      case parameter
      /// A value from outside.
      case input
      /// A state at time 0, or after the last time step where time runs backwards.
      case initial
      /// A known answer.
      case target
    }

    /// What it is called: the id of the first node that holds it.
    public let name: String
    /// What it is.
    public let kind: Kind
    /// The token whose embedding it is.
    public let token: String?
    /// All nodes that hold it: an embedding is in each input with its token.
    public let nodes: [Int]
    /// Its value.
    public let value: Value
    /// Where each of its components is in the text, in UTF-16 code units; `nil` if some are not
    /// there as numbers of their own.
    public let places: [Range<Int>]?
  }

  /// The quantities whose values the lesson gives, in the order of their nodes.
  ///
  ///     lesson.adjustables.map(\.name)  // ["W_h", "W_x", "W_y", "h_0", "x_1", "x_2"]
  ///
  /// Targets that are classes are not among them: there is no half a class.
  public var adjustables: [Adjustable] {
    let file = LessonNumbers(of: text)
    var found: [Adjustable] = []
    var placeOfToken: [String: Int] = [:]
    var taken: Set<Range<Int>> = []
    for (index, node) in graph.nodes.enumerated() {
      guard let kind = Adjustable.Kind(node.role), let value = graph.leafValue(of: index) else {
        continue
      }
      if kind == .target, network.hasClasses { continue }
      let token = kind == .input ? token(of: node, in: network) : nil
      if let token, let place = placeOfToken[token] {
        let first = found[place]
        found[place] = Adjustable(
          name: first.name, kind: kind, token: token, nodes: first.nodes + [index],
          value: first.value, places: first.places)
        continue
      }
      if let token { placeOfToken[token] = found.count }
      var places = file.places(of: node, kind, token: token, in: network)
      let isTaken = places?.contains(where: taken.contains) ?? false
      if places?.count != value.components.count || isTaken {
        places = nil
      }
      taken.formUnion(places ?? [])
      found.append(
        Adjustable(
          name: graph.uniqueID(of: index), kind: kind, token: token, nodes: [index], value: value,
          places: places))
    }
    return found
  }

  /// Returns the leaves of the first sample that a later one has copies of, and where: embeddings,
  /// initial states and inputs that the lesson gives once.
  ///
  /// - Parameter sample: the later one, counted from 1.
  public func leavesShared(with sample: Int) -> [(first: Int, other: Int)] {
    let other = trainingSettings.others[sample - 1]
    var placeOfToken: [String: Int] = [:]
    for (index, node) in graph.nodes.enumerated() where node.role == .input {
      guard let token = token(of: node, in: network), placeOfToken[token] == nil else { continue }
      placeOfToken[token] = index
    }
    let keys = trainingSettings.sampleKeys
    return other.nodes.indices.compactMap { index in
      let node = other.nodes[index]
      let first: Int? =
        switch node.role {
        case .input where node.time == nil && !keys.contains("inputs"): graph.node(id: node.id)
        case .input: token(of: node, in: other.network).flatMap { placeOfToken[$0] }
        case .initial where keys.isDisjoint(with: ["initial", "final"]): graph.node(id: node.id)
        case .initial, .parameter, .target, .computed: nil
        }
      guard let first, graph.nodes[first].shape == node.shape,
        graph.leafValue(of: first) == other.leafValue(of: index)
      else { return nil }
      return (first, index)
    }
  }

  private func token(of node: UnrolledGraph.Node, in network: Network) -> String? {
    guard let tokens = network.series.first(where: { $0.name == node.name })?.tokens,
      let time = node.time, tokens.indices.contains(time - 1), !tokens[time - 1].isEmpty
    else { return nil }
    return tokens[time - 1]
  }

  /// The text that was read, and whether it says anything of values at time 0.
  public var fileText: (text: String, hasInitial: Bool) {
    (text, LessonNumbers(of: text).hasInitial)
  }
}

extension Lesson.Adjustable.Kind {
  fileprivate init?(_ role: UnrolledGraph.Role) {
    switch role {
    case .parameter: self = .parameter
    case .input: self = .input
    case .initial: self = .initial
    case .target: self = .target
    case .computed: return nil
    }
  }
}

extension Network {
  /// Whether targets are places in a list, not numbers.
  fileprivate var hasClasses: Bool {
    series.contains { $0.isTarget && $0.tokens != nil }
      || equations.contains { $0.expression.hasLossOfClasses }
  }
}

extension Expression {
  fileprivate var hasLossOfClasses: Bool {
    if case .call(let function, _) = kind, function.takesClasses { return true }
    return operands.contains(where: \.hasLossOfClasses)
  }
}

/// Where the numbers of a lesson are in its text.
private struct LessonNumbers {
  private var entries: [String: Node] = [:]
  /// Where each line starts, in UTF-16 code units.
  private var starts: [Int] = []
  private var lines: [Substring] = []

  init(of text: String) {
    guard let root = try? Yams.compose(yaml: text), case .mapping(let mapping) = root else {
      return
    }
    for (key, value) in mapping {
      if let name = key.scalar?.string { entries[name] = value }
    }
    var start = 0
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      starts.append(start)
      lines.append(line)
      // The line feed; two code units of a Windows file are one character.
      let end = line.endIndex
      start += line.utf16.count + (end < text.endIndex ? text[end].utf16.count : 0)
    }
  }

  var hasInitial: Bool { entries["initial"] != nil }

  func places(
    of node: UnrolledGraph.Node, _ kind: Lesson.Adjustable.Kind, token: String?,
    in network: Network
  ) -> [Range<Int>]? {
    guard let written = self.node(of: node, kind, token: token, in: network) else { return nil }
    var places: [Range<Int>] = []
    return gather(written, &places) ? places : nil
  }

  private func node(
    of node: UnrolledGraph.Node, _ kind: Lesson.Adjustable.Kind, token: String?,
    in network: Network
  ) -> Node? {
    switch kind {
    case .parameter: return named(node.name, in: "parameters")
    case .initial:
      let isFirst = node.time == 0 || node.time == network.times.length(of: node.name) + 1
      return isFirst ? named(node.name, in: node.time == 0 ? "initial" : "final") : nil
    case .target: return item(node.time, of: entries["targets"])
    case .input:
      if let token {
        guard let place = network.vocabulary.firstIndex(of: token) else { return nil }
        return item(place + 1, of: entries["embeddings"])
      }
      guard node.time != nil else { return named(node.name, in: "inputs") }
      if case .mapping? = entries["sequence"] {
        return item(node.time, of: named(node.name, in: "sequence"))
      }
      return item(node.time, of: entries["sequence"])
    }
  }

  private func named(_ name: String, in section: String) -> Node? {
    entries[section]?.mapping?.first {
      $0.key.scalar.map { GreekName.canonical($0.string) } == name
    }?.value
  }

  private func item(_ number: Int?, of list: Node?) -> Node? {
    guard let number, let items = list?.sequence, number > 0, number <= items.count else {
      return nil
    }
    return items[number - 1]
  }

  /// Gathers the places of all numbers below a node, row by row; false if one has none.
  private func gather(_ node: Node, _ places: inout [Range<Int>]) -> Bool {
    if case .sequence(let items) = node { return items.allSatisfy { gather($0, &places) } }
    guard case .scalar(let scalar) = node, let mark = scalar.mark,
      lines.indices.contains(mark.line - 1)
    else { return false }
    let line = lines[mark.line - 1]
    let scalars = line.unicodeScalars
    guard
      let start = scalars.index(
        scalars.startIndex, offsetBy: mark.column - 1, limitedBy: scalars.endIndex)
    else { return false }
    var written = line[start...]
    // The mark of a value that has a name for aliases is at the name.
    if written.first == "&" { written = written.drop { $0 != " " }.drop { $0 == " " } }
    guard written.hasPrefix(scalar.string) else { return false }
    let first = starts[mark.line - 1] + line[..<written.startIndex].utf16.count
    places.append(first..<first + scalar.string.utf16.count)
    return true
  }
}
