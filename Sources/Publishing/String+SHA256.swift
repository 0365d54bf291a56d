import CGLib
import Foundation

extension String {
  /// The SHA-256 of the text in UTF-8, in base64, as a content security policy names a script.
  ///
  ///     "abc".sha256  // "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
  var sha256: String {
    let checksum = g_checksum_new(G_CHECKSUM_SHA256)
    defer { g_checksum_free(checksum) }
    let text = Array(utf8)
    g_checksum_update(checksum, text, text.count)
    var digest = [UInt8](repeating: 0, count: 32)
    var length = gsize(digest.count)
    g_checksum_get_digest(checksum, &digest, &length)
    return Data(digest.prefix(Int(length))).base64EncodedString()
  }
}
