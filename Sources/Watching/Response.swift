/// An HTTP/1.1 response, after which the connection is closed.
struct Response: Sendable {
  /// The status codes in use.
  enum Status: String {
    case ok = "200 OK"
    case badRequest = "400 Bad Request"
    case notFound = "404 Not Found"
    case methodNotAllowed = "405 Method Not Allowed"
    case requestTimeout = "408 Request Timeout"
    case misdirectedRequest = "421 Misdirected Request"
    case headersTooLarge = "431 Request Header Fields Too Large"
    case internalServerError = "500 Internal Server Error"
    case versionNotSupported = "505 HTTP Version Not Supported"
  }

  /// The body of a response.
  enum Body {
    case bytes([UInt8])
    /// Events as they occur, until either side ends the stream.
    case events(Mailbox<[UInt8]>)
  }

  var status: Status
  var headers: [String: String]
  var body: Body
  /// Whether the body is omitted, as HEAD requires.
  var isHeadOnly = false

  init(status: Status, headers: [String: String], body: Body) {
    (self.status, self.headers, self.body) = (status, headers, body)
  }

  /// Creates the response with something that exists, which no browser keeps or shows elsewhere.
  init(_ type: String, _ body: Body, policy: String = "default-src 'none'") {
    self.init(
      status: .ok,
      headers: [
        "Content-Type": type,
        "Cache-Control": "no-store",
        "Content-Security-Policy": policy,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
      ], body: body)
  }

  /// Creates a refusal in words.
  init(_ status: Status, _ words: String) {
    self.init("text/plain; charset=utf-8", .bytes(Array((words + "\n").utf8)))
    self.status = status
  }

  /// The status line and the headers.
  ///
  /// A connection handles one request: anything else that the client sends is never parsed as
  /// another one.
  var head: [UInt8] {
    var headers = headers
    headers["Connection"] = "close"
    if case .bytes(let bytes) = body { headers["Content-Length"] = "\(bytes.count)" }
    let lines = headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\r\n" }
    return Array("HTTP/1.1 \(status.rawValue)\r\n\(lines.joined())\r\n".utf8)
  }

  /// Returns an event with one line of data. If the stream ends, the browser reconnects after half
  /// a second.
  ///
  /// Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
  static func event(_ data: [UInt8]) -> [UInt8] {
    Array("retry: 500\ndata: ".utf8) + data + Array("\n\n".utf8)
  }
}
