import CGLib
import Foundation

/// SHA-256, by which a content security policy names what may run on a page; by GLib.
///
///     ContentDigest.base64(of: "abc")  // "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
///
/// Source: FIPS 180-4; the form is that of Content Security Policy Level 3, section 2.3.1.
enum ContentDigest {
  /// Returns the digest of a text's UTF-8 in base 64.
  static func base64(of text: String) -> String {
    guard let checksum = g_checksum_new(G_CHECKSUM_SHA256) else {
      preconditionFailure("every GLib knows SHA-256")
    }
    defer { g_checksum_free(checksum) }
    var text = text
    text.withUTF8 { g_checksum_update(checksum, $0.baseAddress, gssize($0.count)) }
    var digest = [UInt8](repeating: 0, count: 32)
    var count = gsize(digest.count)
    g_checksum_get_digest(checksum, &digest, &count)
    return Data(digest).base64EncodedString()
  }
}
