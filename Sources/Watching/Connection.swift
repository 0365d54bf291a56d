import Foundation

/// A client connection, which handles one request and its response on a separate thread.
///
/// Whatever the client sends or fails to send, a connection uses no more than a thread and 16 KiB,
/// and lasts no longer than the limits below allow. ``end()`` frees it at any time.
final class Connection: @unchecked Sendable {
  /// Returns the response to a request, or to input that is not a valid request.
  typealias Answering = @Sendable (Result<Request, Request.Refusal>) -> Response

  /// The state of a connection, in the order in which connections are dropped if there are too
  /// many.
  enum Phase: Int {
    case idle
    case answering
    case following
  }

  // The number of seconds within which the whole header must be received.
  private static let headLimit = 5.0
  // The number of seconds without progress after which a client that does not read is dropped.
  private static let writeLimit = 10.0
  // A reset would destroy the response, so remaining input from the client is read, but not for
  // long.
  private static let drainLimit = (seconds: 1.0, bytes: 1 << 20)
  // In seconds. A closed window is noticed only when something is sent.
  private static let heartbeat = 15.0

  private let descriptor: Int32
  private let answering: Answering

  private let lock = NSLock()
  // The lock protects these.
  private var isOpen = true
  private var isEnded = false
  private var events: Mailbox<[UInt8]>?
  private var currentPhase = Phase.idle

  /// Takes ownership of a descriptor.
  init(_ descriptor: Int32, answering: @escaping Answering) {
    self.descriptor = descriptor
    self.answering = answering
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    #if canImport(Darwin)
      var yes: Int32 = 1
      setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &yes, socklen_t(MemoryLayout<Int32>.size))
    #endif
  }

  /// The state of the connection.
  var phase: Phase { lock.withLock { currentPhase } }

  /// Ends the connection from another thread, and any wait of its own thread.
  func end() {
    lock.withLock {
      isEnded = true
      events?.close()
      // Once closed, the descriptor may already belong to another connection.
      if isOpen { shutdown(descriptor, Int32(SHUT_RDWR)) }
    }
  }

  /// Serves the client and closes the connection.
  func serve() {
    defer {
      lock.withLock {
        isOpen = false
        events?.close()
        close(descriptor)
      }
    }
    guard let request = readRequest() else { return }
    enter(.answering)
    let response = answering(request)
    if case .events(let events) = response.body {
      lock.withLock {
        self.events = events
        if isEnded { events.close() }
      }
    }
    guard send(response.head) else { return }
    switch response.body {
    case _ where response.isHeadOnly: break
    case .bytes(let bytes): guard send(bytes) else { return }
    case .events(let events): return follow(events)
    }
    enter(.idle)
    shutdown(descriptor, Int32(SHUT_WR))
    drain()
  }

  private func enter(_ phase: Phase) { lock.withLock { currentPhase = phase } }

  // MARK: Reading

  /// Returns the client's request; `nil` if it has disconnected.
  private func readRequest() -> Result<Request, Request.Refusal>? {
    let end = Date(timeIntervalSinceNow: Self.headLimit)
    var head = RequestHead()
    while true {
      guard isReady(Int16(POLLIN), before: end) else { return .failure(.tooSlow) }
      guard let bytes = receive() else { return nil }
      do throws(Request.Refusal) {
        if let request = try head.take(bytes) { return .success(request) }
      } catch {
        return .failure(error)
      }
    }
  }

  private func drain() {
    let end = Date(timeIntervalSinceNow: Self.drainLimit.seconds)
    var count = 0
    while count < Self.drainLimit.bytes, isReady(Int16(POLLIN), before: end),
      let bytes = receive()
    {
      count += bytes.count
    }
  }

  /// Returns the received bytes, possibly none; `nil` if the client has finished sending.
  private func receive() -> [UInt8]? {
    var isEnd = false
    let bytes = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
      let result = recv(descriptor, buffer.baseAddress, buffer.count, 0)
      count = max(0, result)
      isEnd = result == 0 || (result < 0 && !Self.isTemporary(errno))
    }
    return isEnd ? nil : bytes
  }

  // MARK: Writing

  /// Sends events until the client disconnects or the events end.
  private func follow(_ events: Mailbox<[UInt8]>) {
    enter(.following)
    var last: [UInt8] = []
    while !events.isClosed {
      let event = events.next(within: Self.heartbeat)
      // A repeated event is a sign of life; the page ignores it.
      last = event ?? last
      guard !events.isClosed, send(last) else { return }
      // A page sends nothing after its request, so a readable socket means that it has
      // disconnected.
      if event == nil, isReady(Int16(POLLIN), before: Date()), receive() == nil { return }
    }
  }

  /// Sends all bytes, and returns whether it succeeded.
  private func send(_ bytes: [UInt8]) -> Bool {
    #if canImport(Darwin)
      let flags: Int32 = 0
    #else
      let flags = Int32(MSG_NOSIGNAL)
    #endif
    var rest = bytes[...]
    while !rest.isEmpty {
      let end = Date(timeIntervalSinceNow: Self.writeLimit)
      guard isReady(Int16(POLLOUT), before: end) else { return false }
      let count = rest.withUnsafeBytes {
        systemSend(descriptor, $0.baseAddress, $0.count, flags)
      }
      guard count >= 0 || Self.isTemporary(errno) else { return false }
      rest = rest.dropFirst(max(0, count))
    }
    return true
  }

  // MARK: Waiting

  private func isReady(_ events: Int16, before end: Date) -> Bool {
    var request = pollfd(fd: descriptor, events: events, revents: 0)
    while true {
      let milliseconds = Int32(max(0, (end.timeIntervalSinceNow * 1000).rounded(.up)))
      let count = poll(&request, 1, milliseconds)
      if count >= 0 { return count > 0 }
      guard errno == EINTR else { return false }
    }
  }

  private static func isTemporary(_ code: Int32) -> Bool {
    [EAGAIN, EWOULDBLOCK, EINTR].contains(code)
  }
}

/// The system's `send`, which is shadowed by the method of that name.
private func systemSend(
  _ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int, _ flags: Int32
) -> Int {
  send(descriptor, bytes, count, flags)
}
