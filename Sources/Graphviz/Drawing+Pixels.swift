extension Drawing {
  /// Returns the picture as pixels.
  ///
  ///     try drawing.pixels(pixelsPerInch: 96).width  // 1280 for a canvas of 960 points
  ///
  /// - Parameter pixelsPerInch: pixels per 72 points of the canvas.
  /// - Throws: `GraphvizError` with the library's message.
  public func pixels(pixelsPerInch: Double) throws -> Pixels {
    try withLayout(pixelsPerInch: pixelsPerInch) { owner, context in
      try owner.pixels(context)
    }
  }

  /// Draws some areas of a picture again, after items in them were shown, hidden or restyled. The
  /// picture is then the same as if it were drawn whole, which takes longer.
  ///
  ///     var pixels = try drawing.pixels(pixelsPerInch: 96)
  ///     drawing.setVisible(rim, false)
  ///     let around = Pixels.Area(left: 90, top: 90, right: 180, bottom: 180)
  ///     try drawing.redraw([around], of: &pixels, pixelsPerInch: 96)
  ///
  /// - Parameters:
  ///   - areas: areas that contain everything that has changed, within the picture.
  ///   - pixels: the picture as it was before.
  ///   - pixelsPerInch: the resolution of the picture.
  /// - Throws: `GraphvizError` with the library's message.
  /// - Complexity: O(items · areas + pixels in them).
  public func redraw(
    _ areas: [Pixels.Area], of pixels: inout Pixels, pixelsPerInch: Double
  ) throws {
    guard !areas.isEmpty else { return }
    let (width, height) = (pixels.width, pixels.height)
    // Only the pages of memory in the areas are ever touched.
    let scratch = UnsafeMutablePointer<UInt32>.allocate(capacity: width * height)
    defer { scratch.deallocate() }
    try withLayout(pixelsPerInch: pixelsPerInch) { owner, context in
      for area in areas {
        // Where cairo cuts a line at the rim of an area, its coverage may be rounded differently.
        let drawn = area.grown(by: Self.rim, within: width, height)
        for row in drawn.top..<drawn.bottom {
          (scratch + row * width + drawn.left).update(
            repeating: 0, count: drawn.right - drawn.left)
        }
        try owner.draw(drawn, of: scratch, width: width, height: height, context)
        pixels.values.withUnsafeMutableBufferPointer { values in
          guard let values = values.baseAddress else { return }
          for row in area.top..<area.bottom {
            let start = row * width + area.left
            (values + start).update(from: scratch + start, count: area.right - area.left)
          }
        }
      }
    }
  }

  private static let rim = 2
}
