import Foundation

/// A connection to a local server, for tests that check every byte of HTTP.
///
/// It blocks while waiting, so that the server must answer on threads of its own.
public final class LocalConnection {
  private let descriptor: Int32
  /// Whether a read has found the connection closed by the server.
  public private(set) var hasEnded = false
  /// Everything received so far.
  public private(set) var received = ""

  /// Connects to an address such as `http://127.0.0.1:8000/`.
  public init(to address: String) throws {
    guard let port = URL(string: address)?.port, let number = UInt16(exactly: port) else {
      throw POSIXError(.EADDRNOTAVAIL)
    }
    #if canImport(Darwin)
      descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #else
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #endif
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = number.bigEndian
    place.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
    let result = withUnsafePointer(to: &place) { place in
      place.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
  }

  deinit { close(descriptor) }

  /// Sends the lines of a request.
  public func send(_ lines: String...) {
    let bytes = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    _ = write(descriptor, bytes, bytes.count)
  }

  /// Sends as many of the bytes as possible without blocking, and returns how many were sent.
  @discardableResult
  public func push(_ bytes: some Sequence<UInt8>) -> Int {
    let bytes = Array(bytes)
    #if canImport(Darwin)
      let flags = Int32(MSG_DONTWAIT)
    #else
      let flags = Int32(MSG_DONTWAIT | MSG_NOSIGNAL)
    #endif
    return Foundation.send(descriptor, bytes, bytes.count, flags)
  }

  /// Closes the sending side; answers can still be read.
  public func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Makes closing the connection send a reset.
  public func resetAtEnd() {
    var lingering = linger(l_onoff: 1, l_linger: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_LINGER, &lingering, socklen_t(MemoryLayout<linger>.size))
  }

  /// Reads until enough has been received, the server closes the connection, or time is up. Returns
  /// everything that was received.
  ///
  /// The long default timeout is needed for a tool that draws while other tests run.
  @discardableResult
  public func read(
    within seconds: Double = 600, until isEnough: (String) -> Bool = { _ in false }
  ) -> String {
    let end = Date(timeIntervalSinceNow: seconds)
    var bytes: [UInt8] = Array(received.utf8)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while !isEnough(received) {
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let rest = Int32(max(0, end.timeIntervalSinceNow * 1000))
      guard poll(&request, 1, rest) > 0 else { break }
      let count = recv(descriptor, &buffer, buffer.count, 0)
      hasEnded = count <= 0
      guard count > 0 else { break }
      bytes += buffer[..<count]
      received = String(decoding: bytes, as: UTF8.self)
    }
    return received
  }

  /// Returns whether the given words are received.
  public func receives(_ words: String) -> Bool {
    read { $0.contains(words) }.contains(words)
  }
}
