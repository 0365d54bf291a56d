/// Recognizes the pictures that unroll has drawn.
public enum SVGPicture {
  /// Returns whether a file that begins with these bytes is an SVG drawn by unroll, which is the
  /// condition for removing it.
  ///
  ///     SVGPicture.isOurs(Array("<svg xmlns=…>".utf8))  // false
  public static func isOurs(_ head: [UInt8]) -> Bool {
    let text = String(decoding: head, as: UTF8.self)
    return text.contains("<svg")
      && text.contains(/role="img" aria-labelledby="([^" ]+)-title \1-description"/)
  }
}
