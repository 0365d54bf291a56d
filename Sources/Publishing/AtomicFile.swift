#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Writing a file as a whole: whatever happens, there is the old file or the new one.
public enum AtomicFile {
  // Foundation's `Data.write(options: .atomic)` was tried. It replaces a symbolic link and a pipe
  // by a file of their name, and gives the new file the permissions 644 whatever the old one had.

  /// Writes bytes to a file, which an error, a full disk or a kill leaves as it was.
  ///
  /// The bytes go to a hidden file in the same folder, which then takes the place of the old one
  /// and keeps its permissions. Missing folders are made. A symbolic link is followed. A pipe or a
  /// device is written to as it is. A file that holds these bytes already is not touched, so that
  /// build tools see no change.
  ///
  /// ```swift
  /// try AtomicFile.write(bytes, to: "out/fig.svg")  // true
  /// try AtomicFile.write(bytes, to: "out/fig.svg")  // false: nothing to do
  /// ```
  ///
  /// Call ``WriteSignals/becomeErrors()`` once before, or a limit on the size of files ends the
  /// process instead of throwing.
  ///
  /// - Parameters:
  ///   - bytes: the whole content.
  ///   - path: the file; folders in it that do not exist are made.
  /// - Returns: whether anything was written.
  /// - Throws: ``OutputError`` with the system's reason; `readerGone` if `path` is a pipe that
  ///   nobody reads any more.
  @discardableResult
  public static func write(_ bytes: [UInt8], to path: String) throws(OutputError) -> Bool {
    let existing = FileStatus(of: path)
    do throws(SystemError) {
      switch existing?.kind {
      case .stream:
        try Descriptor(openingStream: path).write(bytes)
        return true
      case .folder:
        throw SystemError(code: EISDIR, stage: .creating)
      default:
        return try replace(path, existing, with: bytes)
      }
    } catch {
      throw OutputError(error, path: path, keepsOldFile: existing?.kind == .file)
    }
  }

  private static func replace(
    _ path: String, _ existing: FileStatus?, with bytes: [UInt8]
  ) throws(SystemError) -> Bool {
    let target = try FileSystem.followingLinks(path)
    if target.isEmpty || target.hasSuffix("/") {
      throw SystemError(code: target.isEmpty ? ENOENT : EISDIR, stage: .creating)
    }
    if let existing {
      if existing.size == bytes.count, isSame(target, bytes) { return false }
      try FileSystem.checkWritable(target)
    }
    try FileSystem.makeFolder(FileSystem.folder(of: target))
    var temporary = try TemporaryFile.beside(target)
    try temporary.descriptor.write(bytes)
    if let existing { try temporary.descriptor.takeOwnerAndPermissions(of: existing) }
    try temporary.descriptor.synchronize()
    try temporary.replace(target)
    return true
  }

  /// Returns whether a file holds these bytes; one that we may not read counts as different.
  private static func isSame(_ path: String, _ bytes: [UInt8]) -> Bool {
    do throws(SystemError) {
      return try Descriptor(reading: path).holds(bytes)
    } catch {
      return false
    }
  }
}
