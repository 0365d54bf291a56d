import Foundation

/// Serves one page to local browsers, and updates it.
///
/// ```swift
/// let server = PageServer()
/// let address = try await server.start()  // http://127.0.0.1:40123/
/// await server.show(Exhibit(page: page))
/// await server.stop()
/// ```
///
/// It listens only on 127.0.0.1. Requests for other host names are rejected, because otherwise a
/// remote page could read this one through a host name that resolves to this machine (DNS
/// rebinding). No files are served, only the page, its events, and its pictures.
public actor PageServer {
  private let port: UInt16
  private var listener: Listener?
  private let nonce = String(UInt64.random(in: .min ... .max), radix: 36)
  private var pictures: [String: Exhibit.Picture] = [:]
  private var event: [UInt8]?
  private var readers: [Mailbox<[UInt8]>] = []
  /// The number of open pages, as far as known.
  var readerCount: Int { readers.count { !$0.isClosed } }

  /// Creates a server.
  ///
  /// - Parameter port: the port; 0 for any free port.
  public init(port: UInt16 = 0) { self.port = port }

  // MARK: Starting and stopping

  /// Starts listening, and returns the address of the page.
  ///
  /// - Throws: `ServerError` if the port is in use or not permitted.
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

  /// Shows new contents on all open pages.
  public func show(_ exhibit: Exhibit) {
    pictures = exhibit.pictures
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Text and numbers can always be encoded.
    guard let data = try? encoder.encode(exhibit.page) else {
      preconditionFailure("text and numbers can always be encoded")
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
      case .malformed: text(.badRequest, "This is not an HTTP request.")
      case .tooLarge: text(.headersTooLarge, "The request header is too large.")
      case .tooSlow: text(.requestTimeout, "The request took too long.")
      case .unknownVersion: text(.versionNotSupported, "Only HTTP/1 is supported.")
      }
    }
  }

  private func response(to request: Request) async -> Response {
    guard Self.isOurs(host: request.host) else {
      return text(.misdirectedRequest, "This server does not serve the requested host.")
    }
    guard request.method == "GET" || request.method == "HEAD" else {
      var refusal = text(.methodNotAllowed, "Only GET and HEAD are supported.")
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

  /// Returns the events for one page: the current contents, then all later ones.
  private func events() -> Mailbox<[UInt8]> {
    let reader = Mailbox<[UInt8]>()
    if let event { reader.put(event) }
    readers.removeAll(where: \.isClosed)
    readers.append(reader)
    return reader
  }

  /// Whether a request is meant for this machine. The port may differ, as with a tunnel.
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
