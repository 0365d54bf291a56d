import CQPDF

/// A PDF file rewritten by libqpdf, with every object as plain text or with compressed objects;
/// `nil` if it is not a PDF.
enum PDFObjects {
  case plain, compressed

  func bytes(of file: [UInt8]) -> [UInt8]? {
    var reader: qpdf_data? = qpdf_init()
    defer { qpdf_cleanup(&reader) }
    qpdf_silence_errors(reader)
    return file.withUnsafeBytes { bytes in
      let start = bytes.bindMemory(to: CChar.self).baseAddress
      guard qpdf_read_memory(reader, "file", start, UInt64(bytes.count), nil) == QPDF_SUCCESS,
        qpdf_init_write_memory(reader) == QPDF_SUCCESS
      else { return nil }
      switch self {
      case .plain: qpdf_set_qdf_mode(reader, QPDF_TRUE)
      case .compressed: qpdf_set_object_stream_mode(reader, qpdf_o_generate)
      }
      guard qpdf_write(reader) == QPDF_SUCCESS else { return nil }
      return Array(
        UnsafeBufferPointer(
          start: qpdf_get_buffer(reader), count: qpdf_get_buffer_length(reader)))
    }
  }

  /// All objects of a file as text; empty if it is not a PDF.
  static func text(of file: [UInt8]) -> String {
    String(decoding: plain.bytes(of: file) ?? [], as: UTF8.self)
  }
}
