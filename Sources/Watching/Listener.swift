import Foundation

/// Accepts local connections and serves each on a thread.
///
/// An HTTP library (FlyingFox) was tried. It had no limits for the size of headers, the time to
/// receive them, or the number of connections, and no way to add them; it parsed the body of a
/// rejected request as the next request; and it answers on the threads that asynchronous work
/// shares, where other work can keep a client waiting.
final class Listener: @unchecked Sendable {
  /// The maximum number of simultaneous connections.
  static let mostConnections = 64

  /// The port on which it listens.
  let port: UInt16

  private let descriptor: Int32
  // A pipe: closing the writer wakes the accepting thread.
  private let wake: (reader: Int32, writer: Int32)
  private let stopped = DispatchSemaphore(value: 0)
  private let condition = NSCondition()
  // Protected by the condition; oldest first.
  private var connections: [Connection] = []

  /// Listens on 127.0.0.1.
  ///
  /// - Parameter wanted: the port; 0 for any free port.
  init(port wanted: UInt16) throws(ServerError) {
    func check(_ result: Int32) throws(ServerError) {
      guard result == 0 else { throw ServerError(port: wanted, code: errno) }
    }
    #if canImport(Glibc)
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var ends: [Int32] = [-1, -1]
    do throws(ServerError) {
      try check(min(0, descriptor))
      try check(pipe(&ends))
      for number in ends + [descriptor] { _ = fcntl(number, F_SETFD, FD_CLOEXEC) }
      // If a client disconnects early, a blocking `accept` would wait for the next one.
      try check(fcntl(descriptor, F_SETFL, O_NONBLOCK))
      var yes: Int32 = 1
      try check(
        setsockopt(
          descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size)))
      var place = sockaddr_in()
      place.sin_family = sa_family_t(AF_INET)
      place.sin_port = wanted.bigEndian
      place.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
      var size = socklen_t(MemoryLayout<sockaddr_in>.size)
      let result = withUnsafeMutablePointer(to: &place) { place in
        place.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(descriptor, $0, size) == 0 && listen(descriptor, SOMAXCONN) == 0
            ? getsockname(descriptor, $0, &size) : -1
        }
      }
      try check(result)
      port = UInt16(bigEndian: place.sin_port)
    } catch {
      for number in ends + [descriptor] where number >= 0 { close(number) }
      throw error
    }
    self.descriptor = descriptor
    wake = (ends[0], ends[1])
  }

  /// Starts accepting connections.
  func start(answering: @escaping Connection.Answering) {
    Thread.detachNewThread { [self] in
      acceptAll(answering)
      close(descriptor)
      close(wake.reader)
      stopped.signal()
    }
  }

  /// Ends all connections and frees the port, and returns when this is done.
  func stop() {
    close(wake.writer)
    stopped.wait()
    condition.withLock {
      connections.forEach { $0.end() }
      while !connections.isEmpty { condition.wait() }
    }
  }

  private func acceptAll(_ answering: @escaping Connection.Answering) {
    var requests = [descriptor, wake.reader].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    while true {
      guard poll(&requests, 2, -1) > 0 else { continue }
      guard requests[1].revents == 0 else { return }
      let client = accept(descriptor, nil, nil)
      if client >= 0 {
        serve(Connection(client, answering: answering))
      } else if [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(errno) {
        condition.withLock { giveOneUp() }
        // If no connection can be freed, retrying without a pause would use a whole core.
        usleep(10_000)
      }
    }
  }

  private func serve(_ connection: Connection) {
    condition.withLock {
      if connections.count >= Self.mostConnections { giveOneUp() }
      connections.append(connection)
    }
    let thread = Thread { [self] in
      connection.serve()
      condition.withLock {
        connections.removeAll { $0 === connection }
        condition.broadcast()
      }
    }
    thread.stackSize = 512 * 1024
    thread.start()
  }

  /// Ends the least useful connection, and waits until it has ended.
  private func giveOneUp() {
    let oldest = connections.min { $0.phase.rawValue < $1.phase.rawValue }
    guard let oldest else { return }
    oldest.end()
    while connections.contains(where: { $0 === oldest }) { condition.wait() }
  }
}
