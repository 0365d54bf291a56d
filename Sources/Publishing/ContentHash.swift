/// FNV-1a in 64 bits: names contents, and tells whether they are the same; it keeps no secrets.
///
///     ContentHash.of(["ab", "c"])  // other than of ["a", "bc"]
///
/// Source: Fowler, Noll and Vo; the offset and the prime are those of the 64-bit variant.
public enum ContentHash {
  /// Returns the hash of texts as sixteen hexadecimal digits.
  public static func of(_ texts: [String]) -> String { of(texts.map { Array($0.utf8) }) }

  /// Returns the hash of contents as sixteen hexadecimal digits.
  public static func of(_ contents: [[UInt8]]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for content in contents {
      for byte in content { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      // Where one content ends and the next begins counts too.
      hash = (hash ^ 0x1ff) &* 0x100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
