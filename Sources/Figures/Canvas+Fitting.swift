import Storyboards

extension Canvas {
  /// Returns a deck with as many columns as the canvas holds: wide cells such as an LSTM's have fewer
  /// than a slide usually holds.
  ///
  ///     let board = try Canvas.widescreen.fitting { columns in
  ///       Storyboard(of: trace, asking: ["h_0"], title: nil, mostColumns: columns)
  ///     }
  ///     board.columns.gaps  // [2...3] for an LSTM over four time steps
  ///
  /// Where even the fewest columns are too wide, the canvas outgrows its shape.
  ///
  /// - Parameters:
  ///   - parts: what is drawn around the graph.
  ///   - storyboard: makes the deck with so many columns at the most.
  /// - Throws: `GraphvizError` when texts cannot be measured, and what `storyboard` throws.
  public func fitting(
    _ parts: Set<Scene.Part> = Set(Scene.Part.allCases),
    _ storyboard: (_ mostColumns: Int) throws -> Storyboard
  ) throws -> Storyboard {
    var board = try storyboard(mostColumns(beside: parts))
    var columns = board.columns.all.count
    while columns > Columns.fewest, try !Placing(board, .light, self, parts).holdsColumns() {
      let drawn = board.columns
      while columns > Columns.fewest, board.columns == drawn {
        columns -= 1
        board = try storyboard(columns)
      }
    }
    return board
  }
}
