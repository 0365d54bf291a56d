import Foundation

/// FNV-1a: names contents, and tells whether they are the same; it keeps no secrets.
enum Hash {
  static func of(_ texts: [String]) -> String { of(texts.map { Array($0.utf8) }) }

  static func of(_ contents: [[UInt8]]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for content in contents {
      for byte in content { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      // Where one content ends and the next begins counts too.
      hash = (hash ^ 0x1ff) &* 0x100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Returns the hash of files' contents, `nil` when one of them cannot be read.
  static func ofFiles(_ paths: [String]) -> String? {
    let contents = paths.compactMap { FileManager.default.contents(atPath: $0) }.map { Array($0) }
    return contents.count == paths.count ? of(contents) : nil
  }
}
