import CZip

/// The files in a ZIP archive, read by libzip.
struct ZIPFiles {
  struct File {
    let name: String
    let bytes: [UInt8]
    /// The date as MS-DOS has it: bits for year from 1980, month and day.
    let date: UInt16
    var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  struct Unreadable: Error {}

  /// In the order in which they are in the archive.
  let all: [File]

  init(_ archive: [UInt8]) throws {
    all = try archive.withUnsafeBytes { bytes in
      var error = zip_error_t()
      let count = UInt64(bytes.count)
      guard let source = zip_source_buffer_create(bytes.baseAddress, count, 0, &error),
        let zip = zip_open_from_source(source, ZIP_RDONLY, &error)
      else { throw Unreadable() }
      defer { zip_discard(zip) }
      return try (0..<UInt64(zip_get_num_entries(zip, 0))).map { index in
        guard let name = zip_get_name(zip, index, 0), let file = zip_fopen_index(zip, index, 0)
        else { throw Unreadable() }
        defer { zip_fclose(file) }
        var description = zip_stat_t()
        zip_stat_index(zip, index, 0, &description)
        var content = [UInt8](repeating: 0, count: Int(description.size))
        let count = zip_fread(file, &content, description.size)
        guard count == description.size else { throw Unreadable() }
        var (time, date): (UInt16, UInt16) = (0, 0)
        Self.dos(description.mtime, &time, &date)
        return File(name: String(cString: name), bytes: content, date: date)
      }
    }
  }

  /// The date of a time in this zone, in which libzip reads it.
  private static func dos(_ time: time_t, _ clock: inout UInt16, _ date: inout UInt16) {
    var (time, parts) = (time, tm())
    localtime_r(&time, &parts)
    date = UInt16((parts.tm_year - 80) << 9 | (parts.tm_mon + 1) << 5 | parts.tm_mday)
    clock = UInt16(parts.tm_hour << 11 | parts.tm_min << 5 | parts.tm_sec / 2)
  }

  subscript(name: String) -> String { all.first { $0.name == name }?.text ?? "" }
}
