import Storyboards

extension Canvas {
  /// Returns a deck with as many columns as the canvas holds: wide cells such as an LSTM's, and
  /// shown parameters, leave room for fewer than `mostColumns(beside:)` says.
  ///
  ///     try Canvas.widescreen.fitting { columns in
  ///       Storyboard(of: trace, asking: ["h_0"], title: nil, mostColumns: columns)
  ///     }
  ///
  /// Where even the fewest columns are too wide, the scene will outgrow the canvas's shape.
  ///
  /// - Parameter parts: what is drawn around the graph.
  /// - Throws: `GraphvizError` when texts cannot be measured, and what `storyboard` throws.
  public func fitting(
    beside parts: Set<Scene.Part> = Set(Scene.Part.allCases),
    _ storyboard: (_ mostColumns: Int) throws -> Storyboard
  ) throws -> Storyboard {
    var board = try storyboard(mostColumns(beside: parts))
    guard GraphLayout.isWide(board) else { return board }
    var columns = board.columns.all.count
    var crowded: Storyboard?
    while true {
      switch try Placing(board, .light, self, parts).fit() {
      case .neat: return board
      case .crowded: crowded = crowded ?? board
      case .none: break
      }
      let drawn = board.columns
      while board.columns == drawn {
        columns -= 1
        guard columns >= Columns.fewest else { return crowded ?? board }
        board = try storyboard(columns)
      }
    }
  }
}
