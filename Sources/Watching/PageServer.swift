import FlyingFox
import FlyingSocks
import Foundation

/// Serves one page to the browsers of this machine, and renews it.
///
/// ```swift
/// let server = PageServer()
/// let address = try await server.start()  // http://127.0.0.1:40123/
/// await server.show(Exhibit(page: page))
/// await server.stop()
/// ```
///
/// Only 127.0.0.1 is listened to. A request with another host's name is refused, or a page from
/// elsewhere could read ours through a name that it directs to this machine. Nothing is read from a
/// file: there is the page, its events, and the pictures that it shows.
public actor PageServer {
  private let port: UInt16
  private let server: HTTPServer
  private let nonce = String(UInt64.random(in: .min ... .max), radix: 36)
  private var running: Task<Void, Never>?
  private var heartbeat: Task<Void, Never>?
  private var pictures: [String: Exhibit.Picture] = [:]
  private var event: [UInt8]?
  private var readers: [AsyncStream<[UInt8]>.Continuation] = []
  /// How many pages are open, as far as is known.
  var readerCount: Int { readers.count }

  // A closed window is only noticed when something is sent.
  private static let pauseOfHeartbeat: UInt64 = 15_000_000_000

  /// Makes a server.
  ///
  /// - Parameter port: 0 for one that is free.
  public init(port: UInt16 = 0) {
    self.port = port
    var address = sockaddr_in.inet(port: port)
    address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
    server = HTTPServer(address: address, logger: .disabled)
  }

  // MARK: Starting and stopping

  /// Listens; returns the page's address.
  ///
  /// - Throws: `ServerError` when the port is taken or not for us.
  public func start() async throws(ServerError) -> String {
    await server.appendRoute("*") { [weak self] request in
      await self?.response(to: request) ?? HTTPResponse(statusCode: .serviceUnavailable)
    }
    // The server says nothing of its end to who waits for it to listen.
    let (outcomes, outcome) = AsyncStream.makeStream(of: (any Error)?.self)
    running = Task { [server] in
      do { try await server.run() } catch { outcome.yield(error) }
    }
    let waiting = Task { [server] in
      do {
        try await server.waitUntilListening()
        outcome.yield(nil)
      } catch { outcome.yield(error) }
    }
    defer { waiting.cancel() }
    for await failure in outcomes {
      if case .failed(_, let code, _)? = failure as? SocketError {
        throw ServerError(port: port, code: code)
      }
      break
    }
    guard case .ip4(let host, let port)? = await server.listeningAddress else {
      throw ServerError(port: port, code: ENOTCONN)
    }
    heartbeat = Task { [weak self] in
      while (try? await Task.sleep(nanoseconds: Self.pauseOfHeartbeat)) != nil {
        await self?.send()
      }
    }
    return "http://\(host):\(port)/"
  }

  /// Ends all connections and frees the port.
  public func stop() async {
    heartbeat?.cancel()
    readers.forEach { $0.finish() }
    readers = []
    await server.stop()
    await running?.value
  }

  // MARK: What is shown

  /// Shows something else on all open pages.
  public func show(_ exhibit: Exhibit) {
    pictures = exhibit.pictures
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Words and numbers can always be written.
    event = (try? encoder.encode(exhibit.page)).map { EventStream.event(Array($0)) }
    send()
  }

  /// The page takes what it has got already for a sign of life.
  private func send() {
    guard let event else { return }
    readers.removeAll { if case .terminated = $0.yield(event) { true } else { false } }
  }

  // MARK: Requests

  private func response(to request: HTTPRequest) async -> HTTPResponse {
    guard Self.isOurs(host: request.headers[.host]) else {
      return text(.misdirectedRequest, "This is not the host that you asked for.")
    }
    guard request.method == .GET || request.method == .HEAD else {
      var refusal = text(.methodNotAllowed, "Only GET and HEAD are answered.")
      refusal.headers[HTTPHeader("Allow")] = "GET, HEAD"
      return refusal
    }
    let response = await response(to: request.target.path(percentEncoded: true))
    guard request.method == .HEAD else { return response }
    guard case .httpBody(let body) = response.payload else { return response }
    // Without its body, but with the body's length.
    var head = HTTPResponse(statusCode: response.statusCode, headers: response.headers)
    head.headers[.contentLength] = body.count.map(String.init)
    return head
  }

  private func response(to path: String) async -> HTTPResponse {
    switch path {
    case "/":
      return answer("text/html; charset=utf-8", PageText.html(nonce: nonce))
    case "/events":
      return answer("text/event-stream", HTTPBodySequence(from: EventStream(events: events())))
    default:
      let ends = (start: "/picture/", end: ".svg")
      guard path.hasPrefix(ends.start), path.hasSuffix(ends.end),
        let picture = pictures[String(path.dropFirst(ends.start.count).dropLast(ends.end.count))]
      else { return text(.notFound, "There is no such page.") }
      guard let bytes = await picture() else {
        return text(.internalServerError, "The picture could not be drawn.")
      }
      return answer(
        "image/svg+xml", HTTPBodySequence(data: Data(bytes), suggestedBufferSize: 1 << 16))
    }
  }

  /// The events for one page: what is shown now, then all that comes; of several that wait, the
  /// last.
  private func events() -> AsyncStream<[UInt8]> {
    let (events, reader) = AsyncStream.makeStream(
      of: [UInt8].self, bufferingPolicy: .bufferingNewest(1))
    readers.append(reader)
    if let event { reader.yield(event) }
    return events
  }

  /// Whether a request was meant for this machine; the port may be another one, of a tunnel.
  static func isOurs(host: String?) -> Bool {
    guard let host else { return false }
    let name = host.split(separator: ":", omittingEmptySubsequences: false).first ?? ""
    return name == "127.0.0.1" || name.lowercased() == "localhost"
  }

  private func text(_ status: HTTPStatusCode, _ words: String) -> HTTPResponse {
    var response = answer(
      "text/plain; charset=utf-8", HTTPBodySequence(data: Data((words + "\n").utf8)))
    response.statusCode = status
    return response
  }

  private func answer(_ type: String, _ body: HTTPBodySequence) -> HTTPResponse {
    HTTPResponse(
      statusCode: .ok,
      headers: [
        .contentType: type,
        .cacheControl: "no-store",
        HTTPHeader("Content-Security-Policy"): PageText.policy(nonce: nonce),
        HTTPHeader("Cross-Origin-Resource-Policy"): "same-origin",
        HTTPHeader("Referrer-Policy"): "no-referrer",
        HTTPHeader("X-Content-Type-Options"): "nosniff",
      ], body: body)
  }

  private func answer(_ type: String, _ body: String) -> HTTPResponse {
    answer(type, HTTPBodySequence(data: Data(body.utf8)))
  }
}
