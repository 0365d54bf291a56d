import Formulas
import Foundation
import TestSupport
import Testing

@testable import Watching

/// Every test blocks its own thread only while the server, which has threads of its own, answers.
@Suite struct PageServerTests {
  private let server = PageServer(showing: exhibit("first"))

  private static func exhibit(_ words: String, picture: String = "a", error: Message? = nil)
    -> Exhibit
  {
    Exhibit(
      page: Array("<!DOCTYPE html><p>\(words)</p>".utf8), version: words,
      policy: "default-src 'none'; img-src 'self'", error: error,
      pictures: [picture: Array("<svg/>".utf8)])
  }

  /// Starts the server, runs the work with its address, and stops it.
  private func whileServing(_ work: (String) throws -> Void) throws {
    let address = try server.start()
    defer { server.stop() }
    try work(address)
  }

  private func answer(_ line: String, host: String = "127.0.0.1", to address: String) throws
    -> String
  {
    let connection = try LocalConnection(to: address)
    connection.send(line + " HTTP/1.1", "Host: \(host)", "Connection: close")
    return connection.read()
  }

  @Test("The page is served at its address, on this machine only, and is not kept")
  func page() throws {
    try whileServing { address in
      #expect(address.hasPrefix("http://127.0.0.1:"))
      for path in ["/", "/?W_h=0.5&presenter"] {
        let page = try answer("GET \(path)", to: address)
        #expect(page.hasPrefix("HTTP/1.1 200 ") && page.hasSuffix("<!DOCTYPE html><p>first</p>"))
        #expect(
          page.contains(
            "Content-Security-Policy: default-src 'none'; img-src 'self'; frame-ancestors 'none'\r\n"
          ))
        #expect(page.contains("Cache-Control: no-store"))
      }
      server.show(Self.exhibit("second"))
      #expect(try answer("GET /", to: address).hasSuffix("<p>second</p>"))
    }
  }

  @Test("A picture is served by its name for as long as it is shown")
  func pictures() throws {
    try whileServing { address in
      let picture = try answer("GET /pictures/a.svg", to: address)
      #expect(picture.contains("Content-Type: image/svg+xml") && picture.hasSuffix("<svg/>"))
      #expect(picture.contains("Content-Security-Policy: default-src 'none'; style-src"))
      server.show(Self.exhibit("second", picture: "b"))
      #expect(try answer("GET /pictures/a.svg", to: address).hasPrefix("HTTP/1.1 404 "))
    }
  }

  @Test("HEAD returns the same head as GET", arguments: ["/", "/pictures/a.svg", "/nothing"])
  func head(_ path: String) throws {
    try whileServing { address in
      let head = try answer("HEAD \(path)", to: address)
      #expect(head.hasSuffix("\r\n\r\n"))
      #expect(try answer("GET \(path)", to: address).hasPrefix(head))
    }
  }

  @Test("A request for another host is rejected, whatever its path")
  func otherHosts() throws {
    try whileServing { address in
      for host in ["evil.example", "127.0.0.1.evil.example", "[::1]", "0.0.0.0", ""] {
        for path in ["/", "/events", "/pictures/a.svg"] {
          let answer = try answer("GET \(path)", host: host, to: address)
          #expect(answer.hasPrefix("HTTP/1.1 421 ") && !answer.contains("first"), "\(host)")
        }
      }
      let nameless = try LocalConnection(to: address)
      nameless.send("GET / HTTP/1.1", "Connection: close")
      #expect(nameless.read().hasPrefix("HTTP/1.1 421 "))
      #expect(
        try answer("GET /", host: "LocalHost:99", to: address).hasPrefix("HTTP/1.1 200 "))
    }
  }

  @Test("Only GET and HEAD are supported")
  func methods() throws {
    try whileServing { address in
      for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"] {
        let answer = try answer("\(method) /", to: address)
        #expect(answer.hasPrefix("HTTP/1.1 405 ") && answer.contains("Allow: GET, HEAD"))
      }
    }
  }

  @Test("Every other path is not found, and no path leads to a file")
  func unknownPaths() throws {
    try whileServing { address in
      for path in [
        "/index.html", "/../../../../etc/passwd", "/pictures/../pictures/a.svg", "/pictures/b.svg",
        "/pictures/%2e%2e%2fa.svg", "/pictures/a", "/pictures/", "//", "/%00", "*", "/live.js",
        "http://127.0.0.1/etc/passwd",
      ] {
        let answer = try answer("GET \(path)", to: address)
        #expect(answer.hasPrefix("HTTP/1.1 404 "), "\(path): \(answer.prefix(40))")
      }
    }
  }

  @Test("The events say which version is shown and what is wrong, at first and at every change")
  func events() throws {
    try whileServing { address in
      let page = try LocalConnection(to: address)
      page.send("GET /events HTTP/1.1", "Host: localhost")
      #expect(page.receives("\ndata: {\"error\":null,\"version\":\"first\"}\n\n"))
      #expect(page.received.contains("Content-Type: text/event-stream"))
      var error = Message("a.yaml:1:7", .error, "there is no cell elmn")
      error.append("\n    cell: elmn")
      server.show(Self.exhibit("first", error: error))
      #expect(page.receives("{\"role\":\"origin\",\"text\":\"a.yaml:1:7:\"}"))
      #expect(page.receives("{\"isCode\":true,\"parts\":[{\"role\":\"plain\",\"text\":\"    cell"))
      server.show(Self.exhibit("second"))
      #expect(page.receives("data: {\"error\":null,\"version\":\"second\"}\n\n"))
    }
  }

  @Test("A closed page is forgotten")
  func closedPages() throws {
    try whileServing { address in
      do {
        let page = try LocalConnection(to: address)
        page.send("GET /events HTTP/1.1", "Host: localhost")
        #expect(page.receives("first"))
      }
      for number in 1...2000 where server.readerCount > 0 {
        server.show(Self.exhibit("\(number)"))
        usleep(10_000)
      }
      #expect(server.readerCount == 0)
    }
  }

  @Test("Stopping ends the events of open pages")
  func stops() throws {
    let address = try server.start()
    let page = try LocalConnection(to: address)
    page.send("GET /events HTTP/1.1", "Host: localhost")
    #expect(page.receives("first"))
    server.stop()
    page.read(within: 60)
    #expect(page.hasEnded)
    // Once more does nothing.
    server.stop()
  }

  @Test("A port in use is reported, and the port of a stopped server is free")
  func ports() throws {
    let address = try server.start()
    let port = try #require(URL(string: address)?.port.map(UInt16.init))
    #expect(throws: ServerError(port: port, code: EADDRINUSE)) {
      try PageServer(port: port, showing: Self.exhibit("other")).start()
    }
    server.stop()
    let again = PageServer(port: port, showing: Self.exhibit("again"))
    #expect(try again.start() == address)
    again.stop()
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
