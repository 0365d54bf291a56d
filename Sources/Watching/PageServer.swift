import Foundation

/// Serves one page to local browsers, and tells them when it changes.
///
/// ```swift
/// let server = PageServer(showing: exhibit)
/// let address = try server.start()  // http://127.0.0.1:40123/
/// server.show(other)
/// server.stop()
/// ```
///
/// It listens only on 127.0.0.1. Requests for other host names are rejected, because otherwise a
/// remote page could read this one through a host name that resolves to this machine (DNS
/// rebinding). No files are served, only the page, its events, and its pictures.
///
/// Every connection is answered on a thread of its own, never on the threads that asynchronous work
/// shares, which other work can occupy for minutes.
public final class PageServer: @unchecked Sendable {
  private let port: UInt16
  private let lock = NSLock()
  // The lock protects these.
  private var listener: Listener?
  private var exhibit: Exhibit
  private var readers: [Mailbox<[UInt8]>] = []

  /// The number of open pages, as far as known.
  var readerCount: Int { lock.withLock { readers.count { !$0.isClosed } } }

  /// Creates a server.
  ///
  /// - Parameters:
  ///   - port: the port; 0 for any free port.
  ///   - exhibit: what it shows at first.
  public init(port: UInt16 = 0, showing exhibit: Exhibit) {
    (self.port, self.exhibit) = (port, exhibit)
  }

  // MARK: Starting and stopping

  /// Starts listening, and returns the address of the page.
  ///
  /// - Throws: `ServerError` if the port is in use or not permitted.
  public func start() throws(ServerError) -> String {
    let listener = try Listener(port: port)
    listener.start { [weak self] request in
      self?.response(to: request)
        ?? Response(status: .internalServerError, headers: [:], body: .bytes([]))
    }
    lock.withLock { self.listener = listener }
    return "http://127.0.0.1:\(listener.port)/"
  }

  /// Ends all connections and frees the port, and returns when this is done.
  public func stop() {
    let listener = lock.withLock {
      defer { self.listener = nil }
      return self.listener
    }
    listener?.stop()
  }

  // MARK: What is shown

  /// Shows new contents on all open pages.
  public func show(_ exhibit: Exhibit) {
    let event = Self.event(of: exhibit)
    lock.withLock {
      self.exhibit = exhibit
      readers.removeAll { !$0.put(event) }
    }
  }

  private static func event(of exhibit: Exhibit) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(exhibit.news) else {
      preconditionFailure("text can always be encoded")
    }
    return Response.event(Array(data))
  }

  // MARK: Requests

  private func response(to request: Result<Request, Request.Refusal>) -> Response {
    do throws(Request.Refusal) {
      return response(to: try request.get())
    } catch {
      return switch error {
      case .malformed: Response(.badRequest, "This is not an HTTP request.")
      case .tooLarge: Response(.headersTooLarge, "The request header is too large.")
      case .tooSlow: Response(.requestTimeout, "The request took too long.")
      case .unknownVersion: Response(.versionNotSupported, "Only HTTP/1 is supported.")
      }
    }
  }

  private func response(to request: Request) -> Response {
    guard Self.isOurs(host: request.host) else {
      return Response(.misdirectedRequest, "This server does not serve the requested host.")
    }
    guard request.method == "GET" || request.method == "HEAD" else {
      var refusal = Response(.methodNotAllowed, "Only GET and HEAD are supported.")
      refusal.headers["Allow"] = "GET, HEAD"
      return refusal
    }
    var response = response(to: request.path)
    response.isHeadOnly = request.method == "HEAD"
    return response
  }

  private func response(to path: String) -> Response {
    let exhibit = lock.withLock { self.exhibit }
    switch path {
    case "/":
      return Response(
        "text/html; charset=utf-8", .bytes(exhibit.page),
        policy: exhibit.policy + "; frame-ancestors 'none'")
    case "/events":
      return Response("text/event-stream", .events(events()))
    default:
      let ends = (start: "/pictures/", end: ".svg")
      guard path.hasPrefix(ends.start), path.hasSuffix(ends.end),
        let picture = exhibit.pictures[
          String(path.dropFirst(ends.start.count).dropLast(ends.end.count))]
      else { return Response(.notFound, "There is no such page.") }
      // A picture has its style in attributes and elements of its own.
      return Response(
        "image/svg+xml", .bytes(picture), policy: "default-src 'none'; style-src 'unsafe-inline'")
    }
  }

  /// Returns the events for one page: the present state, then all later ones.
  private func events() -> Mailbox<[UInt8]> {
    let reader = Mailbox<[UInt8]>()
    lock.withLock {
      reader.put(Self.event(of: exhibit))
      readers.removeAll(where: \.isClosed)
      readers.append(reader)
    }
    return reader
  }

  /// Whether a request is meant for this machine. The port may differ, as with a tunnel.
  static func isOurs(host: String?) -> Bool {
    guard let host else { return false }
    let name = host.split(separator: ":", omittingEmptySubsequences: false).first ?? ""
    return name == "127.0.0.1" || name.lowercased() == "localhost"
  }
}
