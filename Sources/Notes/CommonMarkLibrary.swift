import CCommonMark

/// The library that reads documents.
public enum CommonMarkLibrary {
  /// Its version: `0.29.0.gfm.6`.
  public static var version: String { String(cString: cmark_version_string()) }
}
