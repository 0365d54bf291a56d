import Storyboards

/// The page of a figure: its shape, its size, and what happens when a graph finds no room on it.
///
///     Canvas.a4.width                          // 842
///     Canvas(width: 800, height: 600).height   // 600
public struct Canvas: Hashable, Sendable {
  enum Fit: Hashable, Sendable {
    /// Letters shrink a little, then a strip grows to the right.
    case grows
    /// What finds no room is an error.
    case isFixed
    /// The page is cut to what is drawn.
    case isCropped
  }

  /// The width of the picture in points.
  public let width: Double
  /// The height of the picture in points.
  public let height: Double
  let fit: Fit

  /// 16:9, the shape of slides: 960 by 540 points.
  public static let widescreen = Canvas(960, 540, .grows)
  /// 4:3, the shape of older slides: 720 by 540 points.
  public static let standard = Canvas(720, 540, .grows)
  /// A page of A4, wide way up as a graph over time is: 842 by 595 points.
  public static let a4 = Canvas(842, 595, .grows)
  /// As large as what is drawn, the same for all steps: for notes and papers.
  public static let tight = Canvas(960, 540, .isCropped)

  /// A canvas of exactly this size in points; a scene that finds no room on it throws.
  public init(width: Double, height: Double) {
    precondition(width > 0 && height > 0, "a canvas has a width and a height")
    self.init(width, height, .isFixed)
  }

  /// A canvas that grows where a graph finds no room on it.
  static func growing(toShape ratio: Double, height: Double) -> Canvas {
    Canvas((height * ratio).rounded(), height, .grows)
  }

  private init(_ width: Double, _ height: Double, _ fit: Fit) {
    (self.width, self.height, self.fit) = (width, height, fit)
  }

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
  public func mostColumns(beside parts: Set<Scene.Part>) -> Int {
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
