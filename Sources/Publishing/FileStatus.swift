#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What the system knows of an existing file.
struct FileStatus {
  enum Kind {
    case file
    case folder
    case link
    /// A pipe, a terminal, a device: bytes go through it, and there is no old content to keep.
    case stream
  }

  let kind: Kind
  /// Who may read, write and run it; what else a mode holds must not pass to another owner.
  let permissions: mode_t
  let owner: uid_t
  let group: gid_t
  let size: Int

  /// Asks for the status of a path; nil if there is nothing that we can see.
  ///
  /// - Parameter followsLinks: whether a symbolic link is passed through.
  init?(of path: String, followsLinks: Bool = true) {
    var status = stat()
    guard (followsLinks ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .folder
    case S_IFLNK: kind = .link
    default: kind = .stream
    }
    permissions = status.st_mode & 0o777
    owner = status.st_uid
    group = status.st_gid
    size = Int(status.st_size)
  }
}
