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
  private var listener: Listener?
  private let nonce = String(UInt64.random(in: .min ... .max), radix: 36)
  private var pictures: [String: Exhibit.Picture] = [:]
  private var event: [UInt8]?
  private var readers: [Mailbox<[UInt8]>] = []
  /// How many pages are open, as far as is known.
  var readerCount: Int { readers.count { !$0.isClosed } }

  /// Makes a server.
  ///
  /// - Parameter port: 0 for one that is free.
  public init(port: UInt16 = 0) { self.port = port }

  // MARK: Starting and stopping

  /// Listens; returns the page's address.
  ///
  /// - Throws: `ServerError` when the port is taken or not for us.
  public func start() async throws(ServerError) -> String {
    let listener = try Listener(port: port)
    listener.start { [weak self] request in
      await self?.response(to: request)
        ?? Response(status: .internalServerError, headers: [:], body: .bytes([]))
    }
    self.listener = listener
    return "http://127.0.0.1:\(listener.port)/"
  }

  /// Ends all connections and frees the port.
  public func stop() async {
    guard let listener else { return }
    self.listener = nil
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        listener.stop()
        continuation.resume()
      }
    }
  }

  // MARK: What is shown

  /// Shows something else on all open pages.
  public func show(_ exhibit: Exhibit) {
    pictures = exhibit.pictures
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Words and numbers can always be written.
    guard let data = try? encoder.encode(exhibit.page) else {
      preconditionFailure("words and numbers can always be written")
    }
    let event = Response.event(Array(data))
    self.event = event
    readers.removeAll { !$0.put(event) }
  }

  // MARK: Requests

  private func response(to request: Result<Request, Request.Refusal>) async -> Response {
    do throws(Request.Refusal) {
      return await response(to: try request.get())
    } catch {
      return switch error {
      case .malformed: text(.badRequest, "This is no request of HTTP.")
      case .tooLarge: text(.headersTooLarge, "The request's head is too large.")
      case .tooSlow: text(.requestTimeout, "The request took too long.")
      case .unknownVersion: text(.versionNotSupported, "Only HTTP/1 is answered.")
      }
    }
  }

  private func response(to request: Request) async -> Response {
    guard Self.isOurs(host: request.host) else {
      return text(.misdirectedRequest, "This is not the host that you asked for.")
    }
    guard request.method == "GET" || request.method == "HEAD" else {
      var refusal = text(.methodNotAllowed, "Only GET and HEAD are answered.")
      refusal.headers["Allow"] = "GET, HEAD"
      return refusal
    }
    var response = await response(to: request.path)
    response.isHeadOnly = request.method == "HEAD"
    return response
  }

  private func response(to path: String) async -> Response {
    switch path {
    case "/":
      return answer(
        "text/html; charset=utf-8", .bytes(Array(PageText.html(nonce: nonce).utf8)))
    case "/events":
      return answer("text/event-stream", .events(events()))
    default:
      let ends = (start: "/picture/", end: ".svg")
      guard path.hasPrefix(ends.start), path.hasSuffix(ends.end),
        let picture = pictures[String(path.dropFirst(ends.start.count).dropLast(ends.end.count))]
      else { return text(.notFound, "There is no such page.") }
      guard let bytes = await picture() else {
        return text(.internalServerError, "The picture could not be drawn.")
      }
      return answer("image/svg+xml", .bytes(bytes))
    }
  }

  /// The events for one page: what is shown now, then all that comes.
  private func events() -> Mailbox<[UInt8]> {
    let reader = Mailbox<[UInt8]>()
    if let event { reader.put(event) }
    readers.removeAll(where: \.isClosed)
    readers.append(reader)
    return reader
  }

  /// Whether a request was meant for this machine; the port may be another one, of a tunnel.
  static func isOurs(host: String?) -> Bool {
    guard let host else { return false }
    let name = host.split(separator: ":", omittingEmptySubsequences: false).first ?? ""
    return name == "127.0.0.1" || name.lowercased() == "localhost"
  }

  private func text(_ status: Response.Status, _ words: String) -> Response {
    var response = answer("text/plain; charset=utf-8", .bytes(Array((words + "\n").utf8)))
    response.status = status
    return response
  }

  private func answer(_ type: String, _ body: Response.Body) -> Response {
    Response(
      status: .ok,
      headers: [
        "Content-Type": type,
        "Cache-Control": "no-store",
        "Content-Security-Policy": PageText.policy(nonce: nonce),
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
      ], body: body)
  }
}
