import Figures
import Graphviz
import Look
import Publishing

extension Pace {
  /// How long a moving picture shows each step, in seconds: the fewer steps a lecture takes, the more
  /// each of them says. 5 for `brief`, 3 for `normal`, 2 for `detailed`.
  public var secondsPerStep: Double {
    switch self {
    case .brief: 5
    case .normal: 3
    case .detailed: 2
    }
  }
}

extension Illustration {
  // Enough for a slide in a page or a chat; a talk has vectors.
  private static let longestSide = 1280.0

  /// Returns `steps` as one moving picture, WebP or else GIF.
  ///
  /// - Parameter pixelsPerInch: the resolution; `nil` for 1280 pixels on the longest side.
  /// - Throws: `IllustrationError` if a library fails.
  func animation(
    as format: DeckFormat, pixelsPerInch: Double?
  ) throws(IllustrationError) -> [UInt8] {
    let figure = try figure()
    let (width, height) = figure.scene.pictureSize
    let resolution = pixelsPerInch ?? 72 * Self.longestSide / max(width, height)
    let animation = Animation(
      count: steps.count, secondsPerFrame: overridden.look.pace.secondsPerStep
    ) { index in try figure.pixels(of: self.steps[index], pixelsPerInch: resolution) }
    return try IllustrationError.typed {
      guard format == .gif else { return try animation.webP() }
      let paper = Color(theme.background) ?? .white
      return try animation.gif(
        on: UInt32(paper.red) << 16 | UInt32(paper.green) << 8 | UInt32(paper.blue))
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
