import Look
import Storyboards

/// How the layout uses a canvas.
extension Canvas {
  /// The possible numbers of layout points per point of the picture, largest letters first.
  ///
  /// The first is as spacious as a height of 540 points, or the picture's own height. In the last,
  /// of 693, the smallest letters (14 points) are a fiftieth of the height, which the back row of a
  /// lecture hall can still read.
  var scales: [Double] { [60.0, 64, 68, 72, 77].map { min(1, 540 / height) * $0 / 60 } }

  /// Returns how many columns of a graph over time fit on the canvas, from 5 to the usual number.
  ///
  ///     Canvas.widescreen.mostColumns(beside: [.panel])  // 8
  ///     Canvas.standard.mostColumns(beside: [.panel])    // 5
  ///
  /// - Parameter parts: the parts drawn around the graph.
  public func mostColumns(beside parts: Set<Part>) -> Int {
    let scale = scales[scales.count - 1]
    let frame = Frame(
      width: width * scale, height: height * scale, width < height ? .below : .beside, parts)
    return min(Columns.usual, max(5, Int(frame.graphWidth / GraphLayout.leastPitch)))
  }
}

/// The error of a figure whose canvas is too small.
public struct CanvasError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The requested canvas.
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
