/// The version of unroll.
public enum Version {
  /// The tool's name and version number.
  public static let text = "unroll 0.1.0"
}
