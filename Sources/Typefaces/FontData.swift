import CHarfBuzz

/// A font in memory, as HarfBuzz reads it.
final class FontData {
  let face: OpaquePointer

  /// Reads a font; `nil` if the file cannot be read or is none.
  convenience init?(_ file: FontFile) {
    guard let blob = hb_blob_create_from_file_or_fail(file.path) else { return nil }
    defer { hb_blob_destroy(blob) }
    self.init(owning: hb_face_create(blob, file.index))
  }

  /// Reads a font; `nil` if the bytes are none.
  convenience init?(bytes: [UInt8]) {
    let blob = Self.blob(bytes)
    defer { hb_blob_destroy(blob) }
    self.init(owning: hb_face_create(blob, 0))
  }

  private init?(owning face: OpaquePointer?) {
    guard let face else { return nil }
    self.face = face
    guard hb_face_get_glyph_count(face) > 0 else { return nil }
  }

  deinit { hb_face_destroy(face) }

  /// The version of the library, such as `6.0.0`.
  static var libraryVersion: String { String(cString: hb_version_string()) }

  /// The characters that it has.
  var characters: Set<Unicode.Scalar> {
    guard let set = hb_set_create() else { return [] }
    defer { hb_set_destroy(set) }
    hb_face_collect_unicodes(face, set)
    var characters: Set<Unicode.Scalar> = []
    var value = hb_codepoint_t.max
    while hb_set_next(set, &value) != 0 {
      if let character = Unicode.Scalar(value) { characters.insert(character) }
    }
    return characters
  }

  /// Whether it has the measures by which formulas are typeset.
  var isMathematical: Bool { hb_ot_math_has_data(face) != 0 }

  /// Its copyright notice, trademark and license, each if it has one.
  var notices: [String] {
    [unroll_copyright, unroll_trademark, unroll_license].compactMap { name in
      let english = hb_language_from_string("en", -1)
      var size = hb_ot_name_get_utf8(face, name, english, nil, nil) + 1
      var text = [CChar](repeating: 0, count: Int(size))
      let length = hb_ot_name_get_utf8(face, name, english, &size, &text)
      guard length > 0 else { return nil }
      return String(decoding: text.prefix(Int(size)).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
  }

  /// Returns an OpenType font with these characters only, without its names and without
  /// instructions for coarse screens; `nil` if the library fails.
  ///
  /// - Parameter features: the features of its layout to keep, as tags of four letters.
  func subset(_ characters: Set<Unicode.Scalar>, keeping features: [String]) -> FontData? {
    guard let input = hb_subset_input_create_or_fail() else { return nil }
    defer { hb_subset_input_destroy(input) }
    let wanted = hb_subset_input_unicode_set(input)
    for character in characters { hb_set_add(wanted, character.value) }
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING.rawValue)
    let kept = hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG)
    hb_set_clear(kept)
    for feature in features { hb_set_add(kept, hb_tag_from_string(feature, -1)) }
    hb_set_clear(hb_subset_input_set(input, HB_SUBSET_SETS_NAME_ID))
    return FontData(owning: hb_subset_or_fail(face, input))
  }

  /// The bytes of a table.
  ///
  /// - Parameter tag: its four letters.
  subscript(table tag: String) -> [UInt8] {
    get { Self.bytes(owning: hb_face_reference_table(face, hb_tag_from_string(tag, -1))) }
    set {
      // Only a face that was made can be changed, as subsets are.
      let blob = Self.blob(newValue)
      defer { hb_blob_destroy(blob) }
      let isAdded = hb_face_builder_add_table(face, hb_tag_from_string(tag, -1), blob) != 0
      precondition(isAdded, "only subsets can be changed")
    }
  }

  /// The whole font as a file.
  var bytes: [UInt8] { Self.bytes(owning: hb_face_reference_blob(face)) }

  /// A copy of bytes.
  private static func blob(_ bytes: [UInt8]) -> OpaquePointer? {
    bytes.withUnsafeBytes {
      hb_blob_create(
        $0.bindMemory(to: CChar.self).baseAddress, UInt32($0.count), HB_MEMORY_MODE_DUPLICATE, nil,
        nil)
    }
  }

  private static func bytes(owning blob: OpaquePointer?) -> [UInt8] {
    defer { hb_blob_destroy(blob) }
    var length: UInt32 = 0
    guard let start = hb_blob_get_data(blob, &length) else { return [] }
    return Array(UnsafeRawBufferPointer(start: start, count: Int(length)))
  }
}
