import CGraphviz

extension Drawing {
  /// Returns the picture as pixels.
  ///
  ///     try drawing.pixels(pixelsPerInch: 96).width  // 1280 for a canvas of 960 points
  ///
  /// - Parameter pixelsPerInch: pixels per 72 points of the canvas.
  /// - Throws: `GraphvizError` with the library's message.
  public func pixels(pixelsPerInch: Double) throws -> Pixels {
    try withLayout(pixelsPerInch: pixelsPerInch) { owner, context in
      unroll_keep_large_blocks()
      return try owner.pixels(context)
    }
  }
}
