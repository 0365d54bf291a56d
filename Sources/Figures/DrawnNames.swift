import Storyboards

/// The named items of a scene that its things belong to; asked for in the scene's order, in which
/// the things of one owner follow each other.
struct DrawnNames {
  /// All that has one name: a node with its letters, a line, a formula.
  struct Group {
    let name: FigureNames.Name
    /// The item, `nil` for what each step has of its own.
    let item: Item?
    /// Whether it is an edge or a gradient's way, which lie below everything else.
    let isLine: Bool
    /// Whether it is the box of a cell, which lies below the lines.
    let isBackdrop: Bool

    /// The classes in a step.
    ///
    /// - Parameter focus: what the step is about.
    func classes(in step: Step, _ focus: Storyboard.Focus?) -> String {
      name.classes + Self.emphasis(of: item, in: step, focus)
    }

    /// The classes that say how a step emphasizes an item, after a blank; empty for most.
    static func emphasis(
      of item: Item?, in step: Step, _ focus: Storyboard.Focus?
    ) -> String {
      guard let item else { return "" }
      if step.hot.contains(item) { return " hot" }
      return focus.map { !$0.contains(item) } == true ? " faded" : ""
    }
  }

  private struct Key: Hashable {
    let owner: Scene.Owner
    let link: Scene.Link?

    init(_ thing: Scene.Thing) {
      // A formula has one name in all its stages, and so have the formulas of all steps.
      owner =
        switch thing.owner {
        case .callout: .callout(0, stage: 0)
        case .caption: .caption(0)
        case .always, .item, .scenery: thing.owner
        }
      link = thing.link
    }
  }

  let names: FigureNames
  private(set) var groups: [Group] = []
  private var indices: [Key: Int] = [:]
  private var elements: Set<String> = []
  private var last: (key: Key, index: Int)?

  private let scenery: [Scene.Scenery]

  init(_ scene: Scene) {
    names = FigureNames(of: scene.storyboard)
    scenery = scene.scenery
  }

  /// Returns the index of the group that a thing belongs to, `nil` for what has no name.
  mutating func group(of thing: Scene.Thing) -> Int? {
    let key = Key(thing)
    if let last, last.key == key { return last.index }
    guard let name = name(of: thing) else { return nil }
    let index = indices[key] ?? groups.count
    if index == groups.count { add(name, thing) }
    indices[key] = index
    last = (key, index)
    return index
  }

  private mutating func add(_ name: FigureNames.Name, _ thing: Scene.Thing) {
    var name = name
    // `a->b#2` and `a->b.2` are both written a-to-b-2.
    let first = name.element
    var count = 1
    while !elements.insert(name.element).inserted {
      count += 1
      name.element = "\(first)-\(count)"
    }
    var item: Item?
    if case .item(let owner) = thing.owner { item = owner }
    groups.append(
      Group(name: name, item: item, isLine: thing.link != nil, isBackdrop: thing.isBackdrop))
  }

  private func name(of thing: Scene.Thing) -> FigureNames.Name? {
    switch thing.owner {
    case .always: nil
    case .scenery(let index):
      switch scenery[index].kind {
      case .joint(let number): names.joint(number)
      case .cell(let time, let number): names.cell(at: time, number)
      case .time(let time, let number): names.cell(at: time, number).part("time", class: "time")
      }
    case .callout: names.callout
    case .caption: names.caption
    case .item(let item):
      switch item {
      case .gap, .gapFlow, .fold, .foldFlow:
        thing.link.map { link in
          // A line from a box is called by the quantity that it passes on.
          var (tail, head) = (link.tail, link.head)
          if let carried = link.carried {
            if item.isFlow { head = .node(carried) } else { tail = .node(carried) }
          }
          return names.line(from: tail, to: head, link.number, isBackward: item.isFlow)
        } ?? names[item]
      default: names[item]
      }
    }
  }
}

extension Scene.Thing {
  fileprivate var isBackdrop: Bool {
    if case .shape(_, .cell) = ink { true } else { false }
  }
}

extension Item {
  /// Whether it is a gradient's way.
  fileprivate var isFlow: Bool {
    switch self {
    case .flow, .gapFlow, .foldFlow: true
    default: false
    }
  }
}
