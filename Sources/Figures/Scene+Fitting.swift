import Storyboards

extension Scene {
  /// Places a storyboard with as many columns as its canvas holds: wide cells such as an LSTM's have
  /// fewer than a slide usually holds.
  ///
  ///     let scene = try Scene.fitting { columns in
  ///       Storyboard(of: trace, asking: ["h_0"], title: nil, mostColumns: columns)
  ///     }
  ///     scene.width / scene.height  // 16 / 9
  ///
  /// Where even the fewest columns are too wide, or there is no time, the canvas is a wider strip.
  ///
  /// - Throws: `GraphvizError` when texts cannot be measured, and what `storyboard` throws.
  public static func fitting(
    theme: Theme = .light, _ storyboard: (_ mostColumns: Int) throws -> Storyboard
  ) throws -> Scene {
    var board = try storyboard(Columns.usual)
    var columns = board.columns.all.count
    while true {
      let composer = try Scene.composed(of: board, theme, isStretched: false)
      if !composer.isCrowded, !composer.scene.isStrip { return composer.scene }
      let drawn = board.columns
      while board.columns == drawn {
        columns -= 1
        guard columns >= Columns.fewest else { return try Scene(of: board, theme: theme) }
        board = try storyboard(columns)
      }
    }
  }

  /// Whether the canvas is wider than 16:9.
  var isStrip: Bool { width > height * 16 / 9 + 0.5 }
}
