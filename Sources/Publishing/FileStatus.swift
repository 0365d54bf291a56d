#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The status of an existing file.
struct FileStatus {
  enum Kind {
    case file
    case folder
    case link
    /// A pipe, a terminal or a device, which has no old content to keep.
    case stream
  }

  let kind: Kind
  /// The read, write and execute bits; the other bits of the mode must not pass to another owner.
  let permissions: mode_t
  let owner: uid_t
  let group: gid_t
  let size: Int

  /// Gets the status of a path; nil if the path does not exist or is not accessible.
  ///
  /// - Parameter followsLinks: whether symbolic links are followed.
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
