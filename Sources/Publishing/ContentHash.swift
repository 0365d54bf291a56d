/// 64-bit FNV-1a, used to name contents and to compare them. It is not cryptographic.
///
///     ContentHash.of(["ab", "c"])  // differs from that of ["a", "bc"]
///
/// `SVGHash` in `Figures` is a variant that takes eight bytes at a time, as drawing needs it. The two
/// stay apart, because stamps in documents depend on this one, and ids in pictures on the other.
///
/// Source: Fowler, Noll and Vo; the offset basis and the prime are those of the 64-bit variant.
public enum ContentHash {
  /// Returns the hash of texts as sixteen hexadecimal digits.
  public static func of(_ texts: [String]) -> String { of(texts.map { Array($0.utf8) }) }

  /// Returns the hash of contents as sixteen hexadecimal digits.
  public static func of(_ contents: [[UInt8]]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for content in contents {
      for byte in content { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      // The boundaries between contents are hashed too.
      hash = (hash ^ 0x1ff) &* 0x100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
