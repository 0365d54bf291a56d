/// Which unroll this is.
public enum Version {
  /// The tool's name and number.
  public static let text = "unroll 0.1.0"
}
