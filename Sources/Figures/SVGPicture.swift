/// What tells our pictures from others'.
public enum SVGPicture {
  /// Returns whether a file that begins like this is an SVG of ours: only then may it be removed.
  ///
  ///     SVGPicture.isOurs(Array("<svg xmlns=…>".utf8))  // false
  public static func isOurs(_ head: [UInt8]) -> Bool {
    let text = String(decoding: head, as: UTF8.self)
    return text.contains("<svg")
      && text.contains(/role="img" aria-labelledby="([^" ]+)--title \1--description"/)
  }
}
