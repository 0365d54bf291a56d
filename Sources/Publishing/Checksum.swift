import CGLib
import Foundation

/// Checksums, computed by GLib.
public enum Checksum {
  /// Returns the SHA-256 of a text in UTF-8, in base64, as a content security policy names a script.
  ///
  ///     Checksum.sha256(of: "abc")  // "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
  public static func sha256(of text: String) -> String {
    let checksum = g_checksum_new(G_CHECKSUM_SHA256)
    defer { g_checksum_free(checksum) }
    let bytes = Array(text.utf8)
    g_checksum_update(checksum, bytes, bytes.count)
    var digest = [UInt8](repeating: 0, count: 32)
    var length = gsize(digest.count)
    g_checksum_get_digest(checksum, &digest, &length)
    return Data(digest.prefix(Int(length))).base64EncodedString()
  }

  /// The version of GLib, such as `2.74.6`.
  public static var libraryVersion: String {
    "\(glib_major_version).\(glib_minor_version).\(glib_micro_version)"
  }
}
