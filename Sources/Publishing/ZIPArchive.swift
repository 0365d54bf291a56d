import CZip

/// A ZIP archive in memory, written by libzip: the same files give the same bytes on any day.
///
///     let archive = try ZIPArchive()
///     try archive.add("mimetype", Array("text/plain".utf8))
///     let bytes = try archive.written()  // begins with "PK"
final class ZIPArchive {
  // The source outlives the archive, which is written into it.
  private let source: OpaquePointer
  private var archive: OpaquePointer?

  /// 1 January 1980, the first day that ZIP knows, at midnight; in ZIP, times have no zone.
  private static let date: UInt16 = 1 << 5 | 1

  /// Creates an empty archive.
  ///
  /// - Throws: `ZIPError` with libzip's message if there is no memory.
  init() throws(ZIPError) {
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    guard let source = zip_source_buffer_create(nil, 0, 0, &error) else {
      throw ZIPError(&error)
    }
    guard let archive = zip_open_from_source(source, ZIP_TRUNCATE, &error) else {
      zip_source_free(source)
      throw ZIPError(&error)
    }
    // Closing the archive gives up its own hold on the source.
    zip_source_keep(source)
    self.source = source
    self.archive = archive
  }

  deinit {
    if let archive { zip_discard(archive) }
    zip_source_free(source)
  }

  /// Adds a file after those that are there.
  ///
  /// - Throws: `ZIPError` with libzip's message, for example if there is such a file.
  func add(_ name: String, _ bytes: [UInt8]) throws(ZIPError) {
    guard let archive else { return }
    // libzip reads from this copy when it writes the archive, and frees it by `free`.
    let copy = UnsafeMutableRawBufferPointer.allocated(copying: bytes)
    guard let content = zip_source_buffer(archive, copy, UInt64(bytes.count), 1) else {
      free(copy)
      throw ZIPError(zip_get_error(archive))
    }
    let index = zip_file_add(archive, name, content, UInt32(ZIP_FL_ENC_UTF_8))
    guard index >= 0 else {
      zip_source_free(content)
      throw ZIPError(zip_get_error(archive))
    }
    guard zip_file_set_dostime(archive, UInt64(index), 0, Self.date, 0) == 0 else {
      throw ZIPError(zip_get_error(archive))
    }
  }

  /// Returns the bytes of the archive, to which nothing can be added afterwards.
  ///
  /// - Throws: `ZIPError` with libzip's message if there is no memory.
  func written() throws(ZIPError) -> [UInt8] {
    if let archive {
      guard zip_close(archive) == 0 else { throw ZIPError(zip_get_error(archive)) }
      self.archive = nil
    }
    guard zip_source_open(source) == 0 else { throw ZIPError(zip_source_error(source)) }
    defer { zip_source_close(source) }
    var description = zip_stat_t()
    guard zip_source_stat(source, &description) == 0 else {
      throw ZIPError(zip_source_error(source))
    }
    let size = Int(description.size)
    var count = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      while count < size, let base = buffer.baseAddress {
        let read = zip_source_read(source, base + count, UInt64(size - count))
        guard read > 0 else { break }
        count += Int(read)
      }
      filled = count
    }
    guard count == size else { throw ZIPError(zip_source_error(source)) }
    return bytes
  }

  /// The library's version, such as `1.7.3`.
  static var libraryVersion: String? { zip_libzip_version().map { String(cString: $0) } }
}

/// An error of libzip.
public struct ZIPError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The library's message.
  public let message: String
  /// The error as a sentence.
  public var description: String { "libzip: \(message)" }

  fileprivate init(_ error: UnsafeMutablePointer<zip_error_t>?) {
    message = error.flatMap { zip_error_strerror($0) }.map { String(cString: $0) } ?? ""
  }
}

extension UnsafeMutableRawBufferPointer {
  /// Returns a copy of bytes that C's `free` gives back.
  fileprivate static func allocated(copying bytes: [UInt8]) -> UnsafeMutableRawPointer? {
    let copy = malloc(Swift.max(1, bytes.count))
    bytes.withUnsafeBytes { from in
      if let copy, let base = from.baseAddress {
        copy.copyMemory(from: base, byteCount: from.count)
      }
    }
    return copy
  }
}
