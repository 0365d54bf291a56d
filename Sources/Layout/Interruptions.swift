extension Layout {
  /// A horizontal line and where others cross it.
  struct LevelLine: Sendable {
    let y: Double
    /// From left to right.
    let crossings: [Double]
  }

  /// The part of a horizontal line that a route uses.
  struct LevelPart: Sendable {
    let line: Int
    let left: Double
    let right: Double
  }

  /// Returns where an edge's line is interrupted because another line crosses it.
  ///
  /// Only horizontal lines are interrupted. Edges that share a line are interrupted at the same
  /// places.
  ///
  /// - Complexity: O(log n + k), n the number of crossings on the lines of the route and k of those
  ///   on the route.
  public func interruptions(of edge: Int) -> [Point] {
    guard levelParts.indices.contains(edge) else { return [] }
    return levelParts[edge].flatMap { part -> [Point] in
      let line = levelLines[part.line]
      var points: [Point] = []
      var index = line.crossings.partitioningIndex(above: part.left + 0.01)
      while index < line.crossings.count, line.crossings[index] < part.right - 0.01 {
        points.append(Point(line.crossings[index], line.y))
        index += 1
      }
      return points
    }
  }

  /// The number of crossings; crossings at the same point count once.
  public var crossingCount: Int {
    slantedCrossings + levelLines.map(\.crossings.count).reduce(0, +)
  }

  mutating func keepLevelLines(_ lines: Lines, _ pieces: [[Router.Piece]], _ frame: Frame) {
    levelLines = zip(lines.beams, lines.gapsOn).map { beam, gaps in
      LevelLine(
        y: frame.point(Point(0, beam.y)).y,
        crossings: gaps.map { frame.point(Point($0, 0)).x })
    }
    levelParts = pieces.map { pieces in
      pieces.compactMap { piece in
        piece.beam.map { beam in
          let (from, to) = (frame.point(piece.from).x, frame.point(piece.to).x)
          return LevelPart(line: beam, left: min(from, to), right: max(from, to))
        }
      }
    }
  }
}
