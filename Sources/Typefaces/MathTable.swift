/// The table of a font by which formulas are typeset, in its binary form
/// (<https://learn.microsoft.com/typography/opentype/spec/math>).
struct MathTable {
  private(set) var bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Removes the parts from which wide signs are put together, so that the widest of a font is the
  /// widest there is: STIX has braces of every width for up to three letters, but the parts of wider
  /// ones are three times as thick.
  mutating func removeHorizontalAssemblies() {
    // MathHeader: versions, then the offsets of constants, glyph information and variants.
    guard let variants = number(at: 8), variants > 0,
      // MathVariants: least overlap, two coverages, two counts, then an offset for each glyph.
      let vertical = number(at: variants + 6), let horizontal = number(at: variants + 8)
    else { return }
    for index in 0..<horizontal {
      guard let construction = number(at: variants + 10 + 2 * (vertical + index)),
        number(at: variants + construction) != nil, construction > 0
      else { continue }
      // MathGlyphConstruction begins with the offset of the assembly; 0 for none.
      bytes[variants + construction] = 0
      bytes[variants + construction + 1] = 0
    }
  }

  private func number(at place: Int) -> Int? {
    place >= 0 && place + 1 < bytes.count ? Int(bytes[place]) << 8 | Int(bytes[place + 1]) : nil
  }
}
