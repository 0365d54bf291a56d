import Look

/// Why a figure was not drawn: its canvas is too small.
public struct CanvasError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The canvas that was asked for.
  public let canvas: Canvas
  /// A size that is large enough, in whole points.
  public let neededWidth, neededHeight: Int

  init(canvas: Canvas, needed: Canvas) {
    self.canvas = canvas
    neededWidth = Int(needed.width)
    neededHeight = Int(needed.height)
  }

  /// What is wrong, without a full stop.
  public var description: String {
    "\(Int(canvas.width))x\(Int(canvas.height)) is too small for this graph, which needs "
      + "\(neededWidth)x\(neededHeight) points"
  }
}
