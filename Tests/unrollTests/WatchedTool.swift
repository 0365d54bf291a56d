import Foundation
import TestSupport

/// `unroll watch` or `unroll present` as a running process, which ends with the test.
final class WatchedTool {
  let process: Process
  /// The page's address.
  let address: String
  private let folder: TemporaryFolder
  private let streams: TemporaryFolder
  private let events: LocalConnection

  /// Starts the tool in a folder and waits for its address.
  init(
    _ arguments: String..., command: String = "watch", in folder: TemporaryFolder,
    environment: [String: String] = [:]
  ) throws {
    self.folder = folder
    streams = try TemporaryFolder()
    process = Tool.process([command] + arguments, in: folder)
    // Do not touch the cache of the user who runs the tests.
    process.environment = ProcessInfo.processInfo.environment
      .merging(["XDG_CACHE_HOME": streams.path]) { $1 }.merging(environment) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = try streams.handle(writing: "errors")
    try process.run()
    let line = output.fileHandleForReading.availableData
    address = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .newlines)
    do {
      events = try LocalConnection(to: address)
    } catch {
      kill(process.processIdentifier, SIGKILL)
      throw error
    }
    events.send("GET /events HTTP/1.1", "Host: localhost")
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }

  /// The standard error of the tool.
  var errors: String { (try? streams.text(of: "errors")) ?? "" }

  /// Waits for a page that satisfies a condition and returns it; `nil` if there is none in time.
  func page(within seconds: Double = 600, where isWanted: (String) -> Bool) throws -> String? {
    let end = Date(timeIntervalSinceNow: seconds)
    repeat {
      let count = newsCount
      let page = try text(of: "/")
      if isWanted(page) { return page }
      events.read(within: max(0, end.timeIntervalSinceNow)) { Self.count(of: $0) > count }
    } while Date() < end
    return nil
  }

  /// Waits for a page with all its figures: one that is not the first, which waits for them.
  func page() throws -> String? { try page(where: Self.isReady) }

  /// Whether a page has all its figures.
  static func isReady(_ page: String) -> Bool {
    page.hasSuffix("</html>\n") && !page.contains("class=\"pending\"")
      && !page.contains("class=\"notes waiting\"")
  }

  /// Waits for news that satisfy a condition and returns them, or the last ones if there are none.
  func news(within seconds: Double = 600, where isWanted: (News) -> Bool) -> News? {
    let text = events.read(within: seconds) { News(lastOf: $0).map(isWanted) ?? false }
    return News(lastOf: text)
  }

  /// How many news were told so far.
  var newsCount: Int { Self.count(of: events.received) }

  private static func count(of stream: String) -> Int { stream.split(separator: "data: {").count }

  /// The body of the answer to a request.
  func text(of path: String) throws -> String {
    let answer = try answer(path)
    return answer.firstRange(of: "\r\n\r\n").map { String(answer[$0.upperBound...]) } ?? ""
  }

  /// The answer to a request.
  func answer(_ path: String) throws -> String {
    let connection = try LocalConnection(to: address)
    connection.send("GET \(path) HTTP/1.1", "Host: localhost", "Connection: close")
    return connection.read()
  }

  /// Sends a signal and returns the exit code; `nil` if the signal ended the process.
  func end(by signal: Int32) -> Int32? {
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : nil
  }

  /// The content of an event.
  struct News: Decodable, Equatable {
    struct Paragraph: Decodable, Equatable {
      struct Part: Decodable, Equatable {
        let text, role: String
      }
      let isCode: Bool
      let parts: [Part]
    }
    let version: String
    let error: [Paragraph]?

    /// The whole message.
    var message: String? {
      error.map { $0.map { $0.parts.map(\.text).joined() }.joined(separator: "\n") }
    }

    /// Reads the last whole event of a stream.
    init?(lastOf stream: String) {
      let data = stream.components(separatedBy: "data: ").last {
        $0.hasPrefix("{") && $0.contains("}\n\n")
      }
      guard let data, let end = data.firstRange(of: "\n\n"),
        let news = try? JSONDecoder().decode(News.self, from: Data(data[..<end.lowerBound].utf8))
      else { return nil }
      self = news
    }
  }
}

/// A figure on the page of a document.
struct PageFigure: Equatable {
  /// Its HTML without the element around it.
  let html: String

  /// The addresses of its pictures.
  var pictures: [String] {
    html.matches(of: /src="(\/pictures\/[0-9a-f]+\.svg)"/).map { String($0.1) }
  }
  /// What is wrong with it.
  var mistake: String? {
    html.firstMatch(of: /<div class="mistake">([\s\S]*)<\/div>\n(?=<div class="row"|<figcaption|$)/)
      .map { String($0.1).replacing(/<[^>]*>/, with: "") }
  }
  /// Its caption.
  var caption: String? {
    html.firstMatch(of: /<figcaption>(.*)<\/figcaption>/).map { String($0.1) }
  }

  /// The figures of a page in order.
  static func all(in page: String) -> [PageFigure] {
    page.matches(of: /<figure class="drawn[^>]*>\n([\s\S]*?)<\/figure>/).map {
      PageFigure(html: String($0.1))
    }
  }
}

extension String {
  /// The version that a page says it is.
  var liveVersion: String? { firstMatch(of: /<html [^>]*data-live="(\w+)"/).map { String($0.1) } }
}
