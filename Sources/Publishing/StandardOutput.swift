#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Standard output, which carries only data for the next program.
public enum StandardOutput {
  /// Writes all of the bytes to standard output.
  ///
  /// ```swift
  /// try StandardOutput.write(Array("<svg/>\n".utf8))
  /// ```
  ///
  /// The bytes bypass the buffer of `print`, so flush that first if you use both. Call
  /// ``WriteSignals/becomeErrors()`` once before, or a closed pipe ends the process instead of
  /// throwing.
  ///
  /// - Parameter bytes: the bytes to write.
  /// - Throws: ``OutputError``: `readerGone` if the next program stopped reading, which needs no
  ///   message, otherwise `cannotWrite` with the system's reason.
  public static func write(_ bytes: [UInt8]) throws(OutputError) {
    try write(bytes, to: STDOUT_FILENO)
  }

  /// Writes a text to standard output.
  ///
  /// - Throws: ``OutputError``, as for bytes.
  public static func write(_ text: String) throws(OutputError) { try write(Array(text.utf8)) }

  /// Writes to a descriptor that stands in for standard output.
  static func write(_ bytes: [UInt8], to number: Int32) throws(OutputError) {
    do throws(SystemError) {
      try Descriptor.write(bytes, to: number)
    } catch {
      throw OutputError(error, path: "-")
    }
  }
}
