import Foundation
import TestSupport

/// `unroll watch` as a running process, which ends with the test.
final class WatchedTool {
  let process: Process
  /// The page's address.
  let address: String
  private let folder: TemporaryFolder
  private let streams: TemporaryFolder
  private let events: LocalConnection

  /// Starts the tool in a folder and waits for its address.
  init(
    _ arguments: String..., in folder: TemporaryFolder, environment: [String: String] = [:]
  ) throws {
    self.folder = folder
    streams = try TemporaryFolder()
    process = Tool.process(["watch"] + arguments, in: folder)
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

  /// Waits for a page that satisfies a condition and returns it, or the last page if there is none.
  func page(
    within seconds: Double = 600, where isWanted: @escaping (Page) -> Bool = { !$0.isPending }
  ) -> Page? {
    let text = events.read(within: seconds) { Page(lastOf: $0).map(isWanted) ?? false }
    return Page(lastOf: text)
  }

  /// How many pages were told so far.
  var pageCount: Int { events.received.split(separator: "data: {").count - 1 }

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
  struct Page: Decodable {
    struct Message: Decodable {
      struct Part: Decodable, Hashable {
        let text: String
        let isEmphasized: Bool
      }
      let parts: [Part]

      init(from decoder: any Decoder) throws {
        parts = try decoder.singleValueContainer().decode([Part].self)
      }

      var text: String { parts.map(\.text).joined() }
      var emphasized: [String] { parts.filter(\.isEmphasized).map(\.text) }
    }
    struct Figure: Decodable {
      let heading, place, caption: String?
      let error: Message?
      let isPending: Bool
      let pictures: [Picture]
    }
    struct Picture: Decodable, Hashable {
      let name, alternativeText: String
      let caption, narration: String?
    }
    let kind, title: String
    let error: Message?
    let figures: [Figure]

    var isPending: Bool { figures.contains(where: \.isPending) }
    var pictures: [Picture] { figures.flatMap(\.pictures) }

    /// Reads the last whole event of a stream.
    init?(lastOf stream: String) {
      let data = stream.components(separatedBy: "data: ").last {
        $0.hasPrefix("{") && $0.contains("}\n\n")
      }
      // The sizes of chunks are between events, and within long ones.
      let json = data.map(Self.withoutChunkMarks)
      guard let json, let page = try? JSONDecoder().decode(Page.self, from: Data(json.utf8)) else {
        return nil
      }
      self = page
    }

    private static func withoutChunkMarks(_ text: String) -> String {
      var text = text.replacing(#/\r\n[0-9A-F]+\r\n/#, with: "")
      if let end = text.firstRange(of: "\n\n") { text = String(text[..<end.lowerBound]) }
      return text
    }
  }
}
