import Unrolling

/// What the items of a storyboard are called in figures of every format, and their classes.
///
///     let names = FigureNames(of: board)
///     names[.node(h1)]             // h_1, classes node and state
///     names[.gradient(h1)]         // h_1.gradient, class gradient
///     names[.edge(slot)]           // h_1->h_2, class edge
///     names[.flow(slot)].element   // h_2-back-to-h_1, which ends the id of an element of SVG
///
/// A node has its id in the trace. An item that is not a quantity, such as `title`, gives way to a
/// quantity of that name and is called `figure-title`.
public struct FigureNames: Sendable {
  /// The name and classes of one item.
  public struct Name: Hashable, Sendable {
    /// The name: the node's in DOT, and the id of an edge there.
    public var text: String
    /// The name within an id of SVG, of letters, digits, hyphens and underscores.
    public var element: String
    /// The classes, with blanks between them: `node state`.
    public var classes: String

    /// Returns the name of a part of the item: of `h_1`, the part `text_2` is `h_1.text_2`.
    public func part(_ part: String, class name: String) -> Name {
      Name(text: "\(text).\(part)", element: "\(element)-\(part)", classes: name)
    }
  }

  private let ids: [String]
  private let roles: [NodeRole]
  private let repeatedReadings: [Item.Slot: Int]
  /// The first of the time steps that each gap leaves out.
  private let gaps: [Int]
  private let folds: [Folds.Box]
  private let quantities: Set<String>

  /// Names the items of a storyboard.
  ///
  /// - Complexity: O(n), n the number of nodes.
  public init(of board: Storyboard) {
    let graph = board.trace.graph
    ids = graph.uniqueIDs
    quantities = Set(ids)
    roles = NodeRole.roles(in: graph)
    repeatedReadings = board.repeatedReadings
    gaps = board.columns.gaps.map(\.lowerBound)
    folds = board.folds.boxes
  }

  /// The formula called out in a step.
  public var callout: Name { other("callout") }
  /// The sentence at the foot of a step.
  public var caption: Name { other("caption") }

  /// A dot where lines meet, counted from 1.
  public func joint(_ number: Int) -> Name { other("joint_\(number)", class: "joint") }
  /// The box of a cell at a time step; cells are counted from 1.
  public func cell(at time: Int, _ number: Int) -> Name {
    other(number == 1 ? "cell_\(time)" : "cell\(number)_\(time)", class: "cell")
  }

  /// The name of an item.
  public subscript(item: Item) -> Name {
    switch item {
    case .title: other("title")
    case .definitions: other("panel")
    case .strip: other("strip")
    case .losses: name("losses", "strip")
    case .node(let node): name(ids[node], "node \(roles[node].rawValue)")
    case .token(let node): name("\(ids[node]).token", "token")
    case .question(let node): name("\(ids[node]).question", "question")
    case .value(let node): name("\(ids[node]).value", "value")
    case .gradient(let node): name("\(ids[node]).gradient", "gradient")
    case .otherValue(let node): name("\(ids[node]).other-value", "value")
    case .otherGradient(let node): name("\(ids[node]).other-gradient", "gradient")
    case .valueBlank(let node): name("\(ids[node]).blank", "value blank")
    case .gradientBlank(let node): name("\(ids[node]).gradient-blank", "gradient blank")
    case .edge(let slot):
      line(from: .node(slot.from), to: .node(slot.to), reading(slot), isBackward: false)
    case .flow(let slot):
      line(from: .node(slot.to), to: .node(slot.from), reading(slot), isBackward: true)
    case .contribution(let slot):
      line(from: .node(slot.from), to: .node(slot.to), reading(slot), isBackward: false)
        .part("contribution", class: "contribution")
    case .gap(let gap), .gapFlow(let gap): other("dots_\(gaps[gap])", class: "dots")
    case .fold(let box), .foldFlow(let box):
      folded(cell(at: folds[box].time, folds[box].cell + 1))
    case .totalDerivative(let slot):
      line(from: .node(slot.from), to: .node(slot.to), isBackward: false)
        .part("derivative", class: "derivative")
    }
  }

  /// Returns the name of a line between two items, the `number`-th from the one to the other.
  public func line(from tail: Item, to head: Item, _ number: Int = 1, isBackward: Bool) -> Name {
    let (tail, head) = (self[tail], self[head])
    let mark = number == 1 ? ("", "") : ("#\(number)", "-\(number)")
    return Name(
      text: "\(tail.text)->\(head.text)\(mark.0)",
      element: "\(tail.element)-\(isBackward ? "back-to" : "to")-\(head.element)\(mark.1)",
      classes: isBackward ? "backward" : "edge")
  }

  private func folded(_ cell: Name) -> Name {
    Name(text: cell.text, element: cell.element, classes: "\(cell.classes) folded")
  }

  private func reading(_ slot: Item.Slot) -> Int { repeatedReadings[slot] ?? 1 }

  /// An item that is not a quantity.
  private func other(_ word: String, class name: String? = nil) -> Name {
    self.name(quantities.contains(word) ? "figure-\(word)" : word, name ?? word)
  }

  private func name(_ text: String, _ classes: String) -> Name {
    Name(text: text, element: ElementID.safe(text), classes: classes)
  }
}
