import Foundation
import TestSupport
import Testing

@testable import Watching

@Suite struct PageServerTests {
  private let server = PageServer()

  private func exhibit(_ title: String, picture: String = "a") -> Exhibit {
    var page = Exhibit.Page(kind: .document, title: title, file: "notes.md")
    var figure = Exhibit.Page.Figure(identity: 1)
    figure.pictures = [Exhibit.Page.Picture(name: picture, alternativeText: "words")]
    page.figures = [figure]
    return Exhibit(page: page, pictures: [picture: { Array("<svg/>".utf8) }])
  }

  /// Starts the server, runs the work with its address, and stops it.
  private func whileServing(_ work: (String) async throws -> Void) async throws {
    let address = try await server.start()
    try await work(address)
    await server.stop()
  }

  private func answer(_ line: String, host: String = "127.0.0.1", to address: String) async throws
    -> String
  {
    try await LocalConnection.text(
      of: line + " HTTP/1.1", "Host: \(host)", "Connection: close", to: address)
  }

  @Test("The page is served at its address, on this machine only")
  func page() async throws {
    try await whileServing { address in
      #expect(address.hasPrefix("http://127.0.0.1:"))
      let page = try await answer("GET /", to: address)
      #expect(page.hasPrefix("HTTP/1.1 200 ") && page.contains("<!DOCTYPE html>"))
      #expect(page.contains("Content-Security-Policy: default-src 'none';"))
      #expect(page.contains("Cache-Control: no-store"))
    }
  }

  @Test("A picture is served by its name for as long as it is shown")
  func pictures() async throws {
    try await whileServing { address in
      await server.show(exhibit("one"))
      let picture = try await answer("GET /picture/a.svg", to: address)
      #expect(picture.contains("Content-Type: image/svg+xml") && picture.hasSuffix("<svg/>"))
      await server.show(exhibit("two", picture: "b"))
      #expect(try await answer("GET /picture/a.svg", to: address).hasPrefix("HTTP/1.1 404 "))
    }
  }

  @Test("A picture that cannot be drawn is a server error")
  func failedPicture() async throws {
    try await whileServing { address in
      var exhibit = exhibit("one")
      exhibit.pictures["a"] = { nil }
      await server.show(exhibit)
      let failure = try await answer("GET /picture/a.svg", to: address)
      #expect(failure.hasPrefix("HTTP/1.1 500 "))
    }
  }

  @Test("HEAD returns the same head as GET")
  func head() async throws {
    try await whileServing { address in
      await server.show(exhibit("one"))
      let head = try await answer("HEAD /picture/a.svg", to: address)
      #expect(head.contains("Content-Length: 6\r\n") && head.hasSuffix("\r\n\r\n"))
    }
  }

  @Test("A request for another host is rejected, whatever its path")
  func otherHosts() async throws {
    try await whileServing { address in
      for host in ["evil.example", "127.0.0.1.evil.example", "[::1]", "0.0.0.0", ""] {
        let answer = try await answer("GET /", host: host, to: address)
        #expect(answer.hasPrefix("HTTP/1.1 421 ") && !answer.contains("<html"), "\(host)")
      }
      let nameless = try await LocalConnection.text(
        of: "GET / HTTP/1.1", "Connection: close", to: address)
      #expect(nameless.hasPrefix("HTTP/1.1 421 "))
      #expect(
        try await answer("GET /", host: "LocalHost:99", to: address).hasPrefix("HTTP/1.1 200 "))
    }
  }

  @Test("Only GET and HEAD are supported")
  func methods() async throws {
    try await whileServing { address in
      for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"] {
        let answer = try await answer("\(method) /", to: address)
        #expect(answer.hasPrefix("HTTP/1.1 405 ") && answer.contains("Allow: GET, HEAD"))
      }
    }
  }

  @Test("Every other path is not found, and no path leads to a file")
  func unknownPaths() async throws {
    try await whileServing { address in
      await server.show(exhibit("one"))
      for path in [
        "/index.html", "/../../../../etc/passwd", "/picture/../picture/a.svg", "/picture/b.svg",
        "/picture/%2e%2e%2fa.svg", "/picture/a", "/picture/", "//", "/%00", "*",
        "http://127.0.0.1/etc/passwd",
      ] {
        let answer = try await answer("GET \(path)", to: address)
        #expect(answer.hasPrefix("HTTP/1.1 404 "), "\(path): \(answer.prefix(40))")
      }
    }
  }

  @Test("The events contain what is shown, and every change")
  func events() async throws {
    try await whileServing { address in
      await server.show(exhibit("first"))
      let page = try LocalConnection(to: address)
      page.send("GET /events HTTP/1.1", "Host: localhost")
      #expect(await page.receives("\"title\":\"first\"}\n\n"))
      await server.show(exhibit("second"))
      #expect(await page.receives("\"title\":\"second\"}\n\n"))
      #expect(page.received.contains("Content-Type: text/event-stream"))
      #expect(page.received.contains("\ndata: {\"figures\":["))
    }
  }

  @Test("A closed page is forgotten")
  func closedPages() async throws {
    try await whileServing { address in
      await server.show(exhibit("one"))
      _ = try await LocalConnection.text(
        of: "GET /events HTTP/1.1", "Host: localhost", to: address,
        until: { $0.contains("one") })
      for number in 1...200 where await server.readerCount > 0 {
        await server.show(exhibit("\(number)"))
        try await Task.sleep(nanoseconds: 10_000_000)
      }
      #expect(await server.readerCount == 0)
    }
  }

  @Test("A port in use is reported, and the port of a stopped server is free")
  func ports() async throws {
    let address = try await server.start()
    let port = try #require(URL(string: address)?.port.map(UInt16.init))
    await #expect(throws: ServerError(port: port, code: EADDRINUSE)) {
      try await PageServer(port: port).start()
    }
    await server.stop()
    let again = PageServer(port: port)
    #expect(try await again.start() == address)
    await again.stop()
  }

  @Test("A server error says what is wrong and what to do")
  func errors() {
    #expect(
      ServerError(port: 8000, code: EADDRINUSE).description
        == "port 8000 is in use; choose another port, or none to use a free one")
    #expect(ServerError(port: 80, code: EACCES).description.contains("above 1023"))
    #expect(ServerError(port: 1, code: EIO).description.contains("port 1: "))
  }
}
