import Look
import Storyboards

/// What the layout makes of a canvas.
extension Canvas {
  /// How many points to compose on make one of the picture, generous letters first.
  ///
  /// The first gives as much room as a height of 540 points, or the picture's own. In the last, of
  /// 693, the least letters of 14 points are a fiftieth of the height: what a back row can read.
  var scales: [Double] { [60.0, 64, 68, 72, 77].map { min(1, 540 / height) * $0 / 60 } }

  /// Returns how many columns of a graph over time the canvas holds, from 5 to as many as usual.
  ///
  ///     Canvas.widescreen.mostColumns(beside: [.panel])  // 8
  ///     Canvas.standard.mostColumns(beside: [.panel])    // 5
  ///
  /// - Parameter parts: what is drawn around the graph.
  public func mostColumns(beside parts: Set<Part>) -> Int {
    let scale = scales[scales.count - 1]
    let frame = Frame(
      width: width * scale, height: height * scale, width < height ? .below : .beside, parts)
    return min(Columns.usual, max(5, Int(frame.graphWidth / GraphLayout.leastPitch)))
  }
}

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
