extension [UInt8] {
  /// Appends a text, with its numbers rounded to at most two decimals.
  ///
  ///     bytes.appendRounded("M 1.005 2.50")  // M 1.01 2.5
  mutating func appendRounded(_ text: String) {
    var text = text
    text.withUTF8 { appendRounded($0, 0..<$0.count) }
  }

  /// Appends a part of a text, with its numbers rounded to at most two decimals.
  mutating func appendRounded(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    let end = range.upperBound
    var index = range.lowerBound
    while index < end {
      let byte = bytes[index]
      let isDigit = byte >= 48 && byte <= 57
      guard isDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") else {
        append(byte)
        index += 1
        continue
      }
      let isNegative = byte == UInt8(ascii: "-")
      if isNegative { index += 1 }
      var hundredths = 0
      while index < end, bytes[index] >= 48, bytes[index] <= 57 {
        hundredths = hundredths * 10 + Int(bytes[index] - 48)
        index += 1
      }
      hundredths *= 100
      if index < end, bytes[index] == UInt8(ascii: ".") {
        index += 1
        var place = 0
        while index < end, bytes[index] >= 48, bytes[index] <= 57 {
          let digit = Int(bytes[index] - 48)
          if place == 0 { hundredths += 10 * digit }
          if place == 1 { hundredths += digit }
          if place == 2, digit >= 5 { hundredths += 1 }
          place += 1
          index += 1
        }
      }
      if isNegative, hundredths != 0 { append(UInt8(ascii: "-")) }
      appendNumber(hundredths / 100)
      let rest = hundredths % 100
      guard rest != 0 else { continue }
      append(UInt8(ascii: "."))
      append(UInt8(48 + rest / 10))
      if rest % 10 != 0 { append(UInt8(48 + rest % 10)) }
    }
  }

  /// Appends a nonnegative number.
  mutating func appendNumber(_ number: Int) {
    guard number >= 10 else { return append(UInt8(48 + number)) }
    appendNumber(number / 10)
    append(UInt8(48 + number % 10))
  }
}
