import Formulas
import TestSupport
import Testing

@testable import Watching

@Suite struct RequestTests {
  private func request(_ text: String) throws -> Request? {
    var head = RequestHead()
    return try head.take(text.utf8)
  }

  @Test("A request is its method, its path without a query, and its host")
  func parts() throws {
    var wanted = try Request(head: Array("GET /events HTTP/1.1".utf8))
    wanted.host = "localhost:80"
    for text in [
      "GET /events?a=b HTTP/1.1\r\nHost: localhost:80\r\n\r\n",
      "\r\n\r\nGET /events HTTP/1.0\r\nA:\r\nhOST:\tlocalhost:80 \r\nB: é\r\n\r\n",
      "GET /events HTTP/1.1\nHost:localhost:80\n\nGET / HTTP/1.1\r\n\r\n",
    ] {
      #expect(try request(text) == wanted)
      var head = RequestHead()
      var result: Request?
      for byte in text.utf8 where result == nil { result = try head.take([byte]) }
      #expect(result == wanted)
    }
  }

  @Test("An incomplete head is not a request yet")
  func incomplete() throws {
    for text in [
      "", "\r\n\r\n", "GET / HTTP/1.1", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nA: b\r",
    ] {
      #expect(try request(text) == nil)
    }
  }

  @Test(
    "Invalid requests are rejected",
    arguments: [
      "GET /\r\n\r\n", "GET / HTTP/1.1 x\r\n\r\n", "GET  / HTTP/1.1\r\n\r\n",
      " GET / HTTP/1.1\r\n\r\n",
      "GET / FTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nno colon\r\n\r\n",
      "GET / HTTP/1.1\r\n: b\r\n\r\n",
      "GET / HTTP/1.1\r\nHost : a\r\n\r\n", "GET / HTTP/1.1\r\nA: b\r\n folded\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", "GET /\0", "\u{16}\u{03}\u{01}", "\u{7F}",
    ])
  func malformed(_ text: String) {
    #expect(throws: Request.Refusal.malformed) { try request(text) }
  }

  @Test("Other versions of HTTP are rejected as such")
  func versions() {
    for version in ["0.9", "1.2", "2.0", "1.1.1"] {
      #expect(throws: Request.Refusal.unknownVersion) {
        try request("PRI * HTTP/\(version)\r\n\r\n")
      }
    }
  }

  @Test("A head has at most 16 KiB")
  func size() throws {
    func text(_ size: Int) -> String {
      let start = "GET / HTTP/1.1\r\nA: "
      return start + String(repeating: "b", count: size - start.utf8.count - 4) + "\r\n\r\n"
    }
    let limit = RequestHead.mostBytes
    #expect(try request(text(limit)) != nil)
    #expect(throws: Request.Refusal.tooLarge) { try request(text(limit + 1)) }
    #expect(throws: Request.Refusal.tooLarge) { try request(String(repeating: "\n", count: limit)) }
  }

  @Test("No input makes the parser trap")
  func random() {
    var generator = SplitMix64(seed: 7)
    let pieces = ["GET ", "/", " ", "HTTP/1.1", "\r", "\n", ":", "Host", "a", "\u{7F}", "é", "\t"]
    for _ in 0..<2000 {
      let text = (0..<generator.pick(Array(1...20))).map { _ in generator.pick(pieces) }
      _ = try? request(text.joined())
    }
  }
}
