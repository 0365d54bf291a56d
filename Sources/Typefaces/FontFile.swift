import CFontconfig

/// The file of an installed font.
struct FontFile: Hashable {
  /// Its path.
  let path: String
  /// Which of the file's fonts it is.
  let index: UInt32

  /// Finds the file of a face in the first of some families that is installed; `nil` if none is.
  init?(of typeface: Typeface, in families: [String]) {
    for family in families {
      if let file = FontFile(of: typeface, family: family) {
        self = file
        return
      }
    }
    return nil
  }

  /// The version of the library, such as `2.14.1`.
  static var libraryVersion: String {
    let version = FcGetVersion()
    return "\(version / 10000).\(version / 100 % 100).\(version % 100)"
  }

  private init?(of typeface: Typeface, family: String) {
    guard let wanted = FontPattern(owning: FcPatternCreate()) else { return nil }
    FcPatternAddString(wanted.pointer, FC_FAMILY, family)
    FcPatternAddInteger(
      wanted.pointer, FC_WEIGHT, typeface.isBold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR)
    FcPatternAddInteger(
      wanted.pointer, FC_SLANT, typeface.isItalic ? FC_SLANT_ITALIC : FC_SLANT_ROMAN)
    guard FcConfigSubstitute(nil, wanted.pointer, FcMatchPattern) == FcTrue else { return nil }
    FcDefaultSubstitute(wanted.pointer)
    var result = FcResultNoMatch
    // The library finds the nearest font, which may be of another family.
    guard let found = FontPattern(owning: FcFontMatch(nil, wanted.pointer, &result)),
      found.texts(FC_FAMILY).contains(family), let path = found.texts(FC_FILE).first,
      let slant = found.number(FC_SLANT), (slant > FC_SLANT_ROMAN) == typeface.isItalic,
      let weight = found.number(FC_WEIGHT), (weight > FC_WEIGHT_MEDIUM) == typeface.isBold,
      let index = found.number(FC_INDEX)
    else { return nil }
    self.path = path
    // The upper half is the instance of a font that varies, which is chosen by weight in CSS.
    self.index = UInt32(index & 0xFFFF)
  }
}

/// A pattern of fontconfig, which it frees.
private final class FontPattern {
  let pointer: OpaquePointer

  init?(owning pointer: OpaquePointer?) {
    guard let pointer else { return nil }
    self.pointer = pointer
  }

  deinit { FcPatternDestroy(pointer) }

  /// All texts of a property.
  func texts(_ property: String) -> [String] {
    var texts: [String] = []
    var text: UnsafeMutablePointer<FcChar8>?
    while FcPatternGetString(pointer, property, Int32(texts.count), &text) == FcResultMatch,
      let text
    {
      texts.append(String(cString: text))
    }
    return texts
  }

  /// A number of a property.
  func number(_ property: String) -> Int32? {
    var number: Int32 = 0
    return FcPatternGetInteger(pointer, property, 0, &number) == FcResultMatch ? number : nil
  }
}
