#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A hidden file that becomes the real one, or is removed when its owner goes.
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

  /// Makes a new, empty file in the folder of `path`, where a rename can put it in place.
  ///
  /// Its name has the number of our process, so two tools at work do not meet; a name that a killed
  /// process of the same number left behind, or that another thread took, is passed over.
  static func beside(_ path: String) throws(SystemError) -> TemporaryFile {
    let folder = FileSystem.folder(of: path)
    var attempt = 0
    while true {
      // Short, so that it is not too long where the real name is not.
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

  /// Puts the file in the place of another in one step: everybody sees the old one or the new one.
  mutating func replace(_ other: String) throws(SystemError) {
    let path = path
    try UnfinishedFiles.update { (paths) throws(SystemError) in
      try SystemError.check(.creating) { rename(path, other) }
      paths.remove(path)
    }
    isInPlace = true
  }
}
