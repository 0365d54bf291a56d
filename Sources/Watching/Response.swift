/// An answer of HTTP/1.1, after which the connection ends.
struct Response: Sendable {
  /// The codes that we answer with.
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

  /// What follows the head.
  enum Body {
    case bytes([UInt8])
    /// Events as they come, until one of both ends.
    case events(Mailbox<[UInt8]>)
  }

  var status: Status
  var headers: [String: String]
  var body: Body
  /// Whether the body is left out, as HEAD asks.
  var isHeadOnly = false

  /// The status line and the headers.
  ///
  /// One connection carries one request: what else a client sends is never taken for another.
  var head: [UInt8] {
    var headers = headers
    headers["Connection"] = "close"
    if case .bytes(let bytes) = body { headers["Content-Length"] = "\(bytes.count)" }
    let lines = headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\r\n" }
    return Array("HTTP/1.1 \(status.rawValue)\r\n\(lines.joined())\r\n".utf8)
  }

  /// An event with data of one line; half a second after the stream has ended the browser asks for
  /// it again.
  ///
  /// Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
  static func event(_ data: [UInt8]) -> [UInt8] {
    Array("retry: 500\ndata: ".utf8) + data + Array("\n\n".utf8)
  }
}
