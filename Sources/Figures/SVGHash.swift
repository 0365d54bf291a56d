/// FNV-1a over words, which hashes eight bytes in the time that `ContentHash` in `Publishing` takes
/// for one. The ids of letter outlines depend on it.
struct SVGHash {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func mix(_ word: UInt64) {
    value = (value ^ word) &* 0x100_0000_01b3
    // Otherwise the high half of a word would never affect the low half.
    value ^= value >> 32
  }

  /// The hash as eight small letters and digits: 40 of its bits.
  var text: String {
    let text = String((value ^ value >> 40) & 0xff_ffff_ffff, radix: 36)
    return String(repeating: "0", count: 8 - text.count) + text
  }
}

extension [UInt8] {
  /// FNV-1a, eight bytes at a time.
  func hash(of range: Range<Int32>) -> UInt64 {
    withUnsafeBytes { all in
      var hash = SVGHash()
      var index = Int(range.lowerBound)
      let end = Int(range.upperBound)
      while index + 8 <= end {
        hash.mix(UInt64(littleEndian: all.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
        index += 8
      }
      while index < end {
        hash.mix(UInt64(all[index]))
        index += 1
      }
      return hash.value
    }
  }
}
