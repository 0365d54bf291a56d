import Foundation
import TestSupport
import Testing

/// Hostile clients against the tool in a separate process, which other tests do not slow down.
@Suite struct WatchHostileTests {
  private let folder: TemporaryFolder
  private let tool: WatchedTool

  init() throws {
    folder = try TemporaryFolder()
    try folder.put("```unroll\n" + Tool.smallLesson + "\n```\n", in: "notes.md")
    tool = try WatchedTool("notes.md", in: folder)
  }

  /// A kind of hostile or broken client, on a separate connection.
  private struct Kind {
    let name: String
    let act: (LocalConnection) -> Void
    var isReset: Bool { name == "a picture and a reset" }

    init(_ name: String, _ act: @escaping (LocalConnection) -> Void) {
      self.name = name
      self.act = act
    }

    init(_ name: String, sends text: String) { self.init(name) { $0.push(text.utf8) } }
  }

  private static let host = "Host: localhost\r\n"

  private static func kinds(picture: String) -> [Kind] {
    [
      Kind(
        "a body that is never sent",
        sends: "POST / HTTP/1.1\r\n\(host)Content-Length: 9999999999\r\n\r\n"),
      Kind("a body that is another request") {
        $0.push("POST / HTTP/1.1\r\n\(host)Content-Length: 999999\r\n\r\n".utf8)
        $0.push(String(repeating: "GET / HTTP/1.1\r\n\(host)\r\n", count: 10_000).utf8)
      },
      Kind("endless chunks") {
        $0.push("POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n".utf8)
        $0.push(String(repeating: "5\r\nabcde\r\n", count: 20_000).utf8)
      },
      Kind("endless headers") {
        $0.push(("GET / HTTP/1.1\r\n" + String(repeating: "A: b\r\n", count: 50_000)).utf8)
      },
      Kind("an endless request line") {
        $0.push(("GET /" + String(repeating: "a", count: 1_000_000)).utf8)
      },
      Kind("headers that stop", sends: "GET / HTTP/1.1\r\n\(host)A"),
      Kind("a body that stops", sends: "PUT / HTTP/1.1\r\n\(host)Content-Length: 10\r\n\r\nabc"),
      Kind("no host", sends: "GET / HTTP/1.1\r\n\r\n"),
      Kind("another version", sends: "GET / HTTP/9.9\r\n\(host)\r\n"),
      Kind("another protocol") { $0.push((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 37) }) },
      Kind("silence") { _ in },
      Kind("silence after the last byte") { $0.finishSending() },
      Kind("half a request, then the end of sending") {
        $0.push("GET / HTTP/1.1\r\n\(host)".utf8)
        $0.finishSending()
      },
      Kind("ten thousand requests at once") {
        $0.push(String(repeating: "GET / HTTP/1.1\r\n\(host)\r\n", count: 10_000).utf8)
      },
      Kind("events that nobody reads", sends: "GET /events HTTP/1.1\r\n\(host)\r\n"),
      Kind("a picture and a reset") {
        $0.push("GET \(picture) HTTP/1.1\r\n\(host)\r\n".utf8)
        $0.resetAtEnd()
      },
      Kind(
        "a picture that nobody reads", sends: "GET \(picture) HTTP/1.1\r\n\(host)\r\n"),
      Kind("a tunnel", sends: "CONNECT 127.0.0.1:22 HTTP/1.1\r\n\(host)\r\n"),
      Kind("percent signs", sends: "GET /pictures/%ff%00%2e%2e%zz.svg?% HTTP/1.1\r\n\(host)\r\n"),
      Kind("nothing but line feeds") { $0.push(Array(repeating: 10, count: 100_000)) },
    ]
  }

  /// How long an honest request waits: the minimum of a few, because other tests run in parallel.
  private func honestWait() throws -> Double {
    var quickest = Double.infinity
    for _ in 0..<5 where quickest > 0.1 {
      let start = Date()
      let answer = try tool.answer("/")
      #expect(answer.hasPrefix("HTTP/1.1 200 ") && answer.hasSuffix("</html>\n"))
      quickest = min(quickest, Date().timeIntervalSince(start))
    }
    return quickest
  }

  @Test("Among a hundred hostile requests, honest requests are answered at once")
  func honestBetween() throws {
    let page = try #require(try tool.page())
    let picture = try #require(PageFigure.all(in: page).first?.pictures.first)
    let kinds = Self.kinds(picture: picture)
    var hostile: [LocalConnection] = []
    for number in 0..<100 {
      let kind = kinds[number % kinds.count]
      let connection = try LocalConnection(to: tool.address)
      kind.act(connection)
      // The connection is reset when it is released; all others are kept.
      if !kind.isReset { hostile.append(connection) }
      #expect(try honestWait() < 0.1, "after \(kind.name)")
    }
    #expect(tool.process.isRunning && hostile.count > 90)
  }

  @Test("Each hostile client gets at most one answer and is disconnected")
  func letGo() throws {
    let clients = try Self.kinds(picture: "/pictures/no.svg").map { kind in
      let connection = try LocalConnection(to: tool.address)
      kind.act(connection)
      return (kind.name, connection)
    }
    // They wait at the same time: the limit for a request's head is 5 seconds.
    let end = Date(timeIntervalSinceNow: 15)
    for (name, connection) in clients where name != "events that nobody reads" {
      let text = connection.read(within: max(0, end.timeIntervalSinceNow))
      #expect(text.components(separatedBy: "HTTP/1.1 ").count <= 2, "\(name)")
      #expect(connection.hasEnded, "\(name)")
    }
  }

  @Test("Beyond the limit, silent clients and pages are disconnected in favour of new ones")
  func crowd() throws {
    let page = try LocalConnection(to: tool.address)
    page.send("GET /events HTTP/1.1", "Host: localhost")
    #expect(page.read { $0.contains("data: {") }.contains("data: {"))
    var others: [LocalConnection] = []
    for _ in 0..<200 { others.append(try LocalConnection(to: tool.address)) }
    #expect(try honestWait() < 0.1)
    #expect(others[0].read(within: 4).isEmpty && others[0].hasEnded)
    // A page is kept longer than silent clients.
    page.read(within: 0.2)
    #expect(!page.hasEnded)
    for _ in 0..<100 {
      let other = try LocalConnection(to: tool.address)
      other.send("GET /events HTTP/1.1", "Host: localhost")
      #expect(other.read { $0.contains("data: {") }.contains("data: {"))
      others.append(other)
    }
    #expect(try honestWait() < 0.1)
    page.read(within: 4)
    #expect(page.hasEnded)
  }
}
