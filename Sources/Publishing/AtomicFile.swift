#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Writes files atomically: whatever happens, either the old file or the new one exists.
public enum AtomicFile {
  // Foundation's `Data.write(options: .atomic)` was tried. It replaces symbolic links and pipes
  // with regular files, and always gives the new file the permissions 644.

  /// Writes bytes to a file. An error, a full disk or a kill leaves the old file unchanged.
  ///
  /// The bytes are written to a hidden file in the same folder, which then replaces the old one and
  /// keeps its permissions. Missing folders are created. Symbolic links are followed. Pipes and
  /// devices are written to directly. A file that already has this content is not touched, so that
  /// build tools see no change.
  ///
  /// ```swift
  /// try AtomicFile.write(bytes, to: "out/fig.svg")  // true
  /// try AtomicFile.write(bytes, to: "out/fig.svg")  // false: nothing to do
  /// ```
  ///
  /// Call ``WriteSignals/becomeErrors()`` once before, or exceeding a limit on the file size ends
  /// the process instead of throwing.
  ///
  /// - Parameters:
  ///   - bytes: the whole content.
  ///   - path: the file; missing folders in it are created.
  /// - Returns: whether anything was written.
  /// - Throws: ``OutputError`` with the system's reason; `readerGone` if `path` is a pipe whose
  ///   reader has closed it.
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

  /// Returns whether a file has this content; an unreadable file counts as different.
  private static func isSame(_ path: String, _ bytes: [UInt8]) -> Bool {
    do throws(SystemError) {
      return try Descriptor(reading: path).holds(bytes)
    } catch {
      return false
    }
  }
}
