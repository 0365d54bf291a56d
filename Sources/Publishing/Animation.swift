import Graphviz

/// The frames of an animation, which plays once and holds its last frame.
///
/// A picture that moves for more than five seconds must be one that stops (WCAG 2.2, success
/// criterion 2.2.2).
///
///     let animation = Animation(count: steps.count, secondsPerFrame: 4) { index in
///       try figure.pixels(of: steps[index], pixelsPerInch: 96)
///     }
///     try animation.webP()
public struct Animation {
  /// How many frames there are.
  public let count: Int
  /// How long each is shown, in seconds.
  public let secondsPerFrame: Double
  /// Returns a frame, counted from 0, all of one size. They are asked for in order, by some formats
  /// more than once.
  let frame: (Int) throws -> Pixels

  /// Creates an animation.
  ///
  /// - Parameters:
  ///   - count: how many frames there are.
  ///   - secondsPerFrame: how long each is shown, at most 655 s.
  ///   - frame: returns a frame, counted from 0, all of one size; it is called in order, and for GIF
  ///     twice for each frame.
  /// - Precondition: there is a frame, and it is shown for some time.
  public init(count: Int, secondsPerFrame: Double, frame: @escaping (Int) throws -> Pixels) {
    precondition(count > 0, "an animation has a frame")
    precondition(secondsPerFrame > 0 && secondsPerFrame <= 655, "a frame is shown for some time")
    (self.count, self.secondsPerFrame, self.frame) = (count, secondsPerFrame, frame)
  }
}

/// A failure of a library that writes animations.
public struct AnimationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The library: `libwebp` or `giflib`.
  public let library: String
  /// Its own message.
  public let message: String

  /// The library and its message in one line.
  public var description: String { "\(library): \(message)" }
}
