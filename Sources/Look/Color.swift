#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An opaque colour in sRGB.
///
///     Color("#0072b2")?.contrast(with: .white)  // 5.19
///     Color("blue")                             // nil
public struct Color: Hashable, Sendable {
  /// The amounts of red, green and blue, 0 to 255.
  public let red, green, blue: UInt8

  /// White.
  public static let white = Color(red: 255, green: 255, blue: 255)

  /// Creates a colour from its components.
  public init(red: UInt8, green: UInt8, blue: UInt8) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  /// Reads `#rrggbb`; `nil` for any other text.
  public init?(_ text: String) {
    let digits = text.dropFirst()
    guard text.first == "#", digits.count == 6, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }),
      let value = UInt32(digits, radix: 16)
    else { return nil }
    func byte(_ place: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: value >> place) }
    self.init(red: byte(16), green: byte(8), blue: byte(0))
  }

  /// The colour as `#rrggbb`.
  public var hex: String {
    "#"
      + [red, green, blue].map { part in
        (part < 16 ? "0" : "") + String(part, radix: 16)
      }.joined()
  }

  /// Red, green and blue as linear light, 0 to 1.
  public var linear: [Double] {
    [red, green, blue].map { part in
      let share = Double(part) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
  }

  /// The relative luminance by WCAG 2.2, 0 for black and 1 for white.
  public var luminance: Double {
    zip(linear, [0.2126, 0.7152, 0.0722]).map(*).reduce(0, +)
  }

  /// Returns the contrast ratio by WCAG 2.2: (lighter + 0.05) / (darker + 0.05), from 1 to 21.
  public func contrast(with other: Color) -> Double {
    let (one, two) = (luminance, other.luminance)
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)
  }

  /// Returns the mixture of the colour with `share` of another one.
  public func mixed(with other: Color, share: Double) -> Color {
    func mix(_ one: UInt8, _ two: UInt8) -> UInt8 {
      UInt8((Double(one) + (Double(two) - Double(one)) * share).rounded())
    }
    return Color(
      red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
  }
}
