import CQPDF

/// A PDF in memory, read, changed and written by libqpdf.
final class PDFFile {
  /// An object of the file.
  typealias Object = qpdf_oh

  private var file: qpdf_data?
  // libqpdf reads from these bytes until the file is written.
  private let bytes: UnsafeMutableBufferPointer<CChar>

  /// - Throws: `PDFError` with libqpdf's message if the bytes are not a PDF.
  init(_ raw: [UInt8]) throws(PDFError) {
    bytes = .allocate(capacity: max(1, raw.count))
    _ = bytes.initialize(from: raw.lazy.map { CChar(bitPattern: $0) })
    file = qpdf_init()
    // Errors are read below; by default the library would print them, too.
    qpdf_silence_errors(file)
    qpdf_set_suppress_warnings(file, QPDF_TRUE)
    // By default a damaged file would be repaired with a warning; cairo does not write any.
    qpdf_set_attempt_recovery(file, QPDF_FALSE)
    try check(qpdf_read_memory(file, "deck", bytes.baseAddress, UInt64(raw.count), nil))
  }

  deinit {
    qpdf_cleanup(&file)
    bytes.deallocate()
  }

  /// The number of pages.
  var pageCount: Int { Int(qpdf_get_num_pages(file)) }
  /// The catalog.
  var root: Object { qpdf_get_root(file) }
  /// The trailer.
  var trailer: Object { qpdf_get_trailer(file) }

  /// Returns a page, counted from 0.
  func page(_ index: Int) -> Object { qpdf_get_page_n(file, index) }

  /// Returns the object that a text says, such as `<< /Type /Outlines >>`.
  func parsed(_ text: String) -> Object { qpdf_oh_parse(file, text) }
  /// Returns a string, in Unicode.
  func string(_ text: String) -> Object { qpdf_oh_new_unicode_string(file, text) }
  /// Returns a number.
  func number(_ number: Int) -> Object { qpdf_oh_new_integer(file, Int64(number)) }
  /// Returns an array.
  func array(_ items: [Object]) -> Object {
    let array = qpdf_oh_new_array(file)
    for item in items { qpdf_oh_append_item(file, array, item) }
    return array
  }
  /// Returns a stream with some bytes.
  func stream(_ text: String) -> Object {
    let stream = qpdf_oh_new_stream(file)
    text.withCString {
      $0.withMemoryRebound(to: UInt8.self, capacity: text.utf8.count) {
        qpdf_oh_replace_stream_data(
          file, stream, $0, text.utf8.count, qpdf_oh_new_null(file), qpdf_oh_new_null(file))
      }
    }
    return stream
  }
  /// Returns an object of its own, which others refer to.
  func indirect(_ object: Object) -> Object { qpdf_make_indirect_object(file, object) }

  /// Returns an object's value; null if there is none.
  func value(_ key: String, of object: Object) -> Object { qpdf_oh_get_key(file, object, key) }
  /// The items of an array; an object that is none is its only item.
  func items(of object: Object) -> [Object] {
    guard qpdf_oh_is_array(file, object) == QPDF_TRUE else { return [object] }
    return (0..<qpdf_oh_get_array_n_items(file, object)).map {
      qpdf_oh_get_array_item(file, object, $0)
    }
  }
  /// Gives an object a value.
  func set(_ key: String, of object: Object, to value: Object) {
    qpdf_oh_replace_key(file, object, key, value)
  }
  /// Takes a value from an object.
  func remove(_ key: String, from object: Object) { qpdf_oh_remove_key(file, object, key) }
  /// Takes an entry from the description of the file.
  func removeInformation(_ key: String) { qpdf_set_info_key(file, key, nil) }

  /// The keys of a dictionary.
  func keys(of object: Object) -> [String] {
    var keys: [String] = []
    qpdf_oh_begin_dict_key_iter(file, object)
    while qpdf_oh_dict_more_keys(file) == QPDF_TRUE {
      if let key = qpdf_oh_dict_next_key(file) { keys.append(String(cString: key)) }
    }
    return keys
  }
  /// The dictionary of a stream.
  func dictionary(of stream: Object) -> Object { qpdf_oh_get_dict(file, stream) }

  /// Returns the bytes of the file, as PDF 1.5 with compressed objects. Its identifier is a hash of
  /// its content.
  func written() throws(PDFError) -> [UInt8] {
    // A new identifier would keep one half of the old one.
    remove("/ID", from: trailer)
    try check(qpdf_init_write_memory(file))
    qpdf_set_deterministic_ID(file, QPDF_TRUE)
    qpdf_set_object_stream_mode(file, qpdf_o_generate)
    qpdf_set_minimum_pdf_version(file, "1.5")
    try check(qpdf_write(file))
    return Array(
      UnsafeBufferPointer(start: qpdf_get_buffer(file), count: qpdf_get_buffer_length(file)))
  }

  private func check(_ status: QPDF_ERROR_CODE) throws(PDFError) {
    guard status & QPDF_ERRORS != 0 else { return }
    let text = qpdf_get_error_full_text(file, qpdf_get_error(file))
    throw PDFError(message: text.map { String(cString: $0) } ?? "")
  }

  /// The library's version, such as `11.3.0`.
  static var libraryVersion: String? { qpdf_get_qpdf_version().map { String(cString: $0) } }
}

/// An error of libqpdf.
public struct PDFError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The library's message.
  public let message: String
  /// The error as a sentence.
  public var description: String { "libqpdf: \(message)" }
}
