import Unrolling

/// What the steps of the backward pass are about, before any is made.
extension StandardLecture {
  /// A part of the backward pass, most of them of one step.
  enum Backward {
    /// The loss, all edges to its parts, and those over which a part only hands its gradient on.
    case loss([Trace.Edge], copies: [Trace.Edge])
    /// The gradient of what the network ends with, with respect to itself.
    case seed
    /// One edge, in one step or in several.
    case edge(Trace.Edge, isGrown: Bool)
    /// Edges that work like the one before: those of the other gates.
    case alike([Trace.Edge])
    /// The gradients that arrive at a node along several paths.
    case sum(Int)
    /// Everything in one or more time steps.
    case timeSteps([Int])
    /// Time steps that are left out of the drawing.
    case gap(Int)
    /// A folded time step.
    case fold(Int)

    /// How many steps it takes.
    fileprivate var stepCount: Int {
      if case .edge(_, isGrown: true) = self { StandardLecture.usualStages.count } else { 1 }
    }
  }

  /// The stages in which the first edge's formula grows: its number and the gradient that arrives
  /// come together.
  static let usualStages = [0, 1, 3, 4]
  /// Those of a detailed lecture, and of the lecture as it was given.
  static let allStages = [0, 1, 2, 3, 4]

  /// Parts of the backward pass with the nodes that they are about.
  struct BackwardPlan {
    fileprivate var parts: [(nodes: [Int], part: Backward)] = []

    var all: [Backward] { parts.map(\.part) }
    var stepCount: Int { parts.reduce(0) { $0 + $1.part.stepCount } }

    /// Leaves at most this many steps, the last of which has all the rest.
    fileprivate mutating func cut(to most: Int) {
      guard stepCount > most else { return }
      var count = 0
      var place = 0
      while place < parts.count, count + parts[place].part.stepCount < most {
        count += parts[place].part.stepCount
        place += 1
      }
      // The steps of one node stay together.
      while place > 0, place < parts.count, parts[place - 1].nodes == parts[place].nodes {
        place -= 1
      }
      var seen: Set<Int> = []
      let rest = parts[place...].flatMap(\.nodes).filter { seen.insert($0).inserted }
      parts.replaceSubrange(place..., with: [(rest, .timeSteps(rest))])
    }
  }

  /// How detailed a backward pass is.
  struct BackwardDetail {
    /// 0 for a step for each edge; 1 for one step for all time steps that work like an earlier one,
    /// except for the last; 2 for the last as well.
    var level = 0
    /// The greatest number of steps.
    var most = Int.max
    /// Whether the first edge's formula grows in several steps.
    var grows = true
    /// Whether every edge's formula does.
    var growsAll = false
    /// Whether edges that work alike, such as those of gates, share a step after the first one.
    var joins = true
  }

  /// Returns the parts of the backward pass from the loss to the gradients asked for.
  ///
  /// - Complexity: O(n), n the number of nodes and edges.
  func backwardPlan(_ detail: BackwardDetail) -> BackwardPlan {
    let path = path
    let isOnPath = Set(path)
    var plan = BackwardPlan()
    var handed: Set<Trace.Edge> = []
    var known: Set<[Int]> = []
    var toldGap: Int?
    var toldBoxes = toldBoxes
    var isGrown = !detail.grows
    func ways(_ node: Int) -> [Trace.Edge] {
      gradientWays(from: node).filter { isOnPath.contains($0.from) }
    }
    let runs = Self.runs(of: path) { graph.nodes[$0].time }
    let last = runs.lastIndex { run in
      run.contains { graph.nodes[$0].time != nil && !ways($0).isEmpty }
    }
    for (place, run) in runs.enumerated() {
      let drawn = run.filter { gap(of: $0) == nil && folds.box(of: $0) == nil }
      // What two quantities are to each other is explained once.
      let isNew = drawn.flatMap(ways).map { known.insert(kind(of: $0)).inserted }
      let isTold =
        detail.level == 0 || isNew.contains(true) || graph.nodes[run[0]].time == nil
        || detail.level == 1 && place == last || !drawn.contains { !ways($0).isEmpty }
      if !isTold, drawn.count == run.count {
        if let earlier = plan.parts.last, case .timeSteps(let nodes) = earlier.part {
          plan.parts[plan.parts.count - 1] = (nodes + run, .timeSteps(nodes + run))
        } else {
          plan.parts.append((run, .timeSteps(run)))
        }
        continue
      }
      var told: [(nodes: [Int], part: Backward)] = []
      for node in run {
        if let gap = gap(of: node) {
          if gap != toldGap { told.append(([], .gap(gap))) }
          toldGap = gap
          continue
        }
        if let box = folds.box(of: node) {
          if toldBoxes.insert(box).inserted {
            toldBoxes.formUnion(folds.run(around: box))
            told.append(([], .fold(box)))
          }
          continue
        }
        if pathCount(terms(node)) > 1 {
          told.append(([node], .sum(node)))
        }
        let outgoing = ways(node).filter { isDrawn($0.from) && !handed.contains($0) }
        if node == outcome {
          guard hasParts(outgoing) else {
            told.append(([node], .seed))
            told += outgoing.map { ([node], .edge($0, isGrown: grows($0, &isGrown, detail))) }
            continue
          }
          let copies = outgoing.flatMap { part in
            original(of: part.from) == nil || pathCount(terms(part.from)) > 1
              ? [] : ways(part.from).filter { isDrawn($0.from) }
          }
          handed.formUnion(copies)
          told.append(([node], .loss(outgoing, copies: copies)))
          continue
        }
        for edge in outgoing {
          told.append(([node], .edge(edge, isGrown: grows(edge, &isGrown, detail))))
        }
      }
      plan.parts += detail.joins ? joined(told) : told
    }
    plan.cut(to: detail.most)
    return plan
  }

  /// Whether an edge is the one whose formula grows: the first back in time; in a circuit, the first.
  private func grows(
    _ edge: Trace.Edge, _ isGrown: inout Bool, _ detail: BackwardDetail
  ) -> Bool {
    guard trace.local(of: edge) != nil else { return false }
    if detail.growsAll { return true }
    guard !isGrown, isState(edge) || graph.network.stepCount == 0 else { return false }
    isGrown = true
    return true
  }

  /// Whether an edge leads from a time step back to an earlier one, or to a later one where time runs
  /// backwards.
  func isState(_ edge: Trace.Edge) -> Bool {
    let (operand, reader) = (graph.nodes[edge.from].time ?? 0, graph.nodes[edge.to].time ?? 0)
    return runsBackward(edge.from) && runsBackward(edge.to) ? operand > reader : operand < reader
  }

  /// Whether these are the edges from a loss to its parts, the losses of time steps.
  private func hasParts(_ edges: [Trace.Edge]) -> Bool {
    guard let first = edges.first, graph.nodes[outcome].time == nil,
      edges.allSatisfy({ graph.nodes[$0.from].time != nil })
    else { return false }
    return edges.count > 1 || original(of: outcome) == first.from
  }

  /// What is the same of edges at different time steps: the quantities and the place in the formula.
  private func kind(of edge: Trace.Edge) -> [Int] {
    let (reader, operand) = (graph.nodes[edge.to], graph.nodes[edge.from])
    return [
      quantities.index(of: reader) ?? -1, quantities.index(of: operand) ?? -1, edge.slot,
    ]
  }

  /// Joins the edges of the other gates: those after the first one to the same reader or from the
  /// same operand.
  private func joined(
    _ parts: [(nodes: [Int], part: Backward)]
  ) -> [(nodes: [Int], part: Backward)] {
    var result: [(nodes: [Int], part: Backward)] = []
    var rest = parts[...]
    while let first = rest.popFirst() {
      result.append(first)
      guard case .edge(let told, _) = first.part else { continue }
      for end in [\Trace.Edge.to, \Trace.Edge.from] {
        var nodes: [Int] = []
        var edges: [Trace.Edge] = []
        while edges.count < rest.count,
          case .edge(let next, isGrown: false) = rest[rest.startIndex + edges.count].part,
          next[keyPath: end] == told[keyPath: end]
        {
          nodes += rest[rest.startIndex + edges.count].nodes
          edges.append(next)
        }
        guard edges.count > 1 else { continue }
        result.append((nodes, .alike(edges)))
        rest = rest.dropFirst(edges.count)
        break
      }
    }
    return result
  }

  /// Neighbours that are at the same time step.
  private static func runs(of nodes: [Int], time: (Int) -> Int?) -> [[Int]] {
    var runs: [[Int]] = []
    for node in nodes {
      if let last = runs.last?.last, let own = time(node), time(last) == own {
        runs[runs.count - 1].append(node)
      } else {
        runs.append([node])
      }
    }
    return runs
  }
}
