#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// An open file descriptor, closed when its owner is destroyed.
struct Descriptor: ~Copyable {
  private let number: Int32

  /// Creates a file, which must not exist yet, with the permissions that the umask leaves.
  init(making path: String) throws(SystemError) {
    number = try SystemError.check(.creating) {
      open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    }
  }

  /// Opens a pipe or a device.
  init(openingStream path: String) throws(SystemError) {
    number = try SystemError.check(.creating) { open(path, O_WRONLY | O_CLOEXEC) }
  }

  /// Opens a file for reading.
  init(reading path: String) throws(SystemError) {
    number = try SystemError.check(.creating) { open(path, O_RDONLY | O_CLOEXEC) }
  }

  deinit { close(number) }

  /// Writes all of the bytes.
  func write(_ bytes: [UInt8]) throws(SystemError) {
    try Self.write(bytes, to: number)
  }

  /// Waits until the bytes are on disk; on a network file system a full disk may be reported only
  /// here.
  func synchronize() throws(SystemError) {
    do throws(SystemError) {
      try SystemError.check(.writing) { fsync(number) }
    } catch {
      // Some file systems do not support this, and report so.
      guard error.code == EINVAL || error.code == ENOTSUP else { throw error }
    }
  }

  /// Gives the file the permissions of another file, and its owner if the process may do so.
  func takeOwnerAndPermissions(of other: FileStatus) throws(SystemError) {
    // Only the superuser may change the owner, so a failure is ignored. Changing it clears
    // permission bits, so it comes first.
    _ = fchown(number, other.owner, other.group)
    try SystemError.check(.creating) { fchmod(number, other.permissions) }
  }

  /// Returns whether the file contains exactly these bytes.
  func holds(_ bytes: [UInt8]) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var place = 0
    while true {
      let room = buffer.count
      guard let count = try? SystemError.check(.creating, { read(number, &buffer, room) }) else {
        return false
      }
      if count == 0 { return place == bytes.count }
      guard place + count <= bytes.count,
        buffer[..<count].elementsEqual(bytes[place..<place + count])
      else { return false }
      place += count
    }
  }

  /// Writes all of the bytes to a descriptor that is owned elsewhere.
  ///
  /// The system may accept fewer bytes than offered, be interrupted, or refuse to block if the
  /// other end has made the pipe non-blocking; none of these is an error.
  static func write(_ bytes: [UInt8], to number: Int32) throws(SystemError) {
    var place = 0
    while place < bytes.count {
      // macOS rejects writes of more than 2 GiB.
      let end = min(bytes.count, place + 1 << 30)
      do throws(SystemError) {
        place += try SystemError.check(.writing) {
          bytes.withUnsafeBytes { all in
            let rest = UnsafeRawBufferPointer(rebasing: all[place..<end])
            return systemWrite(number, rest.baseAddress, rest.count)
          }
        }
      } catch {
        guard error.code == EAGAIN else { throw error }
        var request = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
        try SystemError.check(.writing) { poll(&request, 1, -1) }
      }
    }
  }
}

/// The system's `write`, which is shadowed by the methods of that name.
private func systemWrite(_ number: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(number, bytes, count)
}
