import CHarfBuzz

@testable import Typefaces

extension FontData {
  /// The sizes of a sign, in units of the font: upright, or across if there are more.
  func heights(of sign: Unicode.Scalar) -> [Int32] {
    let found = [HB_DIRECTION_TTB, HB_DIRECTION_LTR].map { sizes(of: sign, $0) }
    return found.max { $0.count < $1.count } ?? []
  }

  /// Whether larger ones of a sign are put together from parts.
  func hasParts(_ sign: Unicode.Scalar, _ direction: hb_direction_t) -> Bool {
    withFont(sign) { font, glyph in
      hb_ot_math_get_glyph_assembly(font, glyph, direction, 0, nil, nil, nil) > 0
    }
  }

  /// A measure of formulas, in units of the font.
  func constant(_ constant: hb_ot_math_constant_t) -> Int32 {
    let font = hb_font_create(face)
    defer { hb_font_destroy(font) }
    return hb_ot_math_get_constant(font, constant)
  }

  private func sizes(of sign: Unicode.Scalar, _ direction: hb_direction_t) -> [Int32] {
    withFont(sign) { font, glyph in
      var count: UInt32 = 16
      var variants = [hb_ot_math_glyph_variant_t](repeating: .init(), count: Int(count))
      _ = hb_ot_math_get_glyph_variants(font, glyph, direction, 0, &count, &variants)
      return variants.prefix(Int(count)).map(\.advance)
    }
  }

  private func withFont<Result>(
    _ sign: Unicode.Scalar, _ body: (OpaquePointer?, hb_codepoint_t) -> Result
  ) -> Result {
    let font = hb_font_create(face)
    defer { hb_font_destroy(font) }
    var glyph: hb_codepoint_t = 0
    _ = hb_font_get_nominal_glyph(font, sign.value, &glyph)
    return body(font, glyph)
  }
}
