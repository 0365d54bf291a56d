import CWebP
import Graphviz

extension Animation {
  /// Returns the animation as WebP, without loss: every pixel is as in the frame, also translucent
  /// ones. (WebP Container Specification: an ANIM chunk with a loop count of 1.)
  ///
  ///     try AtomicFile.write(animation.webP(), to: "talk.webp")
  ///
  /// A frame that is the same as the one before prolongs that one. The same frames give the same
  /// bytes.
  ///
  /// - Throws: `AnimationError` with libwebp's message; the errors of the frames.
  public func webP() throws -> [UInt8] {
    let first = try frame(0)
    let encoder = try WebPEncoder(width: first.width, height: first.height)
    for index in 0..<count {
      let pixels = index == 0 ? first : try frame(index)
      precondition(
        (pixels.width, pixels.height) == (first.width, first.height), "frames have one size")
      try encoder.add(pixels, at: time(of: index))
    }
    return try encoder.finished(at: time(of: count))
  }

  /// When a frame begins, in milliseconds.
  private func time(of frame: Int) -> Int32 {
    Int32((1000 * secondsPerFrame * Double(frame)).rounded())
  }

  /// The version of libwebp, such as `1.2.4`.
  public static var webPVersion: String {
    let version = WebPGetEncoderVersion()
    return "\(version >> 16).\(version >> 8 & 0xff).\(version & 0xff)"
  }
}

/// Owns an encoder of libwebpmux.
private struct WebPEncoder: ~Copyable {
  private let encoder: OpaquePointer
  private let width, height: Int32

  // A lower level makes a deck a quarter larger; higher ones save three hundredths at most.
  private static let level: Int32 = 3

  init(width: Int, height: Int) throws {
    (self.width, self.height) = (Int32(width), Int32(height))
    guard let opened = unroll_webp_open(self.width, self.height) else {
      throw AnimationError(
        library: "libwebp", message: "no animation of \(width) × \(height) pixels can be made")
    }
    encoder = opened
  }

  deinit { WebPAnimEncoderDelete(encoder) }

  /// Adds a frame that is shown from a time in milliseconds on.
  func add(_ pixels: Pixels, at time: Int32) throws {
    let values = pixels.isOpaque ? pixels.values : pixels.values.map { Pixels.straight($0) }
    try check(unroll_webp_add(encoder, width, height, values, time, Self.level))
  }

  /// Returns the file; the last frame ends at a time in milliseconds.
  func finished(at time: Int32) throws -> [UInt8] {
    try check(WebPAnimEncoderAdd(encoder, nil, time, nil) != 0)
    var data = WebPData()
    WebPDataInit(&data)
    defer { WebPDataClear(&data) }
    try check(WebPAnimEncoderAssemble(encoder, &data) != 0)
    return Array(UnsafeBufferPointer(start: data.bytes, count: data.size))
  }

  private func check(_ isDone: Bool) throws {
    guard !isDone else { return }
    let message = WebPAnimEncoderGetError(encoder).map { String(cString: $0) } ?? ""
    throw AnimationError(
      library: "libwebp", message: message.isEmpty ? "a frame could not be encoded" : message)
  }
}
