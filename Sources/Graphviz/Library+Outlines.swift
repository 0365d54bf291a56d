/// How the library draws outlines, for formats that are written from the same places.
extension Drawing {
  /// The length of an arrow head in points, without its outline: 10 times the library's `arrowsize`.
  public static let headLength = 8.0

  /// Returns the radius of a rounded rectangle's corners in points: a third of the shorter side, but
  /// at most 12.
  ///
  ///     Drawing.cornerRadius(width: 90, height: 24)  // 8
  public static func cornerRadius(width: Double, height: Double) -> Double {
    min(12, min(width, height) / 3)
  }
}

extension Stroke.Pattern {
  /// The lengths of a dash and of the gap after it in points, as cairo draws them; `nil` for a
  /// continuous line.
  ///
  ///     Stroke.Pattern.dotted.dash?.gap  // 6
  public var dash: (length: Double, gap: Double)? {
    switch self {
    case .solid: nil
    case .dashed: (6, 6)
    case .dotted: (2, 6)
    }
  }
}
