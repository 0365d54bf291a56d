import CQPDF
import Graphviz

/// Makes a PDF page reproducible on any day, in any time zone and in any process: the dates that
/// cairo writes are removed, and the file's identifier is a hash of its content.
enum PDFFinisher {
  /// - Throws: `GraphvizError` with libqpdf's message if the bytes are not a PDF.
  static func finished(_ raw: [UInt8]) throws -> [UInt8] {
    var file: qpdf_data? = qpdf_init()
    defer { qpdf_cleanup(&file) }
    // Errors are read below; by default the library would print them, too.
    qpdf_silence_errors(file)
    qpdf_set_suppress_warnings(file, QPDF_TRUE)
    // By default a damaged file would be repaired with a warning; cairo does not write any.
    qpdf_set_attempt_recovery(file, QPDF_FALSE)
    // The library reads from these bytes until it has finished writing.
    return try raw.withUnsafeBytes { bytes in
      let start = bytes.bindMemory(to: CChar.self).baseAddress
      try check(qpdf_read_memory(file, "page", start, UInt64(bytes.count), nil), file)
      // A value of nil removes the key.
      for date in ["/CreationDate", "/ModDate"] { qpdf_set_info_key(file, date, nil) }
      // A new identifier would keep one half of the old one.
      qpdf_oh_remove_key(file, qpdf_get_trailer(file), "/ID")
      try check(qpdf_init_write_memory(file), file)
      qpdf_set_deterministic_ID(file, QPDF_TRUE)
      try check(qpdf_write(file), file)
      return Array(
        UnsafeBufferPointer(start: qpdf_get_buffer(file), count: qpdf_get_buffer_length(file)))
    }
  }

  private static func check(_ status: QPDF_ERROR_CODE, _ file: qpdf_data?) throws {
    guard status & QPDF_ERRORS != 0 else { return }
    let text = qpdf_get_error_full_text(file, qpdf_get_error(file))
    throw GraphvizError(
      stage: .rendering, message: "libqpdf: " + (text.map { String(cString: $0) } ?? ""))
  }
}
