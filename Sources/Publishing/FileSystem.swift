#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The file system operations that writing a file needs.
enum FileSystem {
  /// Returns the folder that contains a path: `.` for a bare name.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Returns the path at the end of a chain of symbolic links. It need not exist.
  ///
  /// - Throws: `ELOOP` after 40 links, the limit of Linux.
  static func followingLinks(_ path: String) throws(SystemError) -> String {
    var path = path
    for _ in 0..<40 {
      guard FileStatus(of: path, followsLinks: false)?.kind == .link else { return path }
      let target = try linkTarget(of: path)
      path = target.hasPrefix("/") ? target : folder(of: path) + "/" + target
    }
    throw SystemError(code: ELOOP, stage: .creating)
  }

  /// Creates a folder and its missing parents.
  static func makeFolder(_ path: String) throws(SystemError) {
    switch FileStatus(of: path)?.kind {
    case .folder: return
    case nil: break
    default: throw SystemError(code: ENOTDIR, stage: .creating)
    }
    let parent = folder(of: path)
    if parent != path { try makeFolder(parent) }
    do throws(SystemError) {
      try SystemError.check(.creating) { mkdir(path, 0o777) }
    } catch {
      // Another process may have created it in the meantime.
      guard error.code == EEXIST, FileStatus(of: path)?.kind == .folder else { throw error }
    }
  }

  /// Throws if an existing file is not writable, since renaming over it would succeed anyway.
  static func checkWritable(_ path: String) throws(SystemError) {
    try SystemError.check(.creating) { access(path, W_OK) }
  }

  private static func linkTarget(of path: String) throws(SystemError) -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = try SystemError.check(.creating) { readlink(path, &buffer, buffer.count) }
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
