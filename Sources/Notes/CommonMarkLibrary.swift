import CCommonMark

/// The CommonMark library that parses documents.
public enum CommonMarkLibrary {
  /// The version of the library, such as `0.29.0.gfm.6`.
  public static var version: String { String(cString: cmark_version_string()) }
}
