import Figures
import Graphviz
import Look
import Publishing

extension Pace {
  /// How long an animation shows each step, in seconds: the fewer steps a lecture takes, the more
  /// each of them says. 5 for `brief`, 3 for `normal`, 2 for `detailed`.
  public var secondsPerStep: Double {
    switch self {
    case .brief: 5
    case .normal: 3
    case .detailed: 2
    }
  }
}

/// The frames of an animation, drawn and not yet in a format: any thread can write them, while
/// other things are drawn.
public struct DrawnAnimation: Sendable {
  private let frames: [Pixels]
  private let secondsPerFrame: Double
  private let paper: UInt32

  fileprivate init(_ frames: [Pixels], _ secondsPerFrame: Double, on paper: UInt32) {
    (self.frames, self.secondsPerFrame, self.paper) = (frames, secondsPerFrame, paper)
  }

  /// Returns the file, WebP or else GIF.
  ///
  /// - Throws: `AnimationError` with the library's message.
  public func written(as format: DeckFormat) throws -> [UInt8] {
    let animation = Animation(count: frames.count, secondsPerFrame: secondsPerFrame) { frames[$0] }
    return format == .gif ? try animation.gif(on: paper) : try animation.webP()
  }
}

extension Illustration {
  // A deck of seventy frames of the usual size, which many machines have to spare.
  private static let mostBytes = 256 << 20

  /// Returns `steps` as the frames of an animation; `nil` if they need too much memory at once,
  /// and `deck(as:)` draws them one by one.
  ///
  /// - Parameter pixelsPerInch: the resolution; `nil` for 1280 pixels on the longest side.
  /// - Throws: `IllustrationError` if libgraphviz fails.
  public func animation(pixelsPerInch: Double?) throws(IllustrationError) -> DrawnAnimation? {
    let (width, height) = try scene().pictureSize
    let resolution = resolution(pixelsPerInch, width, height)
    let pixels = width * height * resolution * resolution / (72 * 72)
    guard 4 * pixels * Double(steps.count) <= Double(Self.mostBytes) else { return nil }
    var frames: [Pixels] = []
    for step in steps { frames.append(try self.pixels(of: step, pixelsPerInch: resolution)) }
    return DrawnAnimation(frames, overridden.look.pace.secondsPerStep, on: paper)
  }

  private func resolution(_ given: Double?, _ width: Double, _ height: Double) -> Double {
    given ?? 72 * Self.longestSide / max(width, height)
  }

  private var paper: UInt32 {
    let paper = Color(theme.background) ?? .white
    return UInt32(paper.red) << 16 | UInt32(paper.green) << 8 | UInt32(paper.blue)
  }

  // Enough for a slide in a page or a chat; a talk has vectors.
  private static let longestSide = 1280.0

  /// Returns `steps` as one animation, WebP or else GIF.
  ///
  /// - Parameter pixelsPerInch: the resolution; `nil` for 1280 pixels on the longest side.
  /// - Throws: `IllustrationError` if a library fails.
  func animation(
    as format: DeckFormat, pixelsPerInch: Double?
  ) throws(IllustrationError) -> [UInt8] {
    let figure = try figure()
    let (width, height) = figure.scene.pictureSize
    let resolution = resolution(pixelsPerInch, width, height)
    let animation = Animation(
      count: steps.count, secondsPerFrame: overridden.look.pace.secondsPerStep
    ) { index in try figure.pixels(of: self.steps[index], pixelsPerInch: resolution) }
    return try IllustrationError.typed {
      format == .gif ? try animation.gif(on: paper) : try animation.webP()
    }
  }

  /// Returns one of `steps` as pixels, which `PNGEncoder` makes a PNG of.
  ///
  /// - Parameter pixelsPerInch: pixels per 72 points of the picture.
  /// - Precondition: the step is one of `steps`.
  /// - Throws: `IllustrationError` if libgraphviz fails.
  public func pixels(
    of step: Step, pixelsPerInch: Double = 144
  ) throws(IllustrationError) -> Pixels {
    let figure = try figure()
    return try IllustrationError.typed {
      try figure.pixels(of: step, pixelsPerInch: pixelsPerInch)
    }
  }
}
