import Look
import Storyboards

extension Canvas {
  /// Returns a deck with as many columns as the canvas holds with letters that a back row can read,
  /// but at most `Columns.usual`.
  ///
  ///     try Canvas.widescreen.fitting { columns in
  ///       Storyboard(of: trace, asking: ["h_0"], title: nil, mostColumns: columns)
  ///     }
  ///
  /// The columns are the same with every font. Where even the fewest columns are too wide, the scene
  /// is drawn smaller.
  ///
  /// - Parameter parts: the parts drawn around the graph.
  /// - Throws: What `storyboard` throws.
  public func fitting(
    beside parts: Set<Part> = Set(Part.allCases),
    _ storyboard: (_ mostColumns: Int) throws -> Storyboard
  ) throws -> Storyboard {
    var board = try storyboard(Columns.usual)
    var columns = board.columns.all.count
    while try !Placing(board, .light, self, parts, .nominal).fits() {
      let drawn = board.columns
      while board.columns == drawn {
        columns -= 1
        guard columns >= Columns.fewest else { return board }
        board = try storyboard(columns)
      }
    }
    return board
  }
}
