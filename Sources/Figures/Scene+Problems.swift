import Look
import Storyboards

/// Something in a deck that makes it hard to read.
///
///     for problem in try Scene(of: board, canvas: .standard).problems { print(problem) }
///     // steps 3-9: the value of h_1 and the gradient of h_2 overlap by 4 by 12 points
public struct Problem: Hashable, Sendable, CustomStringConvertible {
  /// The numbers of the steps that have it, in order; empty for a problem of the theme.
  public let steps: [Int]
  /// What is wrong and by how much, without a period.
  public let message: String

  /// The steps and what is wrong with them, in one line.
  public var description: String {
    guard let first = steps.first else { return message }
    if steps == [first] { return "step \(first): \(message)" }
    var ranges: [ClosedRange<Int>] = []
    for step in steps {
      if let last = ranges.last, last.upperBound == step - 1 {
        ranges[ranges.count - 1] = last.lowerBound...step
      } else {
        ranges.append(step...step)
      }
    }
    let texts = ranges.map {
      $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)"
    }
    return "steps \(texts.joined(separator: ", ")): \(message)"
  }
}

extension Scene {
  /// The least letters, and the least indices, as parts of the page's height.
  private static let leastLetters = 38.0
  private static let leastIndices = TypeScale.leastIndex
  // An overlap or overhang of less cannot be seen.
  private static let slack = 0.5

  /// Everything that makes the deck hard to read: steps without text, characters without a font, letters smaller than a
  /// fiftieth of the page's height, things that overlap, leave the canvas or did not fit, weak
  /// contrast. Of a graph that is more than ten times as large as its page, the details are left out.
  public var problems: [Problem] {
    let silent = storyboard.steps.filter { !$0.narration.contains(where: \.isLetter) }.map(\.number)
    return
      (silent.isEmpty ? [] : [Problem(steps: silent, message: "there is no alternative text")])
      + (missingCharacters.map { [$0] } ?? []) + outgrowth + smallLetters + crowding
      + theme.contrasts.filter { !$0.isEnough }.map {
        Problem(steps: [], message: "theme \(theme.name): \($0.complaint)")
      }
  }

  /// The size of the smallest letters of any step, as a share of the page's height.
  public var smallestLetters: Double { smallestSize.map { $0 / pageHeight } ?? 1 }

  /// The size of the smallest letters of any step, in points of the scene.
  var smallestSize: Double? {
    storyboard.steps.compactMap { smallest(in: $0, isScript: false)?.size }.min()
  }

  /// The shorter side of the page; a page cut to its drawing is measured as the usual one.
  private var pageHeight: Double {
    canvas.isCropped ? TypeScale.height : min(width, height)
  }
  private var side: String { width < height ? "width" : "height" }

  /// What would make the letters of a graph larger that is drawn smaller than usual.
  private var outgrowth: [Problem] {
    let share = pageHeight / TypeScale.height
    guard share > 1.005 else { return [] }
    return [
      Problem(
        steps: storyboard.steps.map(\.number),
        message: "crowded: the graph would need \(percent(share)) of the canvas; \(cure)")
    ]
  }

  /// What helps this graph.
  private var cure: String {
    if canFold { return "fold time steps (figure: {fold: all})" }
    let columns = storyboard.columns.all.count
    if columns - storyboard.columns.gaps.count > Columns.fewest {
      return "draw fewer columns (figure: {columns: \(columns - 1)})"
    }
    if storyboard.trace.graph.network.stepCount > 0 { return "draw fewer time steps" }
    if width / height < Canvas.widescreen.width / Canvas.widescreen.height - 0.01 {
      return "use a wider page (figure: {canvas: 16:9})"
    }
    let digits = storyboard.style.digits
    return digits > 2
      ? "write fewer digits (figure: {digits: \(digits - 1)})"
      : "split the network into two lessons"
  }

  /// Whether a time step may be folded that is drawn open.
  private var canFold: Bool {
    guard !storyboard.quantities.structure.cells.isEmpty else { return false }
    let asked = storyboard.asked.map { storyboard.trace.graph.nodes[$0].time }
    return storyboard.columns.all.contains {
      if case .time(let time) = $0 {
        time > 0 && !storyboard.folds.isWhole(time) && !asked.contains(time)
      } else {
        false
      }
    }
  }

  private var smallLetters: [Problem] {
    var steps: [String: [Int]] = [:]
    var order: [String] = []
    for step in storyboard.steps {
      for (isScript, least) in [(false, Self.leastLetters), (true, Self.leastIndices)] {
        guard let (size, owner) = smallest(in: step, isScript: isScript),
          size * least < pageHeight * 0.995
        else { continue }
        let message =
          "the \(isScript ? "indices" : "letters") of \(name(of: owner)) are "
          + "1/\(Int((pageHeight / size).rounded(.up))) of the \(side), but the back row needs "
          + "1/\(Int(least))"
        if steps[message] == nil { order.append(message) }
        steps[message, default: []].append(step.number)
      }
    }
    return order.map { Problem(steps: steps[$0] ?? [], message: $0) }
  }

  private func smallest(in step: Step, isScript: Bool) -> (size: Double, owner: Owner)? {
    var least: (size: Double, owner: Owner)?
    for thing in things where thing.isScript == isScript && shows(thing, in: step) {
      guard case .text(let run, _, _) = thing.ink else { continue }
      if run.font.size < least?.size ?? .infinity { least = (run.font.size, thing.owner) }
    }
    return least
  }

  // Of letters ten times as small as usual nobody can read one, so that single ones do not matter.
  private static let greatestShare = 10.0

  private var crowding: [Problem] {
    guard pageHeight / TypeScale.height <= Self.greatestShare else { return [] }
    let overlaps = self.overlaps.map { one, two in
      let width = min(one.box.right, two.box.right) - max(one.box.x, two.box.x)
      let height = min(one.box.bottom, two.box.bottom) - max(one.box.y, two.box.y)
      return problem(
        "crowded: \(name(of: one.owner)) and \(name(of: two.owner)) overlap by "
          + "\(Int(width.rounded(.up))) by \(Int(height.rounded(.up))) points"
      ) { shows(one, in: $0) && shows(two, in: $0) }
    }
    let outside = things.compactMap { thing -> Problem? in
      let over = max(-thing.box.x, -thing.box.y, thing.box.right - width, thing.box.bottom - height)
      guard over > Self.slack else { return nil }
      return problem(
        "crowded: \(name(of: thing.owner)) leaves the canvas by \(Int(over.rounded(.up))) points"
      ) { shows(thing, in: $0) }
    }
    let hidden = crossings.map { mark, line in
      problem("crowded: \(name(of: mark.owner)) is on \(name(of: line.owner)), or too near to it") {
        shows(mark, in: $0) && shows(line, in: $0)
      }
    }
    let doubtful = strays.map { chip, node in
      problem("crowded: \(name(of: chip.owner)) is too close to \(name(of: node.owner))") {
        shows(chip, in: $0) && shows(node, in: $0)
      }
    }
    // If there is a formula, it contains the number, too.
    let hasFormulas = things.contains { if case .callout = $0.owner { true } else { false } }
    let missing = (hasFormulas ? [] : unplaced).map { item in
      problem("crowded: there is no space for \(name(of: .item(item)))") {
        storyboard.shows(item, in: $0)
      }
    }
    var seen: Set<Problem> = []
    return (overlaps + outside + hidden + doubtful + missing)
      .filter { !$0.steps.isEmpty && seen.insert($0).inserted }
      .sorted { ($0.steps[0], $0.message) < ($1.steps[0], $1.message) }
  }

  private func problem(_ message: String, in isConcerned: (Step) -> Bool) -> Problem {
    Problem(steps: storyboard.steps.filter(isConcerned).map(\.number), message: message)
  }

  /// The pairs of shapes and texts that overlap and do not belong together.
  private var overlaps: [(Thing, Thing)] {
    let solid = things.filter { thing in
      switch thing.ink {
      // A cell holds its nodes, a joint is on its lines, and a halo under its number.
      case .shape(_, .cell), .shape(_, .joint), .shape(_, .halo): false
      case .shape, .text: true
      case .rule, .curve: false
      }
    }.sorted { ($0.box.x, $0.box.y) < ($1.box.x, $1.box.y) }
    // The inputs of a circuit are one above the other: what is beside each other is sought along the
    // longer side.
    let isUpright = height > width
    func start(_ index: Int) -> Double { isUpright ? solid[index].box.y : solid[index].box.x }
    func end(_ index: Int) -> Double {
      isUpright ? solid[index].box.bottom : solid[index].box.right
    }
    let sorted = solid.indices.sorted { (start($0), $0) < (start($1), $1) }
    var found: [(one: Int, two: Int)] = []
    for (rank, index) in sorted.enumerated() {
      for other in sorted[(rank + 1)...] {
        guard start(other) < end(index) else { break }
        let (one, two) = (solid[index], solid[other])
        guard one.owner != two.owner, one.overlaps(two, slack: Self.slack) else { continue }
        switch (one.owner, two.owner) {
        // A step shows only one formula and one caption.
        case (.callout, .callout), (.caption, .caption): continue
        default: found.append((min(index, other), max(index, other)))
        }
      }
    }
    return found.sorted { ($0.one, $0.two) < ($1.one, $1.two) }
      .map { (solid[$0.one], solid[$0.two]) }
  }

  private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }

  private func name(of owner: Owner) -> String {
    switch owner {
    case .always: "the drawing"
    case .callout: "the formula"
    case .scenery(let index):
      switch scenery[index].kind {
      case .joint: "a joint of lines"
      case .cell(let time, _): "the cell at time step \(time)"
      case .time(let time, _): "the time of the cell at time step \(time)"
      }
    case .caption: "the caption"
    case .item(let item): name(of: item)
    }
  }

  private func name(of item: Item) -> String {
    let nodes = storyboard.trace.graph.nodes
    return switch item {
    case .title: "the title"
    case .definitions: "the definitions"
    case .node(let node): nodes[node].id
    case .token(let node): "the token at \(nodes[node].id)"
    case .value(let node), .otherValue(let node): "the value of \(nodes[node].id)"
    case .gradient(let node), .otherGradient(let node): "the gradient of \(nodes[node].id)"
    case .valueBlank(let node), .gradientBlank(let node): "the blank at \(nodes[node].id)"
    case .question(let node): "the question mark at \(nodes[node].id)"
    case .edge(let slot): "the edge from \(nodes[slot.from].id) to \(nodes[slot.to].id)"
    case .flow(let slot): "the gradient from \(nodes[slot.to].id) to \(nodes[slot.from].id)"
    case .contribution(let slot):
      "the contribution of \(nodes[slot.to].id) to \(nodes[slot.from].id)"
    case .gap, .gapFlow: "the dots"
    case .fold(let box), .foldFlow(let box):
      "the box of time step \(storyboard.folds.boxes[box].time)"
    case .totalDerivative(let slot):
      "the total derivative of \(nodes[slot.to].id) by \(nodes[slot.from].id)"
    case .strip: "the strip of gradients"
    case .losses: "the plot of the loss"
    }
  }
}

extension Scene.Box {
  var right: Double { x + width }
  var bottom: Double { y + height }
}

extension Scene.Thing {
  /// Whether two things overlap by more than `slack` points; an ellipse leaves its box's corners
  /// free.
  func overlaps(_ other: Scene.Thing, slack: Double) -> Bool {
    guard box.overlaps(other.box, slack: slack) else { return false }
    return !isClear(of: other.box, slack: slack) && !other.isClear(of: box, slack: slack)
  }

  /// Whether a box is in a corner that an ellipse leaves free.
  private func isClear(of other: Scene.Box, slack: Double) -> Bool {
    guard case .shape(.ellipse, _) = ink else { return false }
    let x = max(other.x, min(box.center.x, other.right)) - box.center.x
    let y = max(other.y, min(box.center.y, other.bottom)) - box.center.y
    let (width, height) = (box.width / 2 - slack, box.height / 2 - slack)
    return (x / width) * (x / width) + (y / height) * (y / height) > 1
  }
}
