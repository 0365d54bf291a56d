/// The straight parts of a circuit's edges, and which of them several edges share.
///
/// Edges from one source run through the same passages, so that a quantity that all later ones read has
/// the same lines as often as it has readers; each is looked at once.
struct Sides {
  private struct Side: Hashable {
    let from: Layout.Point
    let to: Layout.Point

    var box: Layout.Box { Layout.Stroke(from, to, isOwn: false).box }
  }

  /// The edges on a part: that of the first, and the next other one.
  private struct Users {
    let first: Int
    var second: Int?
    /// Whether a part of another edge lies on it.
    var isCovered = false
  }

  private let sides: [[Side]]
  private var users: [Side: Users] = [:]
  /// The parts in order of appearance, each once.
  private var all: [Side] = []

  /// - Parameters:
  ///   - corners: those of each edge.
  ///   - sources: the node that each edge comes from.
  /// - Complexity: O(s + u log u + p), s the number of all parts, u that of different ones, p that of
  ///   pairs from the same source that are side by side.
  init(of corners: [[Layout.Point]], from sources: [Int]) {
    sides = corners.map { corners in
      zip(corners, corners.dropFirst()).map { Side(from: $0, to: $1) }
    }
    var ofSource: [Int: [Side]] = [:]
    for (edge, own) in sides.enumerated() {
      for side in own {
        guard let known = users[side] else {
          users[side] = Users(first: edge)
          all.append(side)
          ofSource[sources[edge], default: []].append(side)
          continue
        }
        if known.second == nil, known.first != edge { users[side]?.second = edge }
      }
    }
    for own in ofSource.values where own.count > 1 { findCovered(own) }
  }

  private mutating func findCovered(_ own: [Side]) {
    let sorted = own.sorted { $0.box.left < $1.box.left }
    for (index, one) in sorted.enumerated() {
      let box = one.box.outset(by: 1)
      for other in sorted[(index + 1)...] {
        if other.box.left > box.right { break }
        guard other.box.top <= box.bottom, box.top <= other.box.bottom else { continue }
        if covers(other, one) { users[one]?.isCovered = true }
        if covers(one, other) { users[other]?.isCovered = true }
      }
    }
  }

  /// Whether a part of another edge than the other part's lies on it.
  private func covers(_ side: Side, _ other: Side) -> Bool {
    guard let mine = users[side], let theirs = users[other],
      mine.first != theirs.first || mine.second != nil
    else { return false }
    return Layout.Stroke(other.from, other.to, isOwn: true).isLyingOn(side.from, side.to)
  }

  /// The parts of each edge.
  var strokes: [[Layout.Stroke]] {
    sides.enumerated().map { edge, own in
      own.map { side in
        let isShared = users[side].map { $0.second != nil || $0.isCovered } ?? false
        return Layout.Stroke(side.from, side.to, isOwn: !isShared, edge: edge)
      }
    }
  }

  /// The parts, each for two of its edges at most: for every edge, one of another is among them.
  var distinctStrokes: [Layout.Stroke] {
    all.flatMap { side -> [Layout.Stroke] in
      guard let users = users[side] else { return [] }
      return [users.first, users.second].compactMap { $0 }.map {
        Layout.Stroke(side.from, side.to, isOwn: false, edge: $0)
      }
    }
  }

  /// The ends of the parts, each part once.
  var distinct: [[Layout.Point]] { all.map { [$0.from, $0.to] } }
}
