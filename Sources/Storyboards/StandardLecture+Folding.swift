import Unrolling

/// Which time steps a deck can do without.
extension StandardLecture {
  /// Returns what to fold, of the time steps that have a column.
  ///
  /// - Parameter script: the deck's order; `nil` for the standard lecture.
  static func folded(
    _ folding: Folding, _ columns: Columns, _ asked: [Int], _ script: Script?,
    _ graph: UnrolledGraph, _ quantities: Quantities
  ) -> Folds.Chosen {
    let drawn = columns.all.compactMap { if case .time(let time) = $0 { time } else { nil } }
      .filter { $0 > 0 }
    let named = asked + graph.nodes(ids: script?.namedIds ?? [])
    var open = Set(named.compactMap { graph.nodes[$0].time })
    let last = graph.network.stepCount
    var keepsEnds = false
    switch folding {
    case .none: return .init()
    case .unnamed: break
    // A box would hide where truncation cuts.
    case _ where graph.network.truncation != nil: return .init()
    case .notLast, .alikeNotLast: keepsEnds = true
    case .untold, .alike:
      guard let script else {
        // The lecture begins forward at the first time step and backward at the last one, and ends
        // where the gradients asked for arrive.
        keepsEnds = true
        open.formUnion([1])
        open.formUnion(asked.compactMap { graph.nodes[$0].time }.map { $0 + 1 })
        break
      }
      let times = asked.compactMap { graph.nodes[$0].time }
      open.formUnion(
        script.timesToldInDetail(asked: times, last: last) { id in
          graph.node(id: id).flatMap { graph.nodes[$0].time }
        })
    }
    let structure = quantities.structure
    func cell(of node: Int) -> Int? {
      guard let quantity = quantities.index(of: graph.nodes[node]),
        case .cell(let cell) = structure.roles[quantity]
      else { return nil }
      return cell
    }
    // What the deck names is drawn.
    let isAlike = folding == .alike || folding == .alikeNotLast
    let alike =
      isAlike
      ? quantities.cellsLikeEarlier(graph.network).subtracting(
        named.filter { graph.nodes[$0].role != .initial }.compactMap(cell)) : []
    // An encoder and a decoder may have different last time steps.
    var ends = [Int](repeating: last, count: structure.cells.count)
    for (index, equation) in graph.network.equations.enumerated() where equation.isTimed {
      guard structure.roles.indices.contains(index), case .cell(let cell) = structure.roles[index]
      else { continue }
      ends[cell] = graph.times.length(of: equation.name)
    }
    return .init(
      timesOfCell: ends.enumerated().map { cell, end in
        alike.contains(cell)
          ? Set(drawn) : Set(drawn).subtracting(keepsEnds ? open.union([end]) : open)
      })
  }
}

extension Script {
  /// The time steps that some entry shows one quantity at a time.
  ///
  /// - Parameters:
  ///   - asked: the time steps of the quantities asked for.
  ///   - time: the time step of a quantity, by its id.
  fileprivate func timesToldInDetail(
    asked: [Int], last: Int, time: (String) -> Int?
  ) -> Set<Int> {
    var told: Set<Int> = []
    for entry in entries {
      switch entry {
      case .forward(.time(let time), let pace) where pace != .brief: told.insert(time)
      case .forward(.all, pace: .detailed): told.formUnion(0...max(0, last))
      case .forward(.all, pace: .normal): told.insert(1)
      case .backward(let backward) where backward.pace != .brief && backward.path == nil:
        let from = backward.from.flatMap(time) ?? last
        let to = backward.to.flatMap(time) ?? asked.min() ?? 0
        told.formUnion(min(from, to)...max(from, to))
      default: break
      }
    }
    return told
  }
}
