import Look
import Storyboards

extension Canvas {
  // Up to this many penalties per column are better than one column fewer.
  private static let mostDemerits = 6

  /// Returns a deck with as many columns as fit on the canvas: with wide cells such as an LSTM, or
  /// with parameters shown, fewer fit than `mostColumns(beside:)` returns.
  ///
  ///     try Canvas.widescreen.fitting { columns in
  ///       Storyboard(of: trace, asking: ["h_0"], title: nil, mostColumns: columns)
  ///     }
  ///
  /// The columns do not depend on the font. If even the fewest columns are too wide, the scene will
  /// outgrow the canvas's shape.
  ///
  /// - Parameter parts: the parts drawn around the graph.
  /// - Throws: What `storyboard` throws.
  public func fitting(
    beside parts: Set<Part> = Set(Part.allCases),
    _ storyboard: (_ mostColumns: Int) throws -> Storyboard
  ) throws -> Storyboard {
    var board = try storyboard(mostColumns(beside: parts))
    guard GraphLayout.isWide(board) else { return board }
    var columns = board.columns.all.count
    var best: (board: Storyboard, demerits: Int)?
    while true {
      if let demerits = try Placing(board, .light, self, parts, .nominal).demerits() {
        if demerits <= Self.mostDemerits * board.columns.all.count { return board }
        if demerits < best?.demerits ?? .max { best = (board, demerits) }
      }
      let drawn = board.columns
      while board.columns == drawn {
        columns -= 1
        guard columns >= Columns.fewest else { return best?.board ?? board }
        board = try storyboard(columns)
      }
    }
  }
}
