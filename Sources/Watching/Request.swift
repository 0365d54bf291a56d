/// An HTTP/1 request, as far as a server with three kinds of addresses needs it.
struct Request: Hashable, Sendable {
  /// The method, such as `GET` or `HEAD`.
  var method: String
  /// The requested path, without the query.
  var path: String
  /// The host that the client addressed.
  var host: String?

  /// The reason why a request is rejected.
  enum Refusal: Error {
    case malformed
    case tooLarge
    case tooSlow
    case unknownVersion
  }

  /// Parses the head of a request: the request line and the headers.
  ///
  /// Source: RFC 9112, sections 2 to 5.
  init(head: [UInt8]) throws(Refusal) {
    var lines = head.split(separator: UInt8(ascii: "\n")).map { line in
      String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
    }
    lines.removeAll(where: \.isEmpty)
    guard let line = lines.first else { throw .malformed }
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, words[2].hasPrefix("HTTP/"), Self.isName(words[0]), !words[1].isEmpty
    else { throw .malformed }
    guard ["HTTP/1.1", "HTTP/1.0"].contains(words[2]) else { throw .unknownVersion }
    method = String(words[0])
    path = String(words[1].prefix { $0 != "?" })
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":"), Self.isName(line[..<colon]) else {
        throw .malformed
      }
      guard line[..<colon].lowercased() == "host" else { continue }
      // With two hosts, a proxy could read one and this server the other.
      guard host == nil else { throw .malformed }
      let value = line[line.index(after: colon)...]
      host = String(value.drop { " \t".contains($0) }.prefix { !" \t".contains($0) })
    }
  }

  private static func isName(_ word: Substring) -> Bool {
    !word.isEmpty && word.utf8.allSatisfy { $0 > 32 && $0 < 127 }
  }
}

/// The bytes of the head of a request, collected until they are complete or too many.
struct RequestHead {
  /// A browser sends less than a kilobyte, plus the cookies of other servers on this machine.
  static let mostBytes = 16 * 1024

  private var bytes: [UInt8] = []
  private var isLineEmpty = true
  private var hasRequestLine = false

  /// Adds bytes, and returns the request when its head is complete.
  ///
  /// - Throws: a refusal at the first byte that is not allowed in a head, or if there are too many.
  mutating func take(_ more: some Sequence<UInt8>) throws(Request.Refusal) -> Request? {
    for byte in more {
      switch byte {
      case UInt8(ascii: "\n"):
        bytes.append(byte)
        // Empty lines before the request line are skipped, as section 2.2 of RFC 9112 recommends.
        if isLineEmpty, hasRequestLine { return try Request(head: bytes) }
        isLineEmpty = true
      case UInt8(ascii: "\r"): bytes.append(byte)
      case UInt8(ascii: "\t"), 32...126, 128...255:
        bytes.append(byte)
        isLineEmpty = false
        hasRequestLine = true
      default: throw .malformed
      }
      guard bytes.count < Self.mostBytes else { throw .tooLarge }
    }
    return nil
  }
}
