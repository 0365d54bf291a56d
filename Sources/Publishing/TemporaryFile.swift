#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A hidden file that replaces the real one, or is removed when its owner is destroyed.
struct TemporaryFile: ~Copyable {
  let path: String
  let descriptor: Descriptor
  private var isInPlace = false

  private init(path: String, descriptor: consuming Descriptor) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit {
    if !isInPlace {
      UnfinishedFiles.update {
        unlink(path)
        $0.remove(path)
      }
    }
  }

  /// Creates a new, empty file in the folder of `path`, so that a rename can put it in place.
  ///
  /// Its name contains the process ID, so that concurrent runs do not collide. Names left behind by
  /// a killed process with the same ID, or taken by another thread, are skipped.
  static func beside(_ path: String) throws(SystemError) -> TemporaryFile {
    let folder = FileSystem.folder(of: path)
    var attempt = 0
    while true {
      // A short name, so that it is not too long if the real name is not.
      let place = "\(folder)/.unroll-\(getpid())-\(attempt)"
      do throws(SystemError) {
        return try UnfinishedFiles.update { (paths) throws(SystemError) in
          let file = TemporaryFile(path: place, descriptor: try Descriptor(making: place))
          paths.insert(place)
          return file
        }
      } catch {
        attempt += 1
        guard error.code == EEXIST, attempt < 1000 else { throw error }
      }
    }
  }

  /// Replaces another file atomically: readers see either the old file or the new one.
  mutating func replace(_ other: String) throws(SystemError) {
    let path = path
    try UnfinishedFiles.update { (paths) throws(SystemError) in
      try SystemError.check(.creating) { rename(path, other) }
      paths.remove(path)
    }
    isInPlace = true
  }
}
